package org.exitinterview.chasing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Cycles of timers: {@code R3/P5WD} falls due three times, five working days apart, always at the
 * time of day of its start in the authority's zone; a ladder of working days falls due on each of
 * its rungs ({@link LadderTimes}); every other cycle is read by the engine itself.
 *
 * <p>When the engine stores a cycle it inserts the time of the start ({@code
 * R3/2026-12-21T10:00:00/P5WD}) and works out each next time from that text, so both forms are read
 * here. The inserted time carries no offset: it is in the zone of the virtual machine.
 */
class WorkingDayCycleCalendar extends CycleBusinessCalendar {

  private static final Pattern WORKING_DAY_CYCLE =
      Pattern.compile("R(\\d{0,4})(?:/([^/P][^/]*))?/P([1-9]\\d{0,3})WD");

  private final WorkingDays workingDays;
  private final Clock clock;

  WorkingDayCycleCalendar(WorkingDays workingDays, Clock clock) {
    this.workingDays = workingDays;
    this.clock = clock;
  }

  @Override
  public @Nullable Date resolveDuedate(String cycle, Task task) {
    return resolveDuedate(cycle);
  }

  @Override
  public @Nullable Date resolveDuedate(String cycle) {
    return resolveDuedate(cycle, null, 0);
  }

  @Override
  public @Nullable Date resolveDuedate(String cycle, @Nullable Date startDate) {
    return resolveDuedate(cycle, startDate, 0);
  }

  /**
   * The first time of the cycle that is still to come; null when none is left, which ends the
   * cycle.
   *
   * @param repeatOffset milliseconds by which somebody moved the whole cycle
   */
  @Override
  public @Nullable Date resolveDuedate(String cycle, @Nullable Date startDate, long repeatOffset) {
    Optional<LadderTimes> ladder = LadderTimes.read(cycle);
    if (ladder.isPresent()) {
      return next(ladder.get(), startDate, repeatOffset);
    }
    Matcher matcher = WORKING_DAY_CYCLE.matcher(cycle);
    if (!matcher.matches()) {
      return super.resolveDuedate(cycle, startDate, repeatOffset);
    }
    Instant now = startDate == null ? clock.instant() : startDate.toInstant();
    int times = matcher.group(1).isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(1));
    int workingDaysApart = Integer.parseInt(matcher.group(3));
    ZonedDateTime time =
        (matcher.group(2) == null ? now : start(cycle, matcher.group(2))).atZone(clock.getZone());
    Instant unmovedNow = now.minusMillis(repeatOffset);
    for (int count = 0; !time.toInstant().isAfter(unmovedNow); count++) {
      if (count == times) {
        return null;
      }
      time = workingDays.plus(time, workingDaysApart);
    }
    return Date.from(time.toInstant().plusMillis(repeatOffset));
  }

  /** The first time still to come; there always is one. */
  private Date next(LadderTimes ladder, @Nullable Date startDate, long repeatOffset) {
    Instant now = startDate == null ? clock.instant() : startDate.toInstant();
    int passed = ladder.countUntil(now.minusMillis(repeatOffset), workingDays, clock.getZone());
    return Date.from(ladder.time(passed, workingDays, clock.getZone()).plusMillis(repeatOffset));
  }

  private static Instant start(String cycle, String text) {
    try {
      TemporalAccessor start =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      return start instanceof LocalDateTime local
          ? local.atZone(ZoneId.systemDefault()).toInstant()
          : Instant.from(start);
    } catch (DateTimeParseException e) {
      throw new ProcessEngineException(
          "The cycle '" + cycle + "' does not start with a date and time", e);
    }
  }
}
