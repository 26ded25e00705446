package org.exitinterview.report;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
  private static final String TOTAL = PublishedTable.TOTAL;
  private static final String CONCERN = "concern";
  private static final List<String> ON_THE_SECOND_PAGE =
      List.of("recommendations", "replies", "escalations", "concerns", "signposting", "leavers");
  private static final int SLOWEST = 5;
  private static final int MOST_BESIDE_YEAR_BEFORE = 3;

  /** A table in words. */
  record TableView(
      String id,
      String title,
      String about,
      List<String> columns,
      List<LineView> lines,
      @Nullable String chart) {}

  /** A line in words. */
  record LineView(String label, List<String> cells, boolean total) {}

  /** A number that stands large at the top, and what it was a year before. */
  record Key(String label, String number, String before) {}

  /** A page about a home or a kind of provider. */
  record Place(String value, String label) {}

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
    EditionContent before =
        period.isYear() ? report.before(content).map(Edition::content).orElse(null) : null;
    List<TableView> second = new ArrayList<>();
    List<TableView> annex = new ArrayList<>();
    List<TableView> files = new ArrayList<>();
    for (PublishedTable table : content.tables()) {
      TableView view = withYearBefore(table, before);
      files.add(view);
      if (ON_THE_SECOND_PAGE.contains(table.id())) {
        second.add(view);
      } else if (!List.of(FUNNEL, THEMES).contains(table.id())
          && !table.id().startsWith("homeThemes ")) {
        annex.add(view);
      }
    }
    model.put(
        "title",
        period.isYear()
            ? "Exit interviews: annual monitoring report"
            : "Exit interviews: interim view");
    model.put("period", period.words());
    model.put("name", content.period());
    model.put("keys", keys(content, before));
    model.put("headlines", headlines(content));
    model.put("funnel", funnel(content, before));
    model.put("themes", content.table(THEMES).map(table -> themes(table, content)).orElse(null));
    model.put("second", second);
    model.put("annex", annex);
    model.put("files", files);
    model.put("places", places(content));
    model.put("waiting", content.waiting().stream().map(this::words).toList());
    model.put("slow", slowest(content).map(this::words).toList());
    model.put("commentary", content.commentary());
    model.put("actions", content.actions());
    model.put("rules", content.rules());
    model.put("correction", content.correction());
    model.put("correctedBy", edition == null ? null : report.correctedBy(edition));
    model.put("issued", edition == null ? null : DAY.format(edition.issuedAt().atZone(zone)));
    model.put("edition", edition == null ? null : edition.number());
    model.put("sha256", edition == null ? null : edition.sha256());
    return model;
  }

  private List<String> words(EditionContent.Waiting line) {
    return List.of(
        labels.of(line.step()),
        line.steps(),
        line.limit(),
        line.onTime(),
        line.median(),
        line.slowestTenth());
  }

  private static Stream<EditionContent.Waiting> slowest(EditionContent content) {
    return content.waiting().stream()
        .filter(line -> line.onTime().matches("\\d+"))
        .sorted(Comparator.comparingInt(line -> Integer.parseInt(line.onTime())))
        .limit(SLOWEST);
  }

  /** A table as it stands, a column for the year before added where that was published. */
  TableView withYearBefore(PublishedTable table, @Nullable EditionContent before) {
    PublishedTable earlier = before == null ? null : before.table(table.id()).orElse(null);
    int shown = shownColumns(table);
    // Wider, it would not stand beside another table.
    boolean fits = shown <= MOST_BESIDE_YEAR_BEFORE;
    List<String> columns = new ArrayList<>(words(table.columns().subList(0, shown)));
    if (earlier != null && fits) {
      columns.add("Year before");
    }
    return view(
        table,
        columns,
        line -> {
          List<String> cells = new ArrayList<>(line.cells().subList(0, shown));
          if (earlier != null && fits) {
            cells.add(earlier.cell(line.code(), TOTAL));
          }
          return cells;
        },
        null);
  }

  /** What young people said about one home, with bars. */
  TableView homeThemes(PublishedTable table) {
    return view(
        table,
        words(table.columns()),
        PublishedTable.Line::cells,
        charts.bars(table, List.of("praise", CONCERN, "suggestion")));
  }

  /** Some lines of a table, in several years; years without an edition do not apply. */
  TableView threeYears(
      String title, EditionContent content, String table, List<String> lines, String column) {
    return new TableView(
        table,
        title,
        "",
        List.of("Two years before", "Year before", "This year"),
        lines.stream()
            .map(
                line ->
                    new LineView(
                        labels.of(line),
                        List.of(
                            cell(report.earlier(content, 2, table), line, column),
                            cell(report.earlier(content, 1, table), line, column),
                            cell(content.table(table).orElse(null), line, column)),
                        line.equals(TOTAL)))
            .toList(),
        null);
  }

  /** Lines of a table that are about one place, such as the homes of a provider. */
  TableView lines(PublishedTable table, Predicate<String> codes) {
    int shown = shownColumns(table);
    PublishedTable some =
        new PublishedTable(
            table.id(),
            table.unit(),
            table.columns(),
            table.lines().stream().filter(line -> codes.test(line.code())).toList());
    return view(
        some,
        words(table.columns().subList(0, shown)),
        line -> line.cells().subList(0, shown),
        null);
  }

  private TableView funnel(EditionContent content, @Nullable EditionContent before) {
    PublishedTable table = content.table(FUNNEL).orElseThrow();
    PublishedTable earlier = before == null ? null : before.table(FUNNEL).orElse(null);
    return view(
        table,
        earlier == null ? List.of("Cases", "%") : List.of("Cases", "%", "Year before", "%"),
        line -> {
          List<String> cells = new ArrayList<>(List.of(line.cells().get(0), line.percent()));
          if (earlier != null) {
            cells.add(cell(earlier, line.code(), TOTAL));
            cells.add(share(earlier, line.code()));
          }
          return cells;
        },
        charts.bars(table, List.of(TOTAL)));
  }

  /** The themes of the year, and how often each was a concern in the years before. */
  private TableView themes(PublishedTable table, EditionContent content) {
    int shown = table.columns().size() - 1;
    List<String> columns = new ArrayList<>(words(table.columns().subList(0, shown)));
    PublishedTable one = report.earlier(content, 1, THEMES);
    PublishedTable two = report.earlier(content, 2, THEMES);
    int year = content.from().getYear();
    if (one != null) {
      columns.add("Concern " + (year - 1));
    }
    if (two != null) {
      columns.add("Concern " + (year - 2));
    }
    return view(
        table,
        columns,
        line -> {
          List<String> cells = new ArrayList<>(line.cells().subList(0, shown));
          if (one != null) {
            cells.add(cell(one, line.code(), CONCERN));
          }
          if (two != null) {
            cells.add(cell(two, line.code(), CONCERN));
          }
          return cells;
        },
        charts.bars(table, List.of("praise", CONCERN, "suggestion")));
  }

  private TableView view(
      PublishedTable table,
      List<String> columns,
      Function<PublishedTable.Line, List<String>> cells,
      @Nullable String chart) {
    return new TableView(
        table.id(),
        labels.table(table.id()),
        labels.about(table.id()),
        columns,
        table.lines().stream()
            .map(
                line ->
                    new LineView(
                        labels.of(line.code()), cells.apply(line), line.code().equals(TOTAL)))
            .toList(),
        chart);
  }

  /** A table of one column is its own total; the files to calculate with have both. */
  private static int shownColumns(PublishedTable table) {
    return table.columns().size() == 2 ? 1 : table.columns().size();
  }

  private List<String> words(List<String> codes) {
    return codes.stream().map(labels::of).toList();
  }

  /** Pages about single homes and kinds of provider. */
  private List<Place> places(EditionContent content) {
    Map<String, Place> places = new TreeMap<>();
    content
        .table("home")
        .filter(home -> content.table("themesByHome").isPresent())
        .ifPresent(
            homes ->
                homes.lines().stream()
                    .map(PublishedTable.Line::code)
                    .filter(code -> code.contains(" "))
                    .forEach(
                        code -> {
                          String provider = code.substring(0, code.indexOf(' '));
                          String urn = code.substring(code.indexOf(' ') + 1);
                          places.put(
                              provider,
                              new Place(
                                  "/provider/" + provider,
                                  "All homes of kind: " + labels.of(provider)));
                          places.put(provider + urn, new Place("/home/" + urn, labels.of(code)));
                        }));
    return List.copyOf(places.values());
  }

  /** Four numbers that say how the year was. */
  private static List<Key> keys(EditionContent content, @Nullable EditionContent before) {
    return List.of(
        key("Young people in scope", content, before, year -> cell(year, FUNNEL, TOTAL, TOTAL)),
        key(
            "Interviewed, in full or in part",
            content,
            before,
            year -> cell(year, "age", TOTAL, "interviewed") + " (" + percent(year) + "%)"),
        key("Never offered one", content, before, year -> cell(year, FUNNEL, "NOT_OFFERED", TOTAL)),
        key("Recommendations done", content, before, ReportView::done));
  }

  private static Key key(
      String label,
      EditionContent content,
      @Nullable EditionContent before,
      Function<EditionContent, String> number) {
    return new Key(
        label,
        number.apply(content),
        before == null ? "no year before" : "year before: " + number.apply(before));
  }

  private static String percent(EditionContent year) {
    return year.table("age").map(table -> share(table, TOTAL)).orElse(Conventions.NOT_APPLICABLE);
  }

  private static String done(EditionContent year) {
    return cell(year, "recommendations", TOTAL, "DONE")
        + " of "
        + cell(year, "recommendations", TOTAL, TOTAL);
  }

  private static String cell(EditionContent year, String table, String line, String column) {
    return cell(year.table(table).orElse(null), line, column);
  }

  private static String cell(@Nullable PublishedTable table, String line, String column) {
    return table == null || !table.columns().contains(column)
        ? Conventions.NOT_APPLICABLE
        : table.cell(line, column);
  }

  /** The year in a few sentences. */
  private List<String> headlines(EditionContent content) {
    List<String> sentences = new ArrayList<>();
    String offered = cell(content, FUNNEL, "NOT_OFFERED", TOTAL);
    sentences.add(
        "Never offered an interview, which is a failure of the service: %s. Declined, which is a right: %s."
            .formatted(said(offered), said(cell(content, FUNNEL, "DECLINED", TOTAL))));
    content
        .table("leavers")
        .ifPresent(
            leavers ->
                sentences.add(
                    "Of everybody who left a home (%s), nobody can say what became of: %s."
                        .formatted(
                            said(leavers.cell(TOTAL, TOTAL)),
                            said(leavers.cell("unexplained", TOTAL)))));
    content
        .table(THEMES)
        .flatMap(themes -> mostOften(themes, CONCERN))
        .ifPresent(theme -> sentences.add("Most often a concern: %s.".formatted(theme)));
    content
        .table(THEMES)
        .flatMap(themes -> mostOften(themes, "praise"))
        .ifPresent(theme -> sentences.add("Most often praised: %s.".formatted(theme)));
    slowest(content)
        .findFirst()
        .ifPresent(
            line ->
                sentences.add(
                    "Least often on time: %s (%s%% of %s; limit in working days: %s)."
                        .formatted(
                            labels.of(line.step()), line.onTime(), line.steps(), line.limit())));
    return sentences;
  }

  /** The theme of the highest number that is shown. */
  private Optional<String> mostOften(PublishedTable themes, String column) {
    return themes.lines().stream()
        .filter(line -> !line.code().equals(TOTAL))
        .filter(line -> themes.cell(line.code(), column).matches("[\\d,]*[1-9][\\d,]*"))
        .max(
            Comparator.comparingLong(
                line -> Long.parseLong(themes.cell(line.code(), column).replace(",", ""))))
        .map(
            line ->
                "%s (%s mentions)"
                    .formatted(labels.of(line.code()), themes.cell(line.code(), column)));
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
}
