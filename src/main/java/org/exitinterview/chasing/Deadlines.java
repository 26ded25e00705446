package org.exitinterview.chasing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
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

  /** Until when something is done on the day that somebody promised it for. */
  private static final LocalTime END_OF_DAY = LocalTime.of(17, 0);

  /** At least once, and a duration. */
  private static final Pattern CYCLE = Pattern.compile("(R(?:[1-9]\\d{0,3})?)/(P[^/]+)");

  /** A ladder counts in working days only, and its reminders end before others are told. */
  private static final Pattern LADDER_REMINDERS =
      Pattern.compile("R([1-9]\\d?)/P([1-9]\\d{0,3})WD");

  private static final Pattern WORKING_DAYS = Pattern.compile("P([1-9]\\d{0,3})WD");

  private final DeadlineTable table;
  private final DeadlineTable escalations;
  private final Clock clock;
  private final WorkingDayDurationCalendar durations;
  private final WorkingDays workingDays;

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
    this.table = new DeadlineTable("deadlines", engine);
    this.escalations = new DeadlineTable("escalation", engine);
    this.clock = clock;
    this.durations = new WorkingDayDurationCalendar(workingDays, clock);
    this.workingDays = workingDays;
  }

  /** When the step is due: at this time of day, the table's number of working days from now. */
  public Date due(String step) {
    return dateAfter(step, Column.DUE_IN, table.cell(step, Column.DUE_IN));
  }

  /**
   * When the step is due if somebody promised a day for it: at the end of the office day.
   *
   * @param promised such as {@code 2027-01-04}; empty for the time that the table gives
   */
  public Date due(String step, String promised) {
    return promised.isEmpty()
        ? due(step)
        : Date.from(date(promised).atTime(END_OF_DAY).atZone(clock.getZone()).toInstant());
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
      throw notReadable(table, step, Column.REMIND_EVERY, cycle, "R3/P2WD", null);
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
    return role(table, table.rows(step).get(0), step, Column.ALERT_TO);
  }

  /**
   * All times at which the step is chased from now on, as one cycle of a timer: the reminders and
   * the alert of deadlines.dmn, then the rows of escalation.dmn, the last of which is repeated.
   */
  public String chasing(String step) {
    return ladder(step).cycle(clock.instant());
  }

  /**
   * The same times, put off or brought forward with the due date if somebody promised a day: who is
   * to be told ten working days after the due date of the table is told ten after the promised one.
   *
   * @param promised such as {@code 2027-01-04}; empty for the times that the tables give
   */
  public String chasing(String step, String promised) {
    if (promised.isEmpty()) {
      return chasing(step);
    }
    LocalDate due = LocalDate.ofInstant(due(step).toInstant(), clock.getZone());
    return ladder(step).later(workingDays.between(due, date(promised))).cycle(clock.instant());
  }

  /**
   * The role of the n-th level of escalation.dmn for a step, the last one for every level beyond.
   *
   * @param level from 0
   */
  public Role escalationTo(String step, int level) {
    List<Map<String, Object>> rows = escalations.rows(step);
    return role(escalations, rows.get(Math.min(level, rows.size() - 1)), step, Column.TO);
  }

  /** Who hears when of the step while it waits. */
  Ladder ladder(String step) {
    List<Rung> rungs = new ArrayList<>();
    String reminders = table.cell(step, Column.REMIND_EVERY);
    Matcher cycle = LADDER_REMINDERS.matcher(reminders);
    if (!cycle.matches()) {
      throw notReadable(table, step, Column.REMIND_EVERY, reminders, "R3/P2WD", null);
    }
    for (int count = 1; count <= Integer.parseInt(cycle.group(1)); count++) {
      rungs.add(Rung.reminder(count * Integer.parseInt(cycle.group(2))));
    }
    rungs.add(
        Rung.alert(days(table, table.rows(step).get(0), step, Column.ALERT_AFTER), alertTo(step)));
    int again = 1;
    for (Map<String, Object> row : escalations.rows(step)) {
      rungs.add(
          Rung.escalation(
              days(escalations, row, step, Column.AFTER), role(escalations, row, step, Column.TO)));
      again = days(escalations, row, step, Column.AGAIN);
    }
    return Ladder.of(rungs, again);
  }

  private static int days(
      DeadlineTable table, Map<String, Object> row, String step, Column column) {
    String text = table.cell(row, step, column);
    Matcher days = WORKING_DAYS.matcher(text);
    if (!days.matches()) {
      throw notReadable(table, step, column, text, "P5WD", null);
    }
    return Integer.parseInt(days.group(1));
  }

  private static Role role(
      DeadlineTable table, Map<String, Object> row, String step, Column column) {
    String group = table.cell(row, step, column);
    return Stream.of(Role.values())
        .filter(role -> role.groupId().equals(group))
        .findFirst()
        .orElseThrow(
            () ->
                new DeadlineException(
                    table.at(step, column) + ": there is no role '" + group + "'"));
  }

  /**
   * The start of the office day on a date that somebody gave, such as the day to ask again.
   *
   * @param isoDate such as {@code 2027-01-04}
   * @throws DeadlineException if it is no such date
   */
  public Date on(String isoDate) {
    return Date.from(date(isoDate).atTime(START_OF_DAY).atZone(clock.getZone()).toInstant());
  }

  private static LocalDate date(String isoDate) {
    try {
      return LocalDate.parse(isoDate);
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
      throw notReadable(table, step, column, duration, "P5WD", e);
    }
  }

  private static DeadlineException notReadable(
      DeadlineTable table,
      String step,
      Column column,
      String value,
      String example,
      @Nullable Throwable cause) {
    String message =
        table.at(step, column) + ": '" + value + "' cannot be read; write it like " + example;
    return cause == null ? new DeadlineException(message) : new DeadlineException(message, cause);
  }
}
