package org.exitinterview.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.page.Printer;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Homes;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.report.ReportEditions.Edition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The report in the browser, printed, and as tables to calculate with. Issued reports are for
 * senior managers, IRO managers, CSM Residential Services and supervisors; the live view of the
 * running year is for supervisors and IRO managers; a home's own page is for its manager too.
 */
@Controller
@RequestMapping("/pages/report")
class ReportPages implements PageLinks {

  private static final Set<Role> READERS =
      Set.of(
          Role.SENIOR_MANAGER,
          Role.IRO_MANAGER,
          Role.IRO,
          Role.RESIDENTIAL_SERVICE_MANAGER,
          Role.SUPERVISOR);
  private static final Set<Role> SUPERVISORS = Set.of(Role.SUPERVISOR, Role.IRO_MANAGER);
  private static final Set<Role> WRITERS = Set.of(Role.IRO_MANAGER, Role.IRO);

  /** What begins a formula in a spreadsheet. */
  private static final String FORMULA = "=+-@\t\r";

  /** Without it, Excel reads UTF-8 as the code page of the computer. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  private final Report report;
  private final ReportEditions editions;
  private final Corrections corrections;
  private final ReportView view;
  private final Labels labels;
  private final Printer printer;
  private final CurrentPerson currentPerson;
  private final Homes homes;
  private final Clock clock;

  ReportPages(
      Report report,
      ReportEditions editions,
      Corrections corrections,
      ReportView view,
      Labels labels,
      Printer printer,
      CurrentPerson currentPerson,
      Homes homes,
      Clock clock) {
    this.report = report;
    this.editions = editions;
    this.corrections = corrections;
    this.view = view;
    this.labels = labels;
    this.printer = printer;
    this.currentPerson = currentPerson;
    this.homes = homes;
    this.clock = clock;
  }

  @GetMapping
  String reports(Model model) {
    refuseOthers(READERS);
    model.addAttribute("editions", editions.all());
    model.addAttribute("zone", clock.getZone());
    model.addAttribute(
        "drafts",
        WRITERS.stream().anyMatch(currentPerson.get()::holds) ? editions.drafts() : List.of());
    model.addAttribute("live", SUPERVISORS.stream().anyMatch(currentPerson.get()::holds));
    return "reports";
  }

  @GetMapping("/live")
  String live(Model model) {
    refuseOthers(SUPERVISORS);
    model.addAllAttributes(view.of(report.live(report.running()), null, clock.getZone()));
    model.addAttribute("live", true);
    model.addAttribute("draft", false);
    model.addAttribute("downloads", false);
    model.addAttribute("mayCorrect", false);
    return "report";
  }

  @GetMapping("/draft/{reportNumber}")
  String draft(@PathVariable String reportNumber, Model model) {
    refuseOthers(WRITERS);
    model.addAllAttributes(
        view.of(
            editions.draft(reportNumber).orElseThrow(ReportPages::notFound),
            null,
            clock.getZone()));
    model.addAttribute("live", false);
    model.addAttribute("draft", true);
    model.addAttribute("downloads", false);
    model.addAttribute("mayCorrect", false);
    return "report";
  }

  @GetMapping("/{period:\\d{4}(?:-Q[1-4])?}")
  String edition(
      @PathVariable String period,
      @RequestParam(required = false) @Nullable Integer edition,
      Model model) {
    refuseOthers(READERS);
    model.addAllAttributes(attributes(edition(period, edition)));
    model.addAttribute("downloads", true);
    model.addAttribute("mayCorrect", currentPerson.get().holds(Role.IRO_MANAGER));
    return "report";
  }

  @GetMapping(path = "/{period:\\d{4}(?:-Q[1-4])?}.pdf")
  ResponseEntity<byte[]> pdf(@PathVariable String period) {
    refuseOthers(READERS);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(
            "Content-Disposition", "inline; filename=\"exit-interviews-%s.pdf\"".formatted(period))
        .body(printer.pdf("report", attributes(edition(period, null))));
  }

  @GetMapping("/{period:\\d{4}(?:-Q[1-4])?}/{table}.csv")
  ResponseEntity<String> csv(@PathVariable String period, @PathVariable String table) {
    refuseOthers(READERS);
    EditionContent content = edition(period, null).content();
    String text =
        table.equals("data-dictionary")
            ? dictionary(content)
            : csv(content.table(table).orElseThrow(ReportPages::notFound));
    return ResponseEntity.ok()
        .contentType(CSV)
        .header(
            "Content-Disposition", "attachment; filename=\"%s-%s.csv\"".formatted(period, table))
        .body(text);
  }

  @GetMapping("/{period:\\d{4}(?:-Q[1-4])?}/correction")
  String correction(@PathVariable String period, Model model) {
    refuseOthers(Set.of(Role.IRO_MANAGER));
    EditionContent content = edition(period, null).content();
    model.addAttribute("name", period);
    model.addAttribute(
        "period", new Period(content.period(), content.from(), content.until()).words());
    model.addAttribute("possible", corrections.isPossible(period));
    return "report-correction";
  }

  @PostMapping("/{period:\\d{4}(?:-Q[1-4])?}/correction")
  String correct(@PathVariable String period, @RequestParam(defaultValue = "") String words) {
    corrections.begin(period, words.strip());
    return "redirect:/pages/report/%s/correction".formatted(period);
  }

  /** What was said about one home; its manager may see it too. */
  @GetMapping("/{period:\\d{4}}/home/{urn}")
  String home(@PathVariable String period, @PathVariable String urn, Model model) {
    Person person = currentPerson.get();
    if (!homes.of(person).contains(urn)) {
      refuseOthers(READERS);
    }
    Edition edition = edition(period, null);
    EditionContent content = edition.content();
    PublishedTable table =
        content.tables().stream()
            .filter(each -> each.id().startsWith("homeThemes ") && each.id().endsWith(" " + urn))
            .findFirst()
            .orElse(null);
    List<String> lines =
        content.table("home").map(PublishedTable::lines).orElse(List.of()).stream()
            .map(PublishedTable.Line::code)
            .filter(code -> code.endsWith(" " + urn))
            .toList();
    List<ReportView.TableView> others =
        new ArrayList<>(
            List.of(
                view.threeYears("Young people interviewed", content, "home", lines, "interviewed"),
                view.threeYears("Concerns mentioned", content, "themesByHome", lines, "concern"),
                view.threeYears("Praise mentioned", content, "themesByHome", lines, "praise")));
    addPlace(model, "Exit interviews: " + homes.name(urn).orElse(urn), edition, others);
    model.addAttribute("table", table == null ? null : view.homeThemes(table));
    model.addAttribute(
        "signedOff", table == null ? null : content.signedOff().getOrDefault(urn, null));
    return "report-home";
  }

