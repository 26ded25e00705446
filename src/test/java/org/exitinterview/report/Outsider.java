package org.exitinterview.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Somebody who keeps every edition and wants to know what was withheld. Has what is printed, knows
 * how the tables hang together, how numbers are rounded and what the letters mean, and solves all
 * of it by linear programming. Shares no code with what withholds.
 */
final class Outsider {

  private static final double SLACK = 1e-6;
  private static final long MANY = 5_000;
  private static final int LOOKS = 5;
  private static final int ROUNDS = 60;

  /** Numbers times factors, in all no less and no more than. */
  private record Fact(Map<String, Double> terms, double least, double most) {}

  private final Map<String, String> printed = new LinkedHashMap<>();
  private final Set<String> maybeZero = new HashSet<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Map<String, List<Integer>> factsOf = new HashMap<>();
  private final Map<String, double[]> bounds = new HashMap<>();

  // What is printed

  /** Reads an edition: tables, shares and waiting times. */
  void read(String edition, List<PublishedTable> tables, List<EditionContent.Waiting> waiting) {
    String name = edition + ":";
    for (PublishedTable table : tables) {
      for (PublishedTable.Line line : table.lines()) {
        for (int i = 0; i < table.columns().size(); i++) {
          printed.put(
              name + cell(table.id(), line.code(), table.columns().get(i)),
              line.cells().get(i).replace(",", ""));
        }
      }
    }
    for (EditionContent.Waiting step : waiting) {
      String table = step.limit().isEmpty() ? "withoutLimit" : "timeliness";
      if (isNumber(step.steps())) {
        printed.put(name + cell(table, step.step(), "total"), step.steps().replace(",", ""));
      }
    }
    tables.forEach(table -> addUp(name, table));
    tables.forEach(table -> shares(name, table));
    waiting.forEach(step -> times(name, step));
    hangTogether(name);
    find(tables, "themesByHome").ifPresent(homes -> homes(name, tables, homes));
  }

  private static String cell(String table, String line, String column) {
    return table + "|" + line + "|" + column;
  }

  private void addUp(String name, PublishedTable table) {
    List<String> columns = table.columns();
    for (PublishedTable.Line line : table.lines()) {
      Map<String, Double> row = new LinkedHashMap<>();
      columns.forEach(
          column ->
              row.put(
                  name + cell(table.id(), line.code(), column), column.equals("total") ? -1d : 1d));
      exactly(row);
      if (table.id().equals("themesByHome") && line.cells().stream().allMatch("c"::equals)) {
        columns.stream()
            .filter(column -> !column.equals("total"))
            .forEach(column -> maybeZero.add(name + cell(table.id(), line.code(), column)));
      }
    }
    for (String column : columns) {
      Map<String, Double> sum = new LinkedHashMap<>();
      table
          .lines()
          .forEach(
              line ->
                  sum.put(
                      name + cell(table.id(), line.code(), column),
                      line.code().equals("total") ? -1d : 1d));
      exactly(sum);
    }
  }

  /** Whole percentages bound what they were made from; "k" is more than none, and under a half. */
  private void shares(String name, PublishedTable table) {
    boolean ofPeople =
        List.of("age", "plannedMove", "reason", "placementType", "provider", "home")
            .contains(table.id());
    for (PublishedTable.Line line : table.lines()) {
      share(
          line.percent(),
          name + cell(table.id(), line.code(), ofPeople ? "interviewed" : "total"),
          name + cell(table.id(), ofPeople ? line.code() : "total", "total"));
    }
  }

  private void share(String percent, String part, String whole) {
    if (percent.equals("k")) {
      atMost(Map.of(part, 200d, whole, -1d), 0);
      atMost(Map.of(part, -1d), -1);
    } else if (isNumber(percent)) {
      double share = Double.parseDouble(percent);
      if (!part.equals(whole)) {
        atMost(Map.of(part, 100d, whole, -share - 0.5), 0);
        atMost(Map.of(part, -100d, whole, share - 0.5), 0);
      }
    }
  }

