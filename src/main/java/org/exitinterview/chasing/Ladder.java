package org.exitinterview.chasing;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Who hears when of a step that waits: reminders, then an alert, then escalations, the last of
 * which is repeated until somebody acts, so that no waiting step is ever without a clock.
 *
 * @param rungs by working days; on a day with several the strongest
 * @param again working days after which the last rung is climbed again, and again
 */
record Ladder(List<Rung> rungs, int again) {

  /** As many working days as a cycle can be written with, and room for every rung. */
  private static final int LATEST = 9_900;

  /**
   * A ladder of these rungs in any order.
   *
   * @throws IllegalArgumentException without a rung or with a repetition in no time
   */
  static Ladder of(List<Rung> rungs, int again) {
    if (rungs.isEmpty() || again < 1) {
      throw new IllegalArgumentException("A ladder has rungs and goes on after the last one");
    }
    TreeMap<Integer, Rung> strongestByDay = new TreeMap<>();
    rungs.forEach(
        rung -> strongestByDay.merge(rung.after(), rung, (one, other) -> stronger(one, other)));
    return new Ladder(List.copyOf(strongestByDay.values()), again);
  }

  /** As a timer's cycle from now on: {@code R/2026-12-21T10:00:00Z/P3,6,9,10,15+5WD}. */
  String cycle(Instant start) {
    return "R/"
        + start
        + "/P"
        + rungs.stream().map(rung -> String.valueOf(rung.after())).collect(joining(","))
        + "+"
        + again
        + "WD";
  }

  /**
   * The same rungs so many working days later, or earlier if negative; in their order, and none
   * before the next working day.
   */
  Ladder later(int days) {
    List<Rung> moved = new ArrayList<>();
    int earliest = 1;
    for (Rung rung : rungs) {
      int after = Math.max(earliest, Math.min(rung.after() + days, LATEST + moved.size()));
      moved.add(new Rung(rung.kind(), after, rung.to()));
      earliest = after + 1;
    }
    return new Ladder(moved, again);
  }

  /**
   * The rung to climb when all times up to the given one have come since the timer was last due;
   * after an outage that is the strongest of them, not one message for each.
   *
   * @param first number of the time the timer was due for, from 0
   * @param last number of the latest time that has come, at least {@code first}
   */
  Rung rung(int first, int last) {
    return rungs.subList(bounded(first), bounded(last) + 1).stream()
        .max(Comparator.comparing(Rung::kind).thenComparing(Rung::after))
        .orElseThrow();
  }

  private int bounded(int number) {
    return Math.min(number, rungs.size() - 1);
  }

  private static Rung stronger(Rung one, Rung other) {
    return one.kind().compareTo(other.kind()) >= 0 ? one : other;
  }
}
