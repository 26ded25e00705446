package org.exitinterview.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.exitinterview.process.Decisions;
import org.springframework.stereotype.Component;

/** Waiting times against the limits that deadlines.dmn sets for each step today. */
@Component
class Timeliness {

  private static final String ON_TIME = "onTime";
  private static final String LATE = "late";

  /** The table of steps done on time and late. */
  static final Figure FIGURE =
      Figure.counts("timeliness", "step", List.of(), List.of(ON_TIME, LATE));

  /** The table of steps that nothing limits. */
  static final Figure WITHOUT_LIMIT =
      Figure.counts("withoutLimit", "step", List.of(), List.of("steps"));

  /** The slowest tenth of fewer than ten is a single case. */
  private static final int FEWEST_WITH_A_TENTH = 10;

  private static final String WAITING = "waiting";
  private static final Pattern WORKING_DAYS = Pattern.compile("P(\\d+)WD");
  private static final double NINE_TENTHS = 0.9;

  /** Working days that a step may take; empty where nothing limits it. */
  interface Limits {
    Optional<Integer> of(String step);
  }

  private final Decisions decisions;

  Timeliness(Decisions decisions) {
    this.decisions = decisions;
  }

  /** Adds how many steps were on time and how many late. */
  Counts withTimeliness(Counts counts) {
    return withTimeliness(counts, this::limit);
  }

  static Counts withTimeliness(Counts counts, Limits limits) {
    Counts all = new Counts();
    all.addAll(counts);
    for (String step : counts.lines(WAITING)) {
      Optional<Integer> limit = limits.of(step);
      counts
          .columns(WAITING, step)
          .forEach(
              (days, number) -> {
                if (limit.isEmpty()) {
                  all.add(WITHOUT_LIMIT.id(), step, "steps", number);
                } else {
                  boolean onTime = Integer.parseInt(days) <= limit.get();
                  all.add(FIGURE.id(), step, onTime ? ON_TIME : LATE, number);
                }
              });
    }
    return all;
  }

  /**
   * Step by step, as it is printed next to the tables. The median and the slowest tenth say
   * something about how many were on time, so they are withheld where that is, and wherever fewer
   * than five waited.
   */
  List<EditionContent.Waiting> lines(Counts counts, List<PublishedTable> tables) {
    return lines(counts, tables, this::limit);
  }

  static List<EditionContent.Waiting> lines(
      Counts counts, List<PublishedTable> tables, Limits limits) {
    List<EditionContent.Waiting> lines = new ArrayList<>();
    for (String step : counts.lines(WAITING)) {
      NavigableMap<Integer, Long> days = new TreeMap<>();
      counts.columns(WAITING, step).forEach((day, n) -> days.put(Integer.parseInt(day), n));
      long all = counts.line(WAITING, step);
      Optional<Integer> limit = limits.of(step);
      PublishedTable table = table(tables, limit.isPresent() ? FIGURE : WITHOUT_LIMIT);
      boolean hidden =
          all < Conventions.SMALLEST_PUBLISHED
              || table.columns().stream()
                  .anyMatch(column -> Conventions.WITHHELD.equals(table.cell(step, column)));
      lines.add(
          new EditionContent.Waiting(
              step,
              limit.map(String::valueOf).orElse(""),
              table.cell(step, PublishedTable.TOTAL),
              limit.isEmpty()
                  ? Conventions.NOT_APPLICABLE
                  : hidden
                      ? Conventions.WITHHELD
                      : Conventions.percent(counts.of(FIGURE.id(), step, ON_TIME), all),
              hidden ? Conventions.WITHHELD : Integer.toString(reached(days, all, 1.0 / 2)),
              hidden || all < FEWEST_WITH_A_TENTH
                  ? Conventions.WITHHELD
                  : Integer.toString(reached(days, all, NINE_TENTHS))));
    }
    return lines;
  }

  private static PublishedTable table(List<PublishedTable> tables, Figure figure) {
    return tables.stream()
        .filter(table -> table.id().equals(figure.id()))
        .findFirst()
        .orElseThrow();
  }

  private static int reached(NavigableMap<Integer, Long> days, long all, double share) {
    long seen = 0;
    for (Map.Entry<Integer, Long> day : days.entrySet()) {
      seen += day.getValue();
      if (seen >= all * share) {
        return day.getKey();
      }
    }
    return days.isEmpty() ? 0 : days.lastKey();
  }

  private Optional<Integer> limit(String step) {
    String name = step.substring(step.indexOf('_') + 1);
    DmnDecisionResult row = decisions.evaluateLatest("deadlines", Map.of("step", name));
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Object dueIn = row.getSingleResult().get("dueIn");
    Matcher matcher = WORKING_DAYS.matcher(String.valueOf(dueIn));
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }
}
