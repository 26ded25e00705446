package org.exitinterview.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.process.RecommendationProcess;
import org.exitinterview.report.PublishedTable.Line;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables of an edition from its counts, so that nobody can be found in them: not from one
 * table, not from several that share totals, and not from the quarters that were published before
 * the year.
 */
final class EditionTables {

  private static final String TOTAL = PublishedTable.TOTAL;
  private static final String HOME_THEMES = "homeThemes";
  private static final String THEMES_BY_HOME = "themesByHome";
  private static final String THEMES = "themes";
  private static final String HOME = "home";
  private static final String INTERVIEWED = "interviewed";

  private static final Set<String> ONCE_A_YEAR = Set.of(THEMES_BY_HOME, HOME_THEMES, "leavers");

  /** Tables that count the same cases, so that their totals are the same numbers. */
  private static final Map<String, String> SAME_TOTALS =
      Map.ofEntries(
          Map.entry("age", "who"),
          Map.entry("plannedMove", "who"),
          Map.entry("reason", "who"),
          Map.entry("placementType", "who"),
          Map.entry("provider", "who"),
          Map.entry(HOME, "who"),
          Map.entry(THEMES, "mentions"),
          Map.entry(THEMES_BY_HOME, "mentions"),
          Map.entry("recommendations", "recommendations"),
          Map.entry("replies", "recommendations"),
          Map.entry("ownerRoles", "recommendations"));

  /** Outcomes that say what the answer to the offer was. */
  private static final Map<String, List<String>> OUTCOMES_OF_ANSWER =
      Map.of(
          "agreed", List.of("COMPLETED", "PARTIAL"),
          "notAgreed", List.of("DECLINED"),
          "notOffered", List.of("NOT_OFFERED"));

  /**
   * What was published for a part of the period, with the counts it was made from.
   *
   * @param editions the tables of every edition: one that was corrected is still out
   */
  record Earlier(List<List<PublishedTable>> editions, Counts counts) {}

  private final List<Figure> figures;
  private final Counts counts;
  private final List<Earlier> parts;
  private final Set<String> shownHomes;
  private final CellSystem cells = new CellSystem();

  private EditionTables(
      List<Figure> figures, Counts counts, Set<String> signedOffHomes, List<Earlier> parts) {
    this.figures = figures;
    this.parts = parts;
    this.counts = counts;
    this.shownHomes = new LinkedHashSet<>();
    for (String home : counts.lines(THEMES_BY_HOME)) {
      if (counts.of(HOME, home, INTERVIEWED) >= Conventions.SMALLEST_PUBLISHED
          || signedOffHomes.contains(home)) {
        shownHomes.add(home);
      }
    }
  }

  /**
   * The tables of an edition, in the order of the report; those of single homes come last.
   *
   * @param signedOffHomes homes whose themes are shown although fewer than five were interviewed
   * @param parts what was published for parts of the period
   * @param notYetPublished counts of the rest of the period; null when nothing was published for
   *     parts of it
   * @param before the tables of every edition of the same period that this one corrects
   */
  static List<PublishedTable> of(
      List<Figure> figures,
      Counts counts,
      Set<String> signedOffHomes,
      List<Earlier> parts,
      @Nullable Counts notYetPublished,
      List<List<PublishedTable>> before) {
    EditionTables tables = new EditionTables(figures, counts, signedOffHomes, parts);
    tables.addCells("", counts, figures);
    if (figures.stream().anyMatch(figure -> figure.id().equals(THEMES_BY_HOME))) {
      tables.addHomes();
    }
    if (notYetPublished != null) {
      tables.addParts(parts, notYetPublished);
    }
    before.forEach(tables::withholdAgain);
    Suppression.protect(tables.cells);
    return tables.published();
  }

  private Stream<Figure> countTables() {
    return figures.stream().filter(figure -> figure.kind() == Figure.Kind.COUNTS);
  }

  /**
   * The tables of a quarter: themes home by home come once a year, there are too few before, and so
   * does where leavers stand, because it moves until the year is over.
   */
  static List<Figure> withoutHomes(List<Figure> figures) {
    return figures.stream().filter(figure -> !ONCE_A_YEAR.contains(figure.id())).toList();
  }

