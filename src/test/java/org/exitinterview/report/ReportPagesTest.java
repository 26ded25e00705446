package org.exitinterview.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The report as a page, printed, and as files to calculate with; and who may see it. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPagesTest {

  private static final Path PRINTED = Path.of("target", "report.pdf");

  @Autowired private Report report;
  @Autowired private Timeliness timeliness;
  @Autowired private ReportEditions editions;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient jdbc;

  @BeforeAll
  void issueThreeYears() {
    for (int beginsIn = 2001; beginsIn <= 2003; beginsIn++) {
      Period period = Period.year(beginsIn, 4);
      Counts counts =
          timeliness.withTimeliness(SyntheticYear.of(beginsIn, period.from(), 400, 4).truth());
      List<PublishedTable> tables =
          EditionTables.of(report.figures(), counts, Set.of(), List.of(), null, List.of());
      editions.issue(
          report
              .content(period, tables, counts)
              .withWords(
                  Map.of("The year in short", "More young people were asked than the year before."),
                  List.of(),
                  null),
          "maud.manager");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "judith.senior,    /pages/report/2003,                 200",
    "maud.manager,     /pages/report/2003,                 200",
    "simon.supervisor, /pages/report/live,                 200",
    "judith.senior,    /pages/report/live,                 403",
    "sarah.worker,     /pages/report/2003,                 403",
    "una.manager,      /pages/report/2003,                 403",
    "una.manager,      /pages/report/2003/home/9702906,    200",
    "una.manager,      /pages/report/2003/home/3311876,    403",
    "judith.senior,    /pages/report/2003/provider/PR4,    200",
    "una.manager,      /pages/report/2003/provider/PR4,    403",
    "judith.senior,    /pages/report/2003/provider/PR9,    404",
    "judith.senior,    /pages/report/1999,                 404",
    "judith.senior,    /pages/report,                      200",
    "rosa.service,     /pages/leavers,                     200",
    "judith.senior,    /pages/leavers,                     403"
  })
  void eachSeesWhatIsTheirs(String person, String address, int status) {
    assertThat(get(person, address, String.class).getStatusCode().value()).isEqualTo(status);
  }

  @Test
  @DisplayName("The page says the year in short, with a table beside each chart")
  void pageIsReadable() throws IOException {
    String page = get("judith.senior", "/pages/report/2003", String.class).getBody();
    assertThat(page)
        .contains("In short", "Interviewed", "Year before", "data:image/svg+xml", "<caption>")
        .contains("More young people were asked")
        .doesNotContain("<script", "style=\"");
    Files.writeString(Path.of("target", "report.html"), String.valueOf(page));
  }

  @Test
  @DisplayName("The PDF holds the same numbers")
  void pdfHoldsTheNumbers() throws IOException {
    byte[] printed = get("judith.senior", "/pages/report/2003.pdf", byte[].class).getBody();
    assertThat(printed).isNotNull();
    Files.write(PRINTED, printed);
    try (PDDocument pdf = Loader.loadPDF(printed)) {
      assertThat(new PDFTextStripper().getText(pdf)).contains("In short", "Annex");
      PDFTextStripper firstTwo = new PDFTextStripper();
      firstTwo.setEndPage(2);
      assertThat(firstTwo.getText(pdf))
          .contains("What came of it", "Where it is slow")
          .doesNotContain("Annex");
    }
  }

  @Test
  @DisplayName("Each table is a CSV file, and the data dictionary says what it means")
  void tablesAreFiles() {
    assertThat(get("judith.senior", "/pages/report/2003/funnel.csv", String.class).getBody())
        .startsWith("\uFEFFline,cases,total,percent");
    assertThat(
            get("judith.senior", "/pages/report/2003/data-dictionary.csv", String.class).getBody())
        .contains("funnel,line,NOT_OFFERED,Not offered");
  }

  @Test
  @DisplayName("A code that looks like a formula does not calculate in a spreadsheet")
  void formulaIsText() {
    Period period = Period.year(2005, 4);
    Counts counts = new Counts();
    counts.add("outOfScope", "=HYPERLINK(\"https://evil.example\")", "cases", 7);
    Counts all = timeliness.withTimeliness(counts);
    editions.issue(
        report.content(
            period,
            EditionTables.of(report.figures(), all, Set.of(), List.of(), null, List.of()),
            all),
        "maud.manager");
    assertThat(get("judith.senior", "/pages/report/2005/outOfScope.csv", String.class).getBody())
        .contains("\"'=HYPERLINK(");
    assertThat(
            get("judith.senior", "/pages/report/2005/data-dictionary.csv", String.class).getBody())
        .contains("\"'=HYPERLINK(")
        .doesNotContain(",=HYPERLINK", ",\"=HYPERLINK");
  }

  @Test
  @DisplayName("An issued report never changes; a correction is a new edition that says so")
  void issuedReportNeverChanges() {
    ReportEditions.Edition first = editions.latest("2001").orElseThrow();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> jdbc.sql("update report.edition set content = 'x'").update())
        .isInstanceOf(DataAccessException.class);
    ReportEditions.Edition second = editions.issue(first.content(), "maud.manager");
    assertThat(second.number()).isEqualTo(first.number() + 1);
    assertThat(editions.all()).extracting(ReportEditions.Edition::sha256).contains(first.sha256());
  }

  private <T> ResponseEntity<T> get(String person, String address, Class<T> type) {
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD).getForEntity(address, type);
  }
}