  /** A median within the limit says that at least half were on time. */
  private void times(String name, EditionContent.Waiting step) {
    if (step.limit().isEmpty()) {
      return;
    }
    String onTime = name + cell("timeliness", step.step(), "onTime");
    String all = name + cell("timeliness", step.step(), "total");
    share(step.onTime(), onTime, all);
    within(step.median(), step.limit(), 5, onTime, all);
    within(step.slowestTenth(), step.limit(), 9, onTime, all);
  }

  private void within(String days, String limit, int tenths, String onTime, String all) {
    if (isNumber(days)) {
      if (Integer.parseInt(days) <= Integer.parseInt(limit)) {
        atMost(Map.of(onTime, -10d, all, (double) tenths), 0);
      } else {
        atMost(Map.of(onTime, 10d, all, (double) -tenths), -1);
      }
    }
  }

  // What everybody knows

  private void hangTogether(String name) {
    for (String column : List.of("interviewed", "notInterviewed", "total")) {
      Stream.of("plannedMove", "reason", "placementType", "provider", "home")
          .forEach(table -> same(name, "age|total|" + column, table + "|total|" + column));
    }
    same(name, "age|total|total", "funnel|total|total");
    same(name, "age|total|total", "offers|total|total");
    same(name, "age|total|interviewed", "funnel|COMPLETED|total", "funnel|PARTIAL|total");
    same(name, "offers|agreed|total", "funnel|COMPLETED|total", "funnel|PARTIAL|total", "?agreed");
    same(name, "offers|notAgreed|total", "funnel|DECLINED|total", "?notAgreed");
    same(name, "offers|notOffered|total", "funnel|NOT_OFFERED|total", "?notOffered");
    same(name, "tookPart|total|COMPLETED", "funnel|COMPLETED|total");
    same(name, "tookPart|total|PARTIAL", "funnel|PARTIAL|total");
    same(name, "circulation|shareWithHome|total", "circulation|shareWithYoungPerson|total");
    for (String column : List.of("praise", "concern", "suggestion", "total")) {
      same(name, "themes|total|" + column, "themesByHome|total|" + column);
    }
    same(name, "recommendations|total|total", "replies|total|total");
    same(name, "recommendations|noAnswer|total", "replies|total|noAnswer");
    for (String column : List.of("DONE", "DROPPED", "REFUSED", "NOT_ANSWERED", "total")) {
      same(name, "recommendations|total|" + column, "changes|total|" + column);
    }
    same(name, "timeliness|userTask_screenNotice|total", "funnel|total|total");
    same(name, "timeliness|userTask_seekAgreement|total", "funnel|total|total");
    same(name, "timeliness|userTask_holdInterview|total", "tookPart|total|total");
    same(name, "withoutLimit|userTask_allocateInterviewer|total", "funnel|total|total");
    same(name, "withoutLimit|userTask_allocateInterviewer|total", "independence|total|total");
    same(name, "withoutLimit|userTask_agreeRecord|total", "age|total|interviewed");
    same(name, "withoutLimit|userTask_writeToYoungPerson|total", "letters|total|letter");
    same(
        name,
        "timeliness|userTask_decideCirculation|total",
        "circulation|shareWithYoungPerson|total",
        "held|total|total");
    same(
        name,
        "timeliness|userTask_answerRecommendation|total",
        "replies|total|onTime",
        "replies|total|late");
    for (String cell : List.copyOf(printed.keySet())) {
      if (cell.startsWith(name + "themes|") && !cell.contains("total")) {
        noMore(cell, name + "age|total|interviewed");
      }
    }
  }

