package org.exitinterview.chasing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.exitinterview.config.StartRefusedException;

/**
 * The days on which an authority is closed beside weekends and bank holidays: days, spans of days,
 * and days or spans of every year, such as {@code 2027-05-28}, {@code 2027-12-29/2027-12-31} and
 * {@code --12-29/--12-31}.
 */
final class ClosingDays implements Predicate<LocalDate> {

  private static final String EVERY_YEAR = "--";

  private final List<Predicate<LocalDate>> spans;

  private ClosingDays(List<Predicate<LocalDate>> spans) {
    this.spans = spans;
  }

  /**
   * Reads what was set.
   *
   * @throws StartRefusedException if one of them is no day and no span of days
   */
  static ClosingDays of(Collection<String> set) {
    return new ClosingDays(set.stream().map(String::strip).map(ClosingDays::span).toList());
  }

  @Override
  public boolean test(LocalDate day) {
    return spans.stream().anyMatch(span -> span.test(day));
  }

  private static Predicate<LocalDate> span(String text) {
    String[] ends = text.split("/", -1);
    String first = ends[0].strip();
    String last = ends[ends.length - 1].strip();
    try {
      if (ends.length > 2 || first.startsWith(EVERY_YEAR) != last.startsWith(EVERY_YEAR)) {
        throw new DateTimeException("not a span");
      }
      return first.startsWith(EVERY_YEAR)
          ? everyYear(MonthDay.parse(first), MonthDay.parse(last))
          : once(LocalDate.parse(first), LocalDate.parse(last));
    } catch (DateTimeException e) {
      throw new StartRefusedException(
          "exitinterview.closing-days: '%s' is no day. Write 2027-05-28, 2027-12-29/2027-12-31 or,"
                  .formatted(text)
              + " for every year, --12-29/--12-31.",
          "Correct the setting and start again.");
    }
  }

  private static Predicate<LocalDate> once(LocalDate first, LocalDate last) {
    if (last.isBefore(first)) {
      throw new DateTimeException("ends before it begins");
    }
    return day -> !day.isBefore(first) && !day.isAfter(last);
  }

  /** A span may go over New Year. */
  private static Predicate<LocalDate> everyYear(MonthDay first, MonthDay last) {
    return day -> {
      MonthDay asked = MonthDay.from(day);
      boolean afterFirst = !asked.isBefore(first);
      boolean beforeLast = !asked.isAfter(last);
      return last.isBefore(first) ? afterFirst || beforeLast : afterFirst && beforeLast;
    };
  }
}