  private void addCells(String prefix, Counts of, List<Figure> all) {
    all.stream()
        .filter(figure -> figure.kind() == Figure.Kind.COUNTS)
        .forEach(figure -> addCells(prefix, of, figure));
    addWhatEverybodyKnows(prefix, of);
  }

  private void addCells(String prefix, Counts of, Figure figure) {
    List<String> lines = counts.linesOf(figure);
    List<String> columns = counts.columnsOf(figure);
    for (String line : lines) {
      List<Integer> parts = new ArrayList<>();
      for (String column : columns) {
        parts.add(cell(prefix, figure.id(), line, column, of.of(figure.id(), line, column)));
      }
      cells.sum(cell(prefix, figure.id(), line, TOTAL, of.line(figure.id(), line)), parts);
    }
    for (String column : columns) {
      cells.sum(
          cell(prefix, figure.id(), TOTAL, column, of.column(figure.id(), column)),
          lines.stream().map(line -> cell(prefix, figure.id(), line, column, 0)).toList());
    }
    cells.sum(
        cell(prefix, figure.id(), TOTAL, TOTAL, of.total(figure.id())),
        columns.stream().map(column -> cell(prefix, figure.id(), TOTAL, column, 0)).toList());
  }

  /** What ties tables together without standing in any of them. */
  private void addWhatEverybodyKnows(String prefix, Counts of) {
    equal(
        prefix,
        of,
        List.of(HOME, TOTAL, INTERVIEWED),
        List.of(List.of("funnel", "COMPLETED", TOTAL), List.of("funnel", "PARTIAL", TOTAL)));
    equal(prefix, of, List.of(HOME, TOTAL, TOTAL), List.of(List.of("funnel", TOTAL, TOTAL)));
    equal(prefix, of, List.of("offers", TOTAL, TOTAL), List.of(List.of("funnel", TOTAL, TOTAL)));
    OUTCOMES_OF_ANSWER.forEach((answer, outcomes) -> addOthersOf(prefix, of, answer, outcomes));
    for (String outcome : List.of("COMPLETED", "PARTIAL")) {
      equal(
          prefix,
          of,
          List.of("tookPart", TOTAL, outcome),
          List.of(List.of("funnel", outcome, TOTAL)));
    }
    for (String outcome : List.of("DECLINED", "NOT_FEASIBLE", "NOT_REACHED")) {
      equal(
          prefix,
          of,
          List.of("reasonsGiven", TOTAL, outcome),
          List.of(List.of("funnel", outcome, TOTAL)));
    }
    List<String> circulation = new ArrayList<>(of.lines("circulation"));
    for (int i = 1; i < circulation.size(); i++) {
      equal(
          prefix,
          of,
          List.of("circulation", circulation.get(i), TOTAL),
          List.of(List.of("circulation", circulation.get(0), TOTAL)));
    }
    equal(
        prefix,
        of,
        List.of("recommendations", "noAnswer", TOTAL),
        List.of(List.of("replies", TOTAL, "noAnswer")));
    addSteps(prefix, of);
    addChanges(prefix, of);
    addProviders(prefix);
    addMost(prefix, of);
  }

  /** Some steps leave exactly one number behind, so that it stands in two tables. */
  private void addSteps(String prefix, Counts of) {
    List<String> cases = List.of("funnel", TOTAL, TOTAL);
    equal(prefix, of, step(Elements.SCREEN_NOTICE), List.of(cases));
    equal(prefix, of, step(Elements.SEEK_AGREEMENT), List.of(cases));
    equal(prefix, of, step(Elements.ALLOCATE_INTERVIEWER), List.of(cases));
    equal(prefix, of, step(Elements.AGREE_RECORD), List.of(List.of(HOME, TOTAL, INTERVIEWED)));
    equal(prefix, of, step(Elements.HOLD_INTERVIEW), List.of(List.of("tookPart", TOTAL, TOTAL)));
    equal(
        prefix,
        of,
        step(Elements.ALLOCATE_INTERVIEWER),
        List.of(List.of("independence", TOTAL, TOTAL)));
    equal(
        prefix,
        of,
        step(Elements.DECIDE_CIRCULATION),
        List.of(
            List.of("circulation", "shareWithYoungPerson", TOTAL), List.of("held", TOTAL, TOTAL)));
    equal(
        prefix,
        of,
        step(Elements.WRITE_TO_YOUNG_PERSON),
        List.of(List.of("letters", TOTAL, "letter")));
    equal(
        prefix,
        of,
        step(Elements.TELL_WHAT_CHANGED),
        List.of(List.of("letters", TOTAL, "whatChanged")));
    equal(
        prefix,
        of,
        step(RecommendationProcess.Elements.ANSWER_RECOMMENDATION),
        List.of(List.of("replies", TOTAL, "onTime"), List.of("replies", TOTAL, "late")));
  }

