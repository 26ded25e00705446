package org.exitinterview.chasing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.calendar.DurationBusinessCalendar;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Durations of timers: {@code P5WD} is five working days at the same time of day in the authority's
 * zone; every other duration means what ISO 8601 says, read by the engine itself.
 */
class WorkingDayDurationCalendar extends DurationBusinessCalendar {

  /** At least one day: a timer that is due at once is a mistake, not a deadline. */
  private static final Pattern WORKING_DAYS = Pattern.compile("P([1-9]\\d{0,3})WD");

  private final WorkingDays workingDays;
  private final Clock clock;

  WorkingDayDurationCalendar(WorkingDays workingDays, Clock clock) {
    this.workingDays = workingDays;
    this.clock = clock;
  }

  @Override
  public Date resolveDuedate(String duration, Task task) {
    return resolveDuedate(duration);
  }

  @Override
  public Date resolveDuedate(String duration) {
    return resolveDuedate(duration, (Date) null);
  }

  @Override
  public Date resolveDuedate(String duration, @Nullable Date start) {
    Matcher matcher = WORKING_DAYS.matcher(duration);
    if (!matcher.matches()) {
      // Null means from now on; the one-argument method would only come back here.
      return super.resolveDuedate(duration, start);
    }
    Instant from = start == null ? clock.instant() : start.toInstant();
    ZonedDateTime due =
        workingDays.plus(from.atZone(clock.getZone()), Integer.parseInt(matcher.group(1)));
    return Date.from(due.toInstant());
  }
}
