package org.exitinterview.record;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.exitinterview.page.Page;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who read or was refused what, for the safeguarding lead and the data protection officer. */
@Page
@RequestMapping("/pages/read-log")
class ReadLogPage implements PageLinks {

  static final Set<Role> READERS = Set.of(Role.SAFEGUARDING_LEAD, Role.DATA_PROTECTION_OFFICER);
  static final String REFUSAL =
      "Only safeguarding leads and data protection officers see who read a record.";
  static final String PART = "readLog";

  private static final String BEGINS_A_FORMULA = "=+-@\t\r";

  private final ReadLogLines lines;
  private final ReadLogState state;
  private final Oversight oversight;
  private final Moments moments;

  ReadLogPage(ReadLogLines lines, ReadLogState state, Oversight oversight, Moments moments) {
    this.lines = lines;
    this.state = state;
    this.oversight = oversight;
    this.moments = moments;
  }

  @GetMapping
  String show(
      @RequestParam(name = "case", required = false) @Nullable String caseNumber,
      @RequestParam(required = false) @Nullable String person,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
      @RequestParam(defaultValue = "1") int page,
      Model model) {
    refuseOthers(caseNumber);
    ReadLogLines.Wanted wanted = new ReadLogLines.Wanted(caseNumber, person, from, to);
    long count = lines.count(wanted);
    long pages = Math.max(1, (count + ReadLogLines.PAGE - 1) / ReadLogLines.PAGE);
    int shown = (int) Math.max(1, Math.min(page, pages));
    model.addAttribute("wanted", wanted);
    model.addAttribute("count", count);
    model.addAttribute("pages", pages);
    model.addAttribute("page", shown);
    model.addAttribute("lines", lines.page(wanted, shown));
    model.addAttribute("state", state.latest());
    model.addAttribute("moments", moments);
    return "read-log";
  }

  /** Looks through the whole chain now. */
  @PostMapping("/check")
  String check() {
    refuseOthers(null);
    state.check();
    return "redirect:/pages/read-log";
  }

  /** The same lines for a spreadsheet, oldest first. */
  @GetMapping("/csv")
  ResponseEntity<byte[]> csv(
      @RequestParam(name = "case", required = false) @Nullable String caseNumber,
      @RequestParam(required = false) @Nullable String person,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to)
      throws IOException {
    refuseOthers(caseNumber);
    StringWriter text = new StringWriter();
    CSVFormat format =
        CSVFormat.EXCEL
            .builder()
            .setHeader("Line", "When", "User id", "Name", "What", "Part", "Case", "Why", "Intact")
            .get();
    try (CSVPrinter csv = new CSVPrinter(text, format)) {
      for (ReadLogLines.Line line :
          lines.all(new ReadLogLines.Wanted(caseNumber, person, from, to))) {
        csv.printRecord(
            line.id(),
            line.at(),
            noFormula(line.userId()),
            noFormula(line.name()),
            line.event(),
            noFormula(line.part()),
            noFormula(line.caseNumber()),
            noFormula(line.why()),
            line.asWritten() ? "yes" : "altered");
      }
    }
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"read-log.csv\"")
        .body(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A spreadsheet calculates a cell that begins like a formula, whoever has put it there. */
  private static String noFormula(String cell) {
    return !cell.isEmpty() && BEGINS_A_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  private void refuseOthers(@Nullable String caseNumber) {
    String about = StringUtils.hasText(caseNumber) ? caseNumber : Oversight.EVERY_CASE;
    oversight.require(READERS, PART, about, REFUSAL);
  }

  @Override
  public List<PageLink> everywhere() {
    return oversight.isOneOf(READERS)
        ? List.of(new PageLink("/pages/read-log", "Who read what", "Each look and each refusal."))
        : List.of();
  }
}
