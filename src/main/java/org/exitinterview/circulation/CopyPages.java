package org.exitinterview.circulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.page.Printer;
import org.exitinterview.record.AccessRefusedException;
import org.exitinterview.record.RecordErasedException;
import org.exitinterview.record.Section;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Copies to read and to print. Words are put together for one reader and one request; nothing of it
 * is kept, by the browser neither.
 */
@Controller
@RequestMapping("/pages")
class CopyPages implements PageLinks {

  /** No room for a sentence: the number is written into the read log. */
  private static final String CASE = "/cases/{caseNumber:[A-Z]{1,4}-[A-Z0-9]{4,12}}";

  private static final String COPY = "copy";

  private final Editions editions;
  private final Narrowing narrowing;
  private final Printer printer;

  CopyPages(Editions editions, Narrowing narrowing, Printer printer) {
    this.editions = editions;
    this.narrowing = narrowing;
    this.printer = printer;
  }

  @GetMapping("/copies")
  ModelAndView copies() {
    return new ModelAndView("copies", Map.of("copies", editions.own(), "cases", narrowing.cases()));
  }

  @GetMapping(CASE + "/copy")
  ModelAndView copy(
      @PathVariable String caseNumber,
      @RequestParam(name = "for", required = false) @Nullable String recipient) {
    return new ModelAndView(
        COPY, Map.of(COPY, editions.read(caseNumber, of(recipient)), "paper", false));
  }

  @GetMapping(CASE + "/copy.pdf")
  ResponseEntity<byte[]> print(
      @PathVariable String caseNumber,
      @RequestParam(name = "for", required = false) @Nullable String recipient) {
    byte[] pdf =
        printer.pdf(COPY, Map.of(COPY, editions.read(caseNumber, of(recipient)), "paper", true));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + caseNumber + ".pdf\"")
        .body(pdf);
  }

  @GetMapping(CASE + "/circulation")
  ModelAndView circulation(@PathVariable String caseNumber) {
    return state(caseNumber, "", HttpStatus.OK);
  }

  @PostMapping(CASE + "/circulation")
  ModelAndView narrow(
      @PathVariable String caseNumber,
      @RequestParam(required = false) @Nullable List<String> sections,
      @RequestParam(required = false) @Nullable String limit) {
    Set<Section> chosen = EnumSet.noneOf(Section.class);
    if (sections != null) {
      sections.forEach(
          key -> Section.ofKey(key).filter(Section.answers()::contains).ifPresent(chosen::add));
    }
    if (chosen.isEmpty() || limit == null || limit.isEmpty()) {
      return state(
          caseNumber,
          "Nothing was changed. Tick at least one part, and choose who may still see it.",
          HttpStatus.BAD_REQUEST);
    }
    narrowing.narrow(caseNumber, chosen, limit(limit));
    return new ModelAndView("redirect:/pages/cases/" + caseNumber + "/circulation");
  }

  private ModelAndView state(String caseNumber, String problem, HttpStatus status) {
    return new ModelAndView(
        "circulation", Map.of("state", narrowing.state(caseNumber), "problem", problem), status);
  }

  @ExceptionHandler
  ModelAndView refused(AccessRefusedException refused) {
    return plain(String.valueOf(refused.getMessage()), HttpStatus.FORBIDDEN);
  }

  @ExceptionHandler
  ModelAndView erased(RecordErasedException erased) {
    return plain(
        "The record of this interview was erased. There is nothing left to read.", HttpStatus.GONE);
  }

  private static ModelAndView plain(String message, HttpStatus status) {
    return new ModelAndView("refused", Map.of("message", message), status);
  }

  private static @Nullable CopyRecipient of(@Nullable String recipient) {
    return recipient == null
        ? null
        : CopyRecipient.ofCode(recipient)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static Limit limit(String code) {
    try {
      return Limit.ofCode(code);
    } catch (IllegalArgumentException unknown) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
  }

  @Override
  public List<PageLink> everywhere() {
    return List.of(
        new PageLink(
            "/pages/copies", "My copies", "Interviews you were given, to read or to print."));
  }

  @Override
  public List<PageLink> ofCase(String caseNumber) {
    List<PageLink> links = new ArrayList<>();
    editions.own().stream()
        .filter(own -> own.caseNumber().equals(caseNumber))
        .map(
            own ->
                new PageLink(
                    "/pages/cases/%s/copy%s"
                        .formatted(caseNumber, own.code().isEmpty() ? "" : "?for=" + own.code()),
                    "Copy for: " + own.recipient(),
                    "What the young person said, as far as this reader may see it."))
        .forEach(links::add);
    if (narrowing.cases().contains(caseNumber)) {
      links.add(
          new PageLink(
              "/pages/cases/%s/circulation".formatted(caseNumber),
              "Who may see this interview",
              "The young person wants fewer people to see it: record it here, it holds at once."));
    }
    return links;
  }
}
