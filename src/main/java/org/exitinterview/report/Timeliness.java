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

  /** The table of steps done on time and late. */
  static final Figure FIGURE =
      Figure.counts("timeliness", "step", List.of(), List.of("onTime", "late"));

  private static final String WAITING = "waiting";
  private static final Pattern WORKING_DAYS = Pattern.compile("P(\\d+)WD");
  private static final double NINE_TENTHS = 0.9;

  private final Decisions decisions;

  Timeliness(Decisions decisions) {
    this.decisions = decisions;
  }

  /** Adds how many steps were on time and how many late. */
  Counts withTimeliness(Counts counts) {
    Counts all = new Counts();
    all.addAll(counts);
    for (String step : counts.lines(WAITING)) {
      limit(step)
          .ifPresent(
              limit ->
                  counts
                      .columns(WAITING, step)
                      .forEach(
                          (days, number) ->
                              all.add(
                                  FIGURE.id(),
                                  step,
                                  Integer.parseInt(days) <= limit ? "onTime" : "late",
                                  number)));
    }
    return all;
  }

  /** Step by step, as it is printed next to the table. */
  List<EditionContent.Waiting> lines(Counts counts, PublishedTable published) {
    List<EditionContent.Waiting> lines = new ArrayList<>();
    for (String step : counts.lines(WAITING)) {
      NavigableMap<Integer, Long> days = new TreeMap<>();
      counts.columns(WAITING, step).forEach((day, n) -> days.put(Integer.parseInt(day), n));
      long all = counts.line(WAITING, step);
      String total =
          published.hasLine(step)
              ? published.cell(step, PublishedTable.TOTAL)
              : Conventions.count(all);
      String onTime =
          published.hasLine(step) ? published.cell(step, "onTime") : Conventions.NOT_APPLICABLE;
      boolean hidden = all < Conventions.SMALLEST_PUBLISHED || total.equals(Conventions.WITHHELD);
      lines.add(
          new EditionContent.Waiting(
              step,
              limit(step).map(String::valueOf).orElse(""),
              hidden ? Conventions.WITHHELD : total,
              percent(counts, step, onTime, hidden),
              hidden ? Conventions.WITHHELD : Integer.toString(reached(days, all, 1.0 / 2)),
              hidden ? Conventions.WITHHELD : Integer.toString(reached(days, all, NINE_TENTHS))));
    }
    return lines;
  }

  private static String percent(Counts counts, String step, String onTime, boolean hidden) {
    if (onTime.equals(Conventions.NOT_APPLICABLE)) {
      return onTime;
    }
    return hidden || onTime.equals(Conventions.WITHHELD)
        ? Conventions.WITHHELD
        : Conventions.percent(
            counts.of(FIGURE.id(), step, "onTime"), counts.line(FIGURE.id(), step));
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
