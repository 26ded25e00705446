package org.exitinterview.letter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.exitinterview.page.Printer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** A letter as the young person will see it: on the screen with advice, as a PDF for the post. */
@Controller
@RequestMapping("/pages/cases/{caseNumber}")
class LetterController {

  private final Letters letters;
  private final Printer printer;

  LetterController(Letters letters, Printer printer) {
    this.letters = letters;
    this.printer = printer;
  }

  @GetMapping("/letter")
  ModelAndView letter(
      @PathVariable String caseNumber, @RequestParam(defaultValue = "false") boolean whatChanged) {
    Letter letter = find(caseNumber, whatChanged);
    ModelAndView page = new ModelAndView(LetterTemplates.of(letter.version(), letter.language()));
    page.addObject("letter", letter);
    page.addObject("advice", letters.advice(caseNumber, letter));
    page.addObject("readingAge", Math.round(PlainWords.readingAge(letter.text())));
    page.addObject(
        "print", "/pages/cases/%s/letter.pdf?whatChanged=%s".formatted(caseNumber, whatChanged));
    return page;
  }

  @GetMapping("/letter.pdf")
  ResponseEntity<byte[]> print(
      @PathVariable String caseNumber, @RequestParam(defaultValue = "false") boolean whatChanged) {
    Letter letter = find(caseNumber, whatChanged);
    byte[] pdf =
        printer.pdf(
            LetterTemplates.of(letter.version(), letter.language()),
            Map.of("letter", letter, "advice", List.of(), "readingAge", 0, "print", ""));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.inline()
                .filename("letter-" + caseNumber + ".pdf")
                .build()
                .toString())
        .body(pdf);
  }

  private Letter find(String caseNumber, boolean whatChanged) {
    Optional<Letter> letter = letters.find(caseNumber, whatChanged);
    return letter.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
