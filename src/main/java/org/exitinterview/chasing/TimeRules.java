package org.exitinterview.chasing;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.function.Function;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.exitinterview.chasing.DeadlineTable.Column;
import org.exitinterview.notification.MailRules;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What an authority has decided about more time, pauses and mails, read from the latest
 * time-rules.dmn. All methods throw {@link DeadlineException}, naming the row, when the table has
 * no readable value.
 */
@Component
class TimeRules implements MailRules {

  private static final String WORKING_DAYS = "workingDays";
  private static final String EVERY_DAY = "everyDay";

  private final DeadlineTable table;
  private final WorkingDays workingDays;
  private final Clock clock;

  TimeRules(ObjectProvider<ProcessEngine> engine, WorkingDays workingDays, Clock clock) {
    this.table =
        new DeadlineTable(
            "time-rules",
            () ->
                (ProcessEngineConfigurationImpl)
                    engine.getObject().getProcessEngineConfiguration());
    this.workingDays = workingDays;
    this.clock = clock;
  }

  /** How many working days one extension gives at most. */
  int longestExtension() {
    return number("longestExtension");
  }

  /** Which extension of a step is the first that only a manager gives; 1 is the first of all. */
  int managerDecidesFrom() {
    return number("managerDecidesFrom");
  }

  /** How many working days a case is paused at most. */
  int longestPause() {
    return number("longestPause");
  }

  @Override
  public boolean isMailTime(Instant time) {
    ZonedDateTime local = time.atZone(clock.getZone());
    LocalTime hour = local.toLocalTime();
    boolean everyDay = read("mailsOn", WORKING_DAYS, TimeRules::isEveryDay);
    return (everyDay || workingDays.isWorkingDay(local.toLocalDate()))
        && !hour.isBefore(read("mailsFrom", "08:00", LocalTime::parse))
        && hour.isBefore(read("mailsUntil", "18:00", LocalTime::parse));
  }

  @Override
  public Duration gatherFor() {
    return read("gatherFor", "PT3M", Duration::parse);
  }

  @Override
  public int digestFrom() {
    return number("digestFrom");
  }

  @Override
  public Duration digestAgainAfter() {
    return read("digestAgainAfter", "PT4H", Duration::parse);
  }

  private static boolean isEveryDay(String value) {
    if (!value.equals(EVERY_DAY) && !value.equals(WORKING_DAYS)) {
      throw new DateTimeException("neither");
    }
    return value.equals(EVERY_DAY);
  }

  private int number(String rule) {
    return read(rule, "3", Integer::parseInt);
  }

  private <T> T read(String rule, String example, Function<String, T> reading) {
    String value = table.cell(rule, Column.VALUE);
    try {
      return reading.apply(value);
    } catch (DateTimeException | NumberFormatException e) {
      throw new DeadlineException(
          "%s: '%s' cannot be read; write it like %s"
              .formatted(table.at(rule, Column.VALUE), value, example),
          e);
    }
  }
}
