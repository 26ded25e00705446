package org.exitinterview.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A year or a quarter of the report.
 *
 * @param name such as {@code 2026} for the year that begins in 2026, or {@code 2026-Q3}
 * @param from first day
 * @param until first day after it
 */
record Period(String name, LocalDate from, LocalDate until) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final int YEAR_DIGITS = 4;
  private static final int MONTHS = 12;
  private static final int MONTHS_OF_QUARTER = 3;

  /** The year that begins in the given one. */
  static Period year(int beginsIn, int firstMonth) {
    LocalDate from = LocalDate.of(beginsIn, firstMonth, 1);
    return new Period(Integer.toString(beginsIn), from, from.plusMonths(MONTHS));
  }

  /** A quarter of that year, 1 to 4. */
  static Period quarter(int beginsIn, int firstMonth, int quarter) {
    LocalDate from =
        LocalDate.of(beginsIn, firstMonth, 1).plusMonths((quarter - 1L) * MONTHS_OF_QUARTER);
    return new Period(beginsIn + "-Q" + quarter, from, from.plusMonths(MONTHS_OF_QUARTER));
  }

  /** The year that the day lies in. */
  static Period yearOf(LocalDate day, int firstMonth) {
    int year = day.getMonthValue() >= firstMonth ? day.getYear() : day.getYear() - 1;
    return year(year, firstMonth);
  }

  /** The period of that name, as {@link #name} has it. */
  static Period named(String name, int firstMonth) {
    int beginsIn = Integer.parseInt(name.substring(0, YEAR_DIGITS));
    return name.length() == YEAR_DIGITS
        ? year(beginsIn, firstMonth)
        : quarter(beginsIn, firstMonth, Integer.parseInt(name.substring(name.length() - 1)));
  }

  boolean isYear() {
    return from.plusMonths(MONTHS).equals(until);
  }

  /** In words, both days included. */
  String words() {
    return DAY.format(from) + " to " + DAY.format(until.minusDays(1));
  }
}
