package org.exitinterview.report;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.exitinterview.report.ReportEditions.Edition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the page and the printed report show, in words; the same for both. */
@Component
class ReportView {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final String FUNNEL = "funnel";
  private static final String THEMES = "themes";
  private static final List<String> ON_THE_FIRST_PAGES =
      List.of(FUNNEL, "offers", THEMES, "recommendations", "concerns", "signposting");

  /** A table in words. */
  record TableView(
      String id,
      String title,
      String about,
      List<String> columns,
      List<LineView> lines,
      @Nullable String chart,
      @Nullable String before) {}

  /**
   * A line in words.
   *
   * @param before the same total a year before, as it was published
   */
  record LineView(String label, List<String> cells, String percent, String before) {}

  private final Labels labels;
  private final Charts charts;
  private final Report report;

  ReportView(Labels labels, Charts charts, Report report) {
    this.labels = labels;
    this.charts = charts;
    this.report = report;
  }

  /** An edition, or what is being drawn up. */
  Map<String, Object> of(EditionContent content, @Nullable Edition edition, ZoneId zone) {
    Map<String, Object> model = new LinkedHashMap<>();
    Period period = new Period(content.period(), content.from(), content.until());
    Optional<Edition> before = report.before(content);
    List<TableView> first = new ArrayList<>();
    List<TableView> annex = new ArrayList<>();
    for (PublishedTable table : content.tables()) {
      if (!table.id().startsWith("homeThemes ")) {
        TableView view =
            table(table, before.flatMap(last -> last.content().table(table.id())).orElse(null));
        (ON_THE_FIRST_PAGES.contains(table.id()) ? first : annex).add(view);
      }
    }
    model.put(
        "title",
        period.isYear()
            ? "Exit interviews: annual monitoring report"
            : "Exit interviews: interim view");
    model.put("period", period.words());
    model.put("name", content.period());
    model.put("headlines", headlines(content));
    model.put("first", first);
    model.put("annex", annex);
    model.put(
        "waiting",
        content.waiting().stream()
            .map(
                line ->
                    List.of(
                        labels.of(line.step()),
                        line.steps(),
                        line.limit(),
                        line.onTime(),
                        line.median(),
                        line.slowestTenth()))
            .toList());
    model.put("commentary", content.commentary());
    model.put("actions", content.actions());
    model.put("correction", content.correction());
    model.put("issued", edition == null ? null : DAY.format(edition.issuedAt().atZone(zone)));
    model.put("edition", edition == null ? null : edition.number());
    model.put("sha256", edition == null ? null : edition.sha256());
    model.put("beforeName", before.map(last -> last.content().period()).orElse(null));
    model.put("trend", trend(content));
    return model;
  }

  TableView table(PublishedTable table, @Nullable PublishedTable before) {
    // A table of one column is its own total; the files to calculate with have both.
    int shown = table.columns().size() == 2 ? 1 : table.columns().size();
    List<LineView> lines =
        table.lines().stream()
            .map(
                line ->
                    new LineView(
                        labels.of(line.code()),
                        line.cells().subList(0, shown),
                        line.percent(),
                        before == null ? "" : before.cell(line.code(), PublishedTable.TOTAL)))
            .toList();
    String chart =
        table.id().equals(FUNNEL)
            ? charts.bars(table, List.of(PublishedTable.TOTAL))
            : table.id().equals(THEMES) || table.id().startsWith("homeThemes ")
                ? charts.bars(table, List.of("praise", "concern", "suggestion"))
                : null;
    return new TableView(
        table.id(),
        labels.table(table.id()),
        labels.about(table.id()),
        table.columns().subList(0, shown).stream().map(labels::of).toList(),
        lines,
        chart,
        before == null ? null : "Year before");
  }

  /** The year in a few sentences. */
  private List<String> headlines(EditionContent content) {
    List<String> sentences = new ArrayList<>();
    content
        .table(FUNNEL)
        .ifPresent(
            funnel -> {
              String all = funnel.cell(PublishedTable.TOTAL, PublishedTable.TOTAL);
              sentences.add("Cases closed of young people in scope: %s.".formatted(said(all)));
              sentences.add(
                  "Interviewed: %s (%s %%); in part: %s."
                      .formatted(
                          said(funnel.cell("COMPLETED", PublishedTable.TOTAL)),
                          share(funnel, "COMPLETED"),
                          said(funnel.cell("PARTIAL", PublishedTable.TOTAL))));
              sentences.add(
                  "Never offered an interview, a failure of the service: %s. Declined, which is a right: %s."
                      .formatted(
                          said(funnel.cell("NOT_OFFERED", PublishedTable.TOTAL)),
                          said(funnel.cell("DECLINED", PublishedTable.TOTAL))));
            });
    content
        .table("leavers")
        .map(leavers -> leavers.cell("unexplained", PublishedTable.TOTAL))
        .ifPresent(
            unexplained ->
                sentences.add(
                    "Unexplained leavers: %s."
                        .formatted(said(unexplained).toLowerCase(Locale.UK))));
    content
        .table("recommendations")
        .ifPresent(
            made ->
                sentences.add(
                    "Recommendations: %s; done: %s."
                        .formatted(
                            said(made.cell(PublishedTable.TOTAL, PublishedTable.TOTAL)),
                            said(made.cell(PublishedTable.TOTAL, "DONE")))));
    return sentences;
  }

  private static String said(String printed) {
    return switch (printed) {
      case Conventions.WITHHELD -> "withheld";
      case "0" -> "none";
      default -> printed;
    };
  }

  private static String share(PublishedTable table, String line) {
    return table.lines().stream()
        .filter(candidate -> candidate.code().equals(line))
        .map(PublishedTable.Line::percent)
        .findFirst()
        .orElse(Conventions.NOT_APPLICABLE);
  }

  /** Concerns by theme in three years, as each year's edition published them. */
  private List<List<String>> trend(EditionContent content) {
    PublishedTable now = content.table(THEMES).orElse(null);
    if (now == null) {
      return List.of();
    }
    return now.lines().stream()
        .map(
            line ->
                List.of(
                    labels.of(line.code()),
                    concern(report.earlier(content, 2, THEMES), line.code()),
                    concern(report.earlier(content, 1, THEMES), line.code()),
                    now.cell(line.code(), "concern")))
        .toList();
  }

  private static String concern(@Nullable PublishedTable table, String line) {
    return table == null ? Conventions.NOT_APPLICABLE : table.cell(line, "concern");
  }
}
