package org.exitinterview.chasing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The times of a timer whose cycle is a ladder, such as {@code R/2026-12-21T10:00:00Z/P3,6,9+5WD}:
 * three, six and nine working days after the start and every five after that, without an end.
 *
 * @param start when the step began to wait, put off by any working days added since
 */
record LadderTimes(Instant start, List<Integer> after, int again) {

  private static final Pattern CYCLE =
      Pattern.compile("R/([^/]+)/P(\\d{1,4}(?:,\\d{1,4})*)\\+([1-9]\\d{0,3})WD");

  /** Reads a cycle; empty if it is no ladder. */
  static Optional<LadderTimes> read(String cycle) {
    Matcher matcher = CYCLE.matcher(cycle);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LadderTimes(
              Instant.parse(matcher.group(1)),
              Stream.of(matcher.group(2).split(",")).map(Integer::valueOf).toList(),
              Integer.parseInt(matcher.group(3))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** How many times lie at or before the given one. */
  int countUntil(Instant time, WorkingDays workingDays, ZoneId zone) {
    int count = 0;
    while (!time(count, workingDays, zone).isAfter(time)) {
      count++;
    }
    return count;
  }

  /** The time with that number, from 0. */
  Instant time(int number, WorkingDays workingDays, ZoneId zone) {
    int last = after.size() - 1;
    int days = number <= last ? after.get(number) : after.get(last) + (number - last) * again;
    return workingDays.plus(start.atZone(zone), days).toInstant();
  }

  /** The same ladder as if the step had begun to wait that many working days later. */
  String putOff(int days, WorkingDays workingDays, ZoneId zone, String cycle) {
    ZonedDateTime later = workingDays.plus(start.atZone(zone), days);
    return cycle.replace("R/" + start + "/", "R/" + later.toInstant() + "/");
  }
}
