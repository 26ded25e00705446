package org.exitinterview.evidence;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.exitinterview.page.Page;
import org.exitinterview.people.Directory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Where owners add what shows that an action is done, and the IRO looks at it. */
@Page
@RequestMapping("/pages/evidence")
class EvidencePage {

  /** No room for a sentence: the id is written into the read log. */
  private static final String RECOMMENDATION = "/{recommendationId:[A-Za-z0-9-]{1,64}}";

  private final Evidence evidence;
  private final Directory directory;

  EvidencePage(Evidence evidence, Directory directory) {
    this.evidence = evidence;
    this.directory = directory;
  }

  @GetMapping
  ModelAndView open() {
    ModelAndView page = new ModelAndView("evidence/list");
    page.addObject("open", evidence.open());
    return page;
  }

  @GetMapping(RECOMMENDATION)
  ModelAndView files(@PathVariable String recommendationId) {
    return page(recommendationId, "", HttpStatus.OK);
  }

  @PostMapping(path = RECOMMENDATION, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ModelAndView add(@PathVariable String recommendationId, HttpServletRequest request) {
    try {
      evidence.add(recommendationId, Upload.of(request));
    } catch (EvidenceRefusedException refused) {
      return page(recommendationId, String.valueOf(refused.getMessage()), HttpStatus.BAD_REQUEST);
    }
    return new ModelAndView("redirect:/pages/evidence/" + recommendationId);
  }

  @GetMapping(RECOMMENDATION + "/{fileId:[a-f0-9-]{36}}")
  ResponseEntity<byte[]> file(@PathVariable String recommendationId, @PathVariable String fileId) {
    Evidence.Content file =
        evidence
            .read(recommendationId, fileId)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(file.mediaType()))
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(file.name(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(file.bytes());
  }

  @ExceptionHandler
  ModelAndView refused(EvidenceRefusedException refused) {
    return new ModelAndView(
        "problem",
        java.util.Map.of("message", String.valueOf(refused.getMessage())),
        HttpStatus.CONFLICT);
  }

  private ModelAndView page(String recommendationId, String problem, HttpStatus status) {
    ModelAndView page = new ModelAndView("evidence/files", status);
    page.addObject(
        "files",
        evidence
            .of(recommendationId)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    page.addObject("recommendationId", recommendationId);
    page.addObject("people", directory);
    page.addObject("problem", problem);
    page.addObject("taken", evidence.taken());
    return page;
  }
}