  /** Where the number of a step stands, with a limit or without. */
  private List<String> step(String step) {
    boolean hasLimit = cells.contains(key("", Timeliness.FIGURE.id(), step, TOTAL));
    return List.of(hasLimit ? Timeliness.FIGURE.id() : Timeliness.WITHOUT_LIMIT.id(), step, TOTAL);
  }

  /** As many changes as recommendations: then each has one theme, and the outcomes are the same. */
  private void addChanges(String prefix, Counts of) {
    if (of.total("changes") == of.total("recommendations")) {
      for (String outcome :
          Stream.concat(of.columnsOf(figure("changes")).stream(), Stream.of(TOTAL)).toList()) {
        equal(
            prefix,
            of,
            List.of("changes", TOTAL, outcome),
            List.of(List.of("recommendations", TOTAL, outcome)));
      }
    }
  }

  /** An interview mentions a theme once as praise, once as concern, once as suggestion. */
  private void addMost(String prefix, Counts of) {
    if (figures.stream().noneMatch(figure -> figure.id().equals(THEMES))) {
      return;
    }
    int most = known(prefix, HOME, TOTAL, INTERVIEWED);
    of.lines(THEMES)
        .forEach(
            theme ->
                of.columns(THEMES, theme)
                    .keySet()
                    .forEach(column -> atMost(known(prefix, THEMES, theme, column), most)));
  }

  private void atMost(int cell, int most) {
    // A register with holes may say otherwise; then nobody can rely on it.
    if (cells.value(cell) <= cells.value(most)) {
      cells.atMost(cell, most);
    }
  }

  /**
   * Who was interviewed had agreed; how many others agreed stands nowhere, but can be worked out.
   */
  private void addOthersOf(String prefix, Counts of, String answer, List<String> outcomes) {
    long others =
        of.line("offers", answer)
            - outcomes.stream().mapToLong(outcome -> of.line("funnel", outcome)).sum();
    if (others < 0 || !cells.contains(key(prefix, "offers", answer, TOTAL))) {
      return;
    }
    List<Integer> parts = new ArrayList<>();
    outcomes.forEach(outcome -> parts.add(known(prefix, "funnel", outcome, TOTAL)));
    parts.add(cells.unpublished(othersOf(prefix, answer), others));
    cells.sum(known(prefix, "offers", answer, TOTAL), parts);
  }

  private static String othersOf(String prefix, String answer) {
    return prefix + "others|" + answer;
  }

  /** Whoever knows a home knows who runs it. */
  private void addProviders(String prefix) {
    Map<String, List<String>> homes = new TreeMap<>();
    for (String home : counts.lines(HOME)) {
      homes
          .computeIfAbsent(home.substring(0, home.indexOf(' ')), first -> new ArrayList<>())
          .add(home);
    }
    homes.forEach(
        (provider, ofProvider) -> {
          for (String column : List.of(INTERVIEWED, "notInterviewed", TOTAL)) {
            cells.sum(
                known(prefix, "provider", provider, column),
                ofProvider.stream().map(home -> known(prefix, HOME, home, column)).toList());
          }
        });
  }