  private void homes(String name, List<PublishedTable> tables, PublishedTable homes) {
    Set<String> shown = new LinkedHashSet<>();
    tables.stream()
        .filter(table -> table.id().startsWith("homeThemes "))
        .forEach(table -> shown.add(table.id().substring("homeThemes ".length())));
    Map<String, List<String>> ofProvider = new TreeMap<>();
    Map<String, Double> others = new LinkedHashMap<>(Map.of(name + "?others", -1d));
    for (PublishedTable.Line line : find(tables, "home").orElseThrow().lines()) {
      if (!line.code().equals("total")) {
        ofProvider
            .computeIfAbsent(line.code().substring(0, 3), first -> new ArrayList<>())
            .add(line.code());
        if (!shown.contains(line.code())) {
          others.put(name + cell("home", line.code(), "interviewed"), 1d);
        }
      }
    }
    exactly(others);
    ofProvider.forEach(
        (provider, codes) -> {
          for (String column : List.of("interviewed", "notInterviewed", "total")) {
            same(
                name,
                cell("provider", provider, column),
                codes.stream().map(code -> cell("home", code, column)).toArray(String[]::new));
          }
        });
    PublishedTable themes = find(tables, "themes").orElseThrow();
    for (PublishedTable.Line line : themes.lines()) {
      for (String column : themes.columns()) {
        if (!line.code().equals("total")) {
          List<String> parts = new ArrayList<>(List.of("?" + line.code() + column));
          shown.forEach(home -> parts.add(cell("homeThemes " + home, line.code(), column)));
          same(name, cell("themes", line.code(), column), parts.toArray(String[]::new));
          if (!column.equals("total")) {
            noMore(name + "?" + line.code() + column, name + "?others");
            shown.forEach(
                home ->
                    noMore(
                        name + cell("homeThemes " + home, line.code(), column),
                        name + cell("home", home, "interviewed")));
          }
        }
      }
    }
    for (PublishedTable.Line line : homes.lines()) {
      for (String column : homes.columns()) {
        if (shown.contains(line.code())) {
          same(
              name,
              cell("themesByHome", line.code(), column),
              cell("homeThemes " + line.code(), "total", column));
        } else if (!line.code().equals("total") && !column.equals("total")) {
          atMost(
              Map.of(
                  name + cell("themesByHome", line.code(), column),
                  1d,
                  name + cell("home", line.code(), "interviewed"),
                  (double) -themes.lines().size() + 1),
              0);
        }
      }
    }
  }

  /** The year less the quarters published is the one that was not. */
  void subtract(String year) {
    Set<String> tables = new HashSet<>();
    printed.keySet().stream()
        .filter(cell -> cell.startsWith(year + "Q"))
        .forEach(cell -> tables.add(cell.substring(cell.indexOf(':') + 1, cell.indexOf('|'))));
    List<String> cells = new ArrayList<>(List.of("?agreed", "?notAgreed", "?notOffered"));
    for (String cell : printed.keySet()) {
      if (cell.startsWith(year + ":") && cell.indexOf('|') > 0) {
        String of = cell.substring(cell.indexOf(':') + 1);
        if (tables.contains(of.substring(0, of.indexOf('|')))) {
          cells.add(of);
        }
      }
    }
    for (String cell : cells) {
      Map<String, Double> sum = new LinkedHashMap<>(Map.of(year + ":" + cell, -1d));
      for (int quarter = 1; quarter <= 3; quarter++) {
        String part = year + "Q" + quarter + ":" + cell;
        if (!cell.startsWith("?")) {
          // A line that a quarter does not have had nobody in it.
          printed.putIfAbsent(part, "0");
        }
        sum.put(part, 1d);
      }
      sum.put(year + "Q4:" + cell, 1d);
      exactly(sum);
    }
  }

  /** A correction adds cases that were missed, and takes none away. */
  void corrects(String after, String before) {
    for (String cell : List.copyOf(printed.keySet())) {
      if (cell.startsWith(before + ":")) {
        String now = after + cell.substring(cell.indexOf(':'));
        if (printed.containsKey(now)) {
          noMore(cell, now);
        }
      }
    }
  }

