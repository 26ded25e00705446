package org.exitinterview.chasing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.exitinterview.chasing.DeadlineTable.Column;
import org.exitinterview.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Due dates and chasing times of the steps, read from deadlines.dmn (procedure 13.8 sets no
 * deadline, so each is an authority's to change).
 *
 * <p>A step is named by its task's id without {@code userTask_}, such as {@code seekAgreement}.
 * Every time counts from now. All methods throw {@link DeadlineException}, naming row and column,
 * when the table has no readable value.
 */
@Component("deadlines")
public class Deadlines {

  /** When a date in a form becomes a time: the start of the office day. */
  private static final LocalTime START_OF_DAY = LocalTime.of(8, 0);

  /** At least once, and a duration. */
  private static final Pattern CYCLE = Pattern.compile("(R(?:[1-9]\\d{0,3})?)/(P[^/]+)");

  private final DeadlineTable table;
  private final Clock clock;
  private final WorkingDayDurationCalendar durations;

  @Autowired
  Deadlines(WorkingDays workingDays, Clock clock, ObjectProvider<ProcessEngine> processEngine) {
    this(
        workingDays,
        clock,
        () ->
            (ProcessEngineConfigurationImpl)
                processEngine.getObject().getProcessEngineConfiguration());
  }

  Deadlines(WorkingDays workingDays, Clock clock, Supplier<ProcessEngineConfigurationImpl> engine) {
    this.table = new DeadlineTable(engine);
    this.clock = clock;
    this.durations = new WorkingDayDurationCalendar(workingDays, clock);
  }

  /** When the step is due: at this time of day, the table's number of working days from now. */
  public Date due(String step) {
    return dateAfter(step, Column.DUE_IN, table.cell(step, Column.DUE_IN));
  }

  /**
   * How often and how many times somebody is reminded, from now on, as the engine reads it: the
   * table's {@code R3/P2WD} as {@code R3/2026-12-21T10:00:00Z/P2WD}.
   *
   * <p>The start is put in here because the engine otherwise does it, with a date format that all
   * threads share and that is not made for that, and in the time zone of the machine.
   */
  public String reminders(String step) {
    String cycle = table.cell(step, Column.REMIND_EVERY);
    Matcher matcher = CYCLE.matcher(cycle);
    if (!matcher.matches()) {
      throw notReadable(step, Column.REMIND_EVERY, cycle, "R3/P2WD", null);
    }
    dateAfter(step, Column.REMIND_EVERY, matcher.group(2));
    return matcher.group(1) + "/" + clock.instant() + "/" + matcher.group(2);
  }

  /** After how long somebody else is alerted, such as {@code P10WD}. */
  public String alert(String step) {
    return duration(step, Column.ALERT_AFTER);
  }

  /** After how long the procedure moves on without an answer, such as {@code P20WD}. */
  public String giveUp(String step) {
    return duration(step, Column.GIVE_UP_AFTER);
  }

  /** Who is alerted. */
  public Role alertTo(String step) {
    String group = table.cell(step, Column.ALERT_TO);
    return Stream.of(Role.values())
        .filter(role -> role.groupId().equals(group))
        .findFirst()
        .orElseThrow(
            () ->
                new DeadlineException(
                    DeadlineTable.at(step, Column.ALERT_TO)
                        + ": there is no role '"
                        + group
                        + "'"));
  }

  /**
   * The start of the office day on a date that somebody gave, such as the day to ask again.
   *
   * @param isoDate such as {@code 2027-01-04}
   * @throws DeadlineException if it is no such date
   */
  public Date on(String isoDate) {
    try {
      return Date.from(
          LocalDate.parse(isoDate).atTime(START_OF_DAY).atZone(clock.getZone()).toInstant());
    } catch (DateTimeParseException e) {
      throw new DeadlineException("A date such as 2027-01-04 is needed to wait for", e);
    }
  }

  private String duration(String step, Column column) {
    String duration = table.cell(step, column);
    dateAfter(step, column, duration);
    return duration;
  }

  private Date dateAfter(String step, Column column, String duration) {
    try {
      return durations.resolveDuedate(duration);
    } catch (ProcessEngineException e) {
      throw notReadable(step, column, duration, "P5WD", e);
    }
  }

  private static DeadlineException notReadable(
      String step, Column column, String value, String example, @Nullable Throwable cause) {
    String message =
        DeadlineTable.at(step, column)
            + ": '"
            + value
            + "' cannot be read; write it like "
            + example;
    return cause == null ? new DeadlineException(message) : new DeadlineException(message, cause);
  }
}