  /**
   * Ties numbers that are equal whenever the register is complete: if they are, in the period and
   * in every part of it, they are tied. Numbers that are equal by chance tell nobody anything.
   */
  private void equal(String prefix, Counts of, List<String> one, List<List<String>> others) {
    List<String> keys = others.stream().map(other -> key(prefix, other)).toList();
    String total = key(prefix, one);
    if (cells.contains(total)
        && keys.stream().allMatch(cells::contains)
        && isEqual(of, one, others)
        && parts.stream().allMatch(part -> isEqual(part.counts(), one, others))) {
      cells.sum(
          cells.cell(total, cells.value(total)),
          keys.stream().map(each -> cells.cell(each, cells.value(each))).toList());
    }
  }

  private static boolean isEqual(Counts of, List<String> one, List<List<String>> others) {
    return value(of, one) == others.stream().mapToLong(other -> value(of, other)).sum();
  }

  private static long value(Counts of, List<String> number) {
    return value(of, number.get(0), number.get(1), number.get(2));
  }

  private static String key(String prefix, List<String> number) {
    return key(prefix, number.get(0), number.get(1), number.get(2));
  }

  /** Home by home, and all homes that are not shown as one number that nobody sees. */
  private void addHomes() {
    Figure themes = figure(THEMES);
    List<String> columns = counts.columnsOf(themes);
    List<String> lines = counts.linesOf(themes);
    List<String> columnsAndTotal = new ArrayList<>(columns);
    columnsAndTotal.add(TOTAL);
    for (String theme : lines) {
      for (String column : columnsAndTotal) {
        List<Integer> parts = new ArrayList<>();
        long rest = value(counts, THEMES, theme, column);
        for (String home : shownHomes) {
          long count = value(counts, HOME_THEMES, home + "|" + theme, column);
          parts.add(cell("", HOME_THEMES, home + "|" + theme, column, count));
          rest -= count;
        }
        parts.add(cells.unpublished("rest|" + theme + "|" + column, rest));
        cells.sum(known("", THEMES, theme, column), parts);
      }
      cells.sum(
          known("rest|", theme, TOTAL),
          columns.stream().map(column -> known("rest|", theme, column)).toList());
    }
    for (String home : shownHomes) {
      for (String column : columns) {
        cells.sum(
            known("", THEMES_BY_HOME, home, column),
            lines.stream()
                .map(theme -> known("", HOME_THEMES, home + "|" + theme, column))
                .toList());
      }
      for (String theme : lines) {
        String line = home + "|" + theme;
        cells.sum(
            cell("", HOME_THEMES, line, TOTAL, counts.line(HOME_THEMES, line)),
            columns.stream().map(column -> known("", HOME_THEMES, line, column)).toList());
      }
    }
    addMostOfHomes(lines, columns);
    for (String home : counts.lines(THEMES_BY_HOME)) {
      if (!shownHomes.contains(home)) {
        Stream.concat(columns.stream(), Stream.of(TOTAL))
            // Where nobody said anything, everybody knows that it is nothing.
            .filter(column -> value(counts, THEMES_BY_HOME, TOTAL, column) > 0)
            .forEach(
                column ->
                    // The home has a line, so something was said there.
                    cells.withhold(key("", THEMES_BY_HOME, home, column), !column.equals(TOTAL)));
      }
    }
  }

  private void addMostOfHomes(List<String> themes, List<String> columns) {
    List<Integer> others =
        counts.linesOf(figure(HOME)).stream()
            .filter(home -> !shownHomes.contains(home))
            .map(home -> known("", HOME, home, INTERVIEWED))
            .toList();
    long interviewed = others.stream().mapToLong(cells::value).sum();
    int most = cells.unpublished("rest|" + INTERVIEWED, interviewed);
    cells.sum(most, others);
    for (String theme : themes) {
      for (String column : columns) {
        atMost(known("rest|", theme, column), most);
        for (String home : shownHomes) {
          int cell = known("", HOME_THEMES, home + "|" + theme, column);
          if (cells.value(cell) > 0) {
            atMost(cell, known("", HOME, home, INTERVIEWED));
          }
        }
      }
    }
  }