  /** The homes of one kind of provider. */
  @GetMapping("/{period:\\d{4}}/provider/{provider:[A-Za-z0-9]{1,10}}")
  String provider(@PathVariable String period, @PathVariable String provider, Model model) {
    refuseOthers(READERS);
    Edition edition = edition(period, null);
    EditionContent content = edition.content();
    PublishedTable kinds = content.table("provider").orElseThrow(ReportPages::notFound);
    if (!kinds.hasLine(provider)) {
      throw notFound();
    }
    List<ReportView.TableView> others = new ArrayList<>();
    others.add(
        view.threeYears(
            "Young people interviewed", content, "provider", List.of(provider), "interviewed"));
    others.add(
        view.threeYears(
            "Young people not interviewed",
            content,
            "provider",
            List.of(provider),
            "notInterviewed"));
    for (String table : List.of("home", "themesByHome")) {
      content
          .table(table)
          .ifPresent(all -> others.add(view.lines(all, code -> code.startsWith(provider + " "))));
    }
    addPlace(model, "Exit interviews: " + labels.of(provider), edition, others);
    model.addAttribute("table", null);
    model.addAttribute("signedOff", null);
    model.addAttribute("isProvider", true);
    return "report-home";
  }

  private static void addPlace(
      Model model, String title, Edition edition, List<ReportView.TableView> others) {
    EditionContent content = edition.content();
    model.addAttribute("title", title);
    model.addAttribute(
        "period", new Period(content.period(), content.from(), content.until()).words());
    model.addAttribute("edition", edition.number());
    model.addAttribute("isProvider", false);
    model.addAttribute("others", others);
  }

  private Map<String, Object> attributes(Edition edition) {
    Map<String, Object> attributes = view.of(edition.content(), edition, clock.getZone());
    attributes.put("live", false);
    attributes.put("draft", false);
    attributes.put("downloads", false);
    attributes.put("mayCorrect", false);
    return attributes;
  }

  private Edition edition(String period, @Nullable Integer number) {
    return number == null
        ? editions.latest(period).orElseThrow(ReportPages::notFound)
        : editions.all().stream()
            .filter(one -> one.content().period().equals(period) && one.number() == number)
            .findFirst()
            .orElseThrow(ReportPages::notFound);
  }

  private static String csv(PublishedTable table) {
    return print(
        printer -> {
          printer.print("line");
          for (String column : table.columns()) {
            printer.print(harmless(column));
          }
          printer.print("percent");
          printer.println();
          for (PublishedTable.Line line : table.lines()) {
            printer.print(harmless(line.code()));
            for (String cell : line.cells()) {
              printer.print(cell.replace(",", ""));
            }
            printer.printRecord(line.percent());
          }
        });
  }

  /**
   * A spreadsheet takes a cell that begins like a formula for one, and codes come from files of
   * others.
   */
  private static String harmless(String code) {
    return !code.isEmpty() && FORMULA.indexOf(code.charAt(0)) >= 0 ? "'" + code : code;
  }

  /** What each table, column and line means. */
  private String dictionary(EditionContent content) {
    return print(
        printer -> {
          printer.printRecord("table", "kind", "code", "meaning");
          printer.printRecord("", "value", Conventions.WITHHELD, "withheld");
          printer.printRecord(
              "", "value", Conventions.ROUNDS_TO_ZERO, "rounds to zero, is not zero");
          printer.printRecord("", "value", Conventions.NOT_APPLICABLE, "does not apply");
          for (PublishedTable table : content.tables()) {
            printer.printRecord(table.id(), "table", "", labels.table(table.id()));
            printer.printRecord(table.id(), "unit", "", table.unit());
            for (String column : table.columns()) {
              printer.printRecord(
                  table.id(), "column", harmless(column), harmless(labels.of(column)));
            }
            for (PublishedTable.Line line : table.lines()) {
              printer.printRecord(
                  table.id(), "line", harmless(line.code()), harmless(labels.of(line.code())));
            }
          }
        });
  }

  private interface Printing {
    void to(CSVPrinter printer) throws IOException;
  }

  private static String print(Printing printing) {
    StringWriter text = new StringWriter();
    text.append(BYTE_ORDER_MARK);
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      printing.to(printer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void refuseOthers(Set<Role> roles) {
    Person person = currentPerson.get();
    if (roles.stream().noneMatch(person::holds)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  @Override
  public List<PageLink> everywhere() {
    return READERS.stream().anyMatch(currentPerson.get()::holds)
        ? List.of(new PageLink("/pages/report", "Monitoring reports", "The reports issued so far."))
        : List.of();
  }
}