  private void same(String name, String total, String... parts) {
    Map<String, Double> terms = new LinkedHashMap<>(Map.of(name + total, -1d));
    for (String part : parts) {
      terms.put(name + part, 1d);
    }
    boolean known =
        terms.keySet().stream().allMatch(term -> term.contains("?") || printed.containsKey(term));
    if (known) {
      exactly(terms);
    }
  }

  private void exactly(Map<String, Double> terms) {
    add(new Fact(Map.copyOf(terms), 0, 0));
  }

  private void noMore(String one, String other) {
    atMost(Map.of(one, 1d, other, -1d), 0);
  }

  private void atMost(Map<String, Double> terms, double most) {
    add(new Fact(terms, Double.NEGATIVE_INFINITY, most));
  }

  /** Only what is not known stays in a fact. */
  private void add(Fact fact) {
    Map<String, Double> terms = new LinkedHashMap<>();
    double known = 0;
    for (Map.Entry<String, Double> term : fact.terms().entrySet()) {
      if (isUnknown(term.getKey())) {
        terms.put(term.getKey(), term.getValue());
      } else {
        known +=
            term.getValue() * Long.parseLong(Objects.requireNonNull(printed.get(term.getKey())));
      }
    }
    for (String cell : terms.keySet()) {
      factsOf.computeIfAbsent(cell, first -> new ArrayList<>()).add(facts.size());
    }
    facts.add(new Fact(terms, fact.least() - known, fact.most() - known));
  }

  private boolean isUnknown(String cell) {
    String text = printed.get(cell);
    return text == null || text.equals("c");
  }

  private static boolean isNumber(String text) {
    return text.matches("[\\d,]+");
  }

  private static java.util.Optional<PublishedTable> find(List<PublishedTable> tables, String id) {
    return tables.stream().filter(table -> table.id().equals(id)).findFirst();
  }

  // What follows