  /** The parts of the period that are out, and the rest that anybody could subtract. */
  private void addParts(List<Earlier> parts, Counts notYetPublished) {
    for (int i = 0; i < parts.size(); i++) {
      addCells("part" + i + ":", parts.get(i).counts(), withoutHomes(figures));
    }
    addPartsOfOthers(parts.size());
    Set<String> done = new LinkedHashSet<>();
    withoutHomes(countTables().toList())
        .forEach(
            figure -> {
              List<String> lines = new ArrayList<>(counts.linesOf(figure));
              List<String> columns = new ArrayList<>(counts.columnsOf(figure));
              lines.add(TOTAL);
              columns.add(TOTAL);
              for (String line : lines) {
                for (String column : columns) {
                  if (done.add(key("", figure.id(), line, column))) {
                    addParts(figure, line, column, parts, notYetPublished);
                  }
                }
              }
            });
  }

  private void addPartsOfOthers(int parts) {
    for (String answer : OUTCOMES_OF_ANSWER.keySet()) {
      List<String> ofPeriod = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        ofPeriod.add(othersOf("part" + i + ":", answer));
      }
      String whole = othersOf("", answer);
      if (cells.contains(whole) && ofPeriod.stream().allMatch(cells::contains)) {
        long rest = cells.value(whole) - ofPeriod.stream().mapToLong(cells::value).sum();
        List<Integer> all = new ArrayList<>();
        ofPeriod.forEach(part -> all.add(cells.cell(part, cells.value(part))));
        all.add(cells.unpublished(othersOf("rest:", answer), rest));
        cells.sum(cells.cell(whole, cells.value(whole)), all);
      }
    }
  }

  private void addParts(
      Figure figure, String line, String column, List<Earlier> parts, Counts notYetPublished) {
    List<Integer> ofPeriod = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String key = key("part" + i + ":", figure.id(), line, column);
      ofPeriod.add(known("part" + i + ":", figure.id(), line, column));
      boolean shown =
          parts.get(i).editions().stream()
              .anyMatch(
                  tables ->
                      !Conventions.WITHHELD.equals(printed(tables, figure.id(), line, column)));
      cells.settle(key, shown);
    }
    ofPeriod.add(
        cells.unpublished(
            key("rest:", figure.id(), line, column),
            value(notYetPublished, figure.id(), line, column)));
    cells.sum(known("", figure.id(), line, column), ofPeriod);
  }

  /** What an edition prints for a number; zero where it has no such line or column. */
  private static String printed(
      List<PublishedTable> tables, String id, String line, String column) {
    return tables.stream()
        .filter(table -> table.id().equals(id) && table.columns().contains(column))
        .findFirst()
        .map(table -> table.cell(line, column))
        .orElse("0");
  }

  /**
   * A correction lies beside what it corrects. What was withheld stays withheld, and so is what
   * changed by fewer than five: it would say that one child more or less was such and such. The
   * headlines and the totals of tables say what the correction is about.
   */
  private void withholdAgain(List<PublishedTable> before) {
    countTables()
        .forEach(
            figure -> {
              List<String> lines = new ArrayList<>(counts.linesOf(figure));
              List<String> columns = new ArrayList<>(counts.columnsOf(figure));
              lines.add(TOTAL);
              columns.add(TOTAL);
              for (String line : lines) {
                for (String column : columns) {
                  withholdAgain(
                      key("", figure.id(), line, column),
                      printed(before, figure.id(), line, column),
                      line.equals(TOTAL) && column.equals(TOTAL));
                }
              }
            });
    for (String home : shownHomes) {
      for (String theme : counts.linesOf(figure(THEMES))) {
        for (String column : List.of("praise", "concern", "suggestion", TOTAL)) {
          String key = key("", HOME_THEMES, home + "|" + theme, column);
          if (cells.contains(key)) {
            withholdAgain(key, printed(before, HOME_THEMES + " " + home, theme, column), false);
          }
        }
      }
    }
  }

  private void withholdAgain(String key, String printed, boolean isTotalOfTable) {
    if (Conventions.WITHHELD.equals(printed)
        || (changedLittle(Long.parseLong(printed.replace(",", "")), cells.value(key))
            && !Suppression.isHeadline(key)
            && !isTotalOfTable)) {
      cells.withholdToo(key);
    }
  }

  private static boolean changedLittle(long before, long now) {
    return Conventions.isSmall(Math.abs(now - before));
  }

  private static long value(Counts of, String figure, String line, String column) {
    if (line.equals(TOTAL)) {
      return column.equals(TOTAL) ? of.total(figure) : of.column(figure, column);
    }
    return column.equals(TOTAL) ? of.line(figure, line) : of.of(figure, line, column);
  }

  private List<PublishedTable> published() {
    List<PublishedTable> tables = new ArrayList<>(countTables().map(this::published).toList());
    Figure themes = figure(THEMES);
    List<String> homes =
        figures.stream().anyMatch(figure -> figure.id().equals(THEMES_BY_HOME))
            ? List.copyOf(shownHomes)
            : List.of();
    for (String home : homes) {
      List<String> columns = new ArrayList<>(counts.columnsOf(themes));
      columns.add(TOTAL);
      List<Line> lines = new ArrayList<>();
      for (String theme : counts.linesOf(themes)) {
        lines.add(
            new Line(
                theme,
                columns.stream()
                    .map(column -> print(HOME_THEMES, home + "|" + theme, column))
                    .toList(),
                Conventions.NOT_APPLICABLE));
      }
      lines.add(
          new Line(
              TOTAL,
              columns.stream().map(column -> print(THEMES_BY_HOME, home, column)).toList(),
              Conventions.NOT_APPLICABLE));
      tables.add(
          new PublishedTable(HOME_THEMES + " " + home, themes.unit(), List.copyOf(columns), lines));
    }
    return List.copyOf(tables);
  }

  /** A table with nothing withheld; never for publication. */
  static PublishedTable plain(Figure figure, Counts counts) {
    EditionTables tables = new EditionTables(List.of(figure), counts, Set.of(), List.of());
    tables.addCells("", counts, figure);
    return tables.published(figure);
  }

  private PublishedTable published(Figure figure) {
    List<String> columns = new ArrayList<>(counts.columnsOf(figure));
    columns.add(TOTAL);
    List<String> codes = new ArrayList<>(counts.linesOf(figure));
    codes.add(TOTAL);
    List<Line> lines =
        codes.stream()
            .map(
                code ->
                    new Line(
                        code,
                        columns.stream().map(column -> print(figure.id(), code, column)).toList(),
                        percent(figure, code)))
            .toList();
    return new PublishedTable(figure.id(), figure.unit(), List.copyOf(columns), lines);
  }

  /** Of a line of people, how many were interviewed; of another, its share of all. */
  private String percent(Figure figure, String line) {
    boolean isParticipation = "who".equals(SAME_TOTALS.get(figure.id()));
    String part = key("", figure.id(), line, isParticipation ? INTERVIEWED : TOTAL);
    String whole = key("", figure.id(), isParticipation ? line : TOTAL, TOTAL);
    if (cells.isHidden(part) || cells.isHidden(whole)) {
      return Conventions.WITHHELD;
    }
    return Conventions.percent(cells.value(part), cells.value(whole));
  }

  private String print(String figure, String line, String column) {
    String key = key("", figure, line, column);
    return cells.isHidden(key) ? Conventions.WITHHELD : Conventions.count(cells.value(key));
  }

  private Figure figure(String id) {
    return figures.stream().filter(figure -> figure.id().equals(id)).findFirst().orElseThrow();
  }

  private int cell(String prefix, String figure, String line, String column, long value) {
    String key = key(prefix, figure, line, column);
    return cells.contains(key) && value == 0
        ? cells.cell(key, cells.value(key))
        : cells.cell(key, value);
  }

  private int known(String prefix, String figure, String line, String column) {
    String key = key(prefix, figure, line, column);
    return cells.cell(key, cells.value(key));
  }

  private int known(String prefix, String line, String column) {
    String key = prefix + line + "|" + column;
    return cells.cell(key, cells.value(key));
  }

  private static String key(String prefix, String figure, String line, String column) {
    String table = line.equals(TOTAL) ? SAME_TOTALS.getOrDefault(figure, figure) : figure;
    // Mentions share their columns' sums; recommendations and replies share the grand total only.
    boolean shared = !table.equals("recommendations") || column.equals(TOTAL);
    return prefix + (shared ? table : figure) + "|" + line + "|" + column;
  }
}