  /** Numbers that were withheld, or never published and small, for which only one value fits. */
  List<String> recovered() {
    List<String> recovered = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String cell : factsOf.keySet()) {
      if (seen.add(cell)) {
        List<String> group = group(cell, seen);
        narrow(group);
        new Group(group).recover(recovered);
      }
    }
    return recovered;
  }

  private List<String> group(String first, Set<String> seen) {
    List<String> group = new ArrayList<>(List.of(first));
    Deque<String> open = new ArrayDeque<>(group);
    while (!open.isEmpty()) {
      for (int fact : factsOf.getOrDefault(open.poll(), List.of())) {
        for (String other : facts.get(fact).terms().keySet()) {
          if (seen.add(other)) {
            group.add(other);
            open.add(other);
          }
        }
      }
    }
    return group;
  }

  /** Works out from each fact alone what each of its numbers can be, again and again. */
  private void narrow(Collection<String> group) {
    for (String cell : group) {
      boolean some = printed.containsKey(cell) && !maybeZero.contains(cell);
      bounds.put(cell, new double[] {some ? 1 : 0, MANY});
    }
    Set<Integer> all = new LinkedHashSet<>();
    group.forEach(cell -> all.addAll(factsOf.getOrDefault(cell, List.of())));
    boolean narrower = true;
    for (int round = 0; narrower && round < ROUNDS; round++) {
      narrower = false;
      for (int number : all) {
        narrower |= narrow(facts.get(number));
      }
    }
  }

  private boolean narrow(Fact fact) {
    double least = 0;
    double most = 0;
    for (Map.Entry<String, Double> term : fact.terms().entrySet()) {
      double[] range = range(term.getKey());
      double factor = term.getValue();
      least += factor * (factor > 0 ? range[0] : range[1]);
      most += factor * (factor > 0 ? range[1] : range[0]);
    }
    for (Map.Entry<String, Double> term : fact.terms().entrySet()) {
      double[] range = range(term.getKey());
      double factor = term.getValue();
      double othersLeast = least - factor * (factor > 0 ? range[0] : range[1]);
      double othersMost = most - factor * (factor > 0 ? range[1] : range[0]);
      double atLeast = (fact.least() - othersMost) / factor;
      double atMost = (fact.most() - othersLeast) / factor;
      double low = Math.ceil(Math.min(atLeast, atMost) - SLACK);
      double high = Math.floor(Math.max(atLeast, atMost) + SLACK);
      if (low > range[0] || high < range[1]) {
        range[0] = Math.max(low, range[0]);
        range[1] = Math.min(high, range[1]);
        return true;
      }
    }
    return false;
  }

  private double[] range(String cell) {
    return Objects.requireNonNull(bounds.get(cell));
  }

  /** Unknown numbers that hang together, solved as one linear program. */
  private final class Group {

    private final List<String> cells;
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final double[] lowest;
    private final double[] highest;

    Group(List<String> cells) {
      this.cells = cells;
      this.lowest = new double[cells.size()];
      this.highest = new double[cells.size()];
      java.util.Arrays.fill(lowest, Double.POSITIVE_INFINITY);
      java.util.Arrays.fill(highest, Double.NEGATIVE_INFINITY);
      Set<Integer> all = new LinkedHashSet<>();
      for (String cell : cells) {
        double[] range = range(cell);
        if (range[0] > range[1]) {
          throw new IllegalStateException("The printed tables contradict each other at " + cell);
        }
        variables.put(cell, model.newVariable(cell).lower(range[0]).upper(range[1]));
        all.addAll(factsOf.getOrDefault(cell, List.of()));
      }
      for (int number : all) {
        Fact fact = facts.get(number);
        Expression expression = model.newExpression("f" + number);
        fact.terms()
            .forEach(
                (cell, factor) ->
                    expression.set(Objects.requireNonNull(variables.get(cell)), factor));
        if (fact.least() == fact.most()) {
          expression.level(fact.most());
        } else {
          expression.upper(fact.most());
        }
      }
    }

    void recover(List<String> recovered) {
      List<Integer> wanted = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        double[] range = range(cells.get(i));
        if (range[0] == range[1]) {
          report(i, range[0], recovered);
        } else if (printed.containsKey(cells.get(i)) || range[0] < 5) {
          wanted.add(i);
        }
      }
      Random random = new Random(cells.size());
      for (int look = 0; look < LOOKS && wanted.stream().anyMatch(this::isOpen); look++) {
        double[] direction = random.doubles(cells.size(), -1, 1).toArray();
        solve(direction, true);
        solve(direction, false);
      }
      for (int i : wanted) {
        for (boolean largest : new boolean[] {true, false}) {
          if (isOpen(i)) {
            double[] direction = new double[cells.size()];
            direction[i] = 1;
            solve(direction, largest);
          }
        }
        if (isOpen(i)) {
          report(i, Math.ceil(lowest[i] - SLACK), recovered);
        }
      }
    }

    private void report(int i, double value, List<String> recovered) {
      if (printed.containsKey(cells.get(i)) || (value >= 1 && value <= 4)) {
        recovered.add("%s = %.0f".formatted(cells.get(i), value));
      }
    }

    /** As long as no two whole numbers are known to fit. */
    private boolean isOpen(int i) {
      return Math.floor(highest[i] + SLACK) - Math.ceil(lowest[i] - SLACK) < 1;
    }

    private void solve(double[] direction, boolean largest) {
      for (int i = 0; i < direction.length; i++) {
        Objects.requireNonNull(variables.get(cells.get(i))).weight(direction[i]);
      }
      Optimisation.Result result = largest ? model.maximise() : model.minimise();
      if (!result.getState().isFeasible()) {
        throw new IllegalStateException(
            "No solution (%s) for %d numbers with %s"
                .formatted(result.getState(), cells.size(), cells.get(0)));
      }
      for (int i = 0; i < direction.length; i++) {
        lowest[i] = Math.min(lowest[i], result.doubleValue(i));
        highest[i] = Math.max(highest[i], result.doubleValue(i));
      }
    }
  }

  /** How many numbers are withheld in what was read. */
  long withheld() {
    return printed.values().stream().filter("c"::equals).count();
  }
}
