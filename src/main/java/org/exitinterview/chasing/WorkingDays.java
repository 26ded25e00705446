package org.exitinterview.chasing;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The working days of an authority in England or Wales.
 *
 * <p>A working day is any day but a Saturday, a Sunday, Christmas Day, Boxing Day, Good Friday, a
 * bank holiday (Children Act 1989 Representations Procedure (England) Regulations 2006, SI
 * 2006/1738) or a day on which the authority is closed. Counting starts on the day after the event:
 * one working day after a Friday is Monday, and so it is one working day after the Saturday.
 */
@Component
public class WorkingDays {

  private static final String COUNTRY = "gb";

  /** England and Wales always have the same bank holidays. */
  private static final String SUBDIVISION = "eng";

  private final HolidayManager holidays =
      HolidayManager.getInstance(ManagerParameters.create(COUNTRY));
  private final Map<Integer, Set<LocalDate>> bankHolidaysByYear = new ConcurrentHashMap<>();
  private final Predicate<LocalDate> closingDays;

  @Autowired
  WorkingDays(ChasingSettings settings) {
    this(ClosingDays.of(settings.closingDays()));
  }

  /**
   * Working days with local closing days.
   *
   * @param closingDays further days that do not count
   */
  public WorkingDays(Set<LocalDate> closingDays) {
    this(Set.copyOf(closingDays)::contains);
  }

  WorkingDays(Predicate<LocalDate> closingDays) {
    this.closingDays = closingDays;
  }

  /** Whether the authority works on that day. */
  public boolean isWorkingDay(LocalDate date) {
    DayOfWeek day = date.getDayOfWeek();
    return day != DayOfWeek.SATURDAY
        && day != DayOfWeek.SUNDAY
        && !bankHolidays(date.getYear()).contains(date)
        && !closingDays.test(date);
  }

  /**
   * The day that is a number of working days later.
   *
   * @param days how many, 0 or more; 0 gives the date itself, be it a working day or not
   * @throws IllegalArgumentException if {@code days} is negative
   */
  public LocalDate plus(LocalDate date, int days) {
    if (days < 0) {
      throw new IllegalArgumentException("Working days are counted forwards, not by " + days);
    }
    LocalDate result = date;
    for (int left = days; left > 0; ) {
      result = result.plusDays(1);
      if (isWorkingDay(result)) {
        left--;
      }
    }
    return result;
  }

  /**
   * The same time of day a number of working days later, in the zone of the given time; a change of
   * the clocks in between does not move it.
   *
   * @throws IllegalArgumentException if {@code days} is negative
   */
  public ZonedDateTime plus(ZonedDateTime time, int days) {
    return time.with(plus(time.toLocalDate(), days));
  }

  /**
   * How many working days lie after {@code from} up to and including {@code to}; negative if {@code
   * to} is earlier. For a working day {@code to}, {@code plus(from, between(from, to))} is {@code
   * to}.
   */
  public int between(LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      return -between(to, from);
    }
    return (int) from.plusDays(1).datesUntil(to.plusDays(1)).filter(this::isWorkingDay).count();
  }

  private Set<LocalDate> bankHolidays(int year) {
    return bankHolidaysByYear.computeIfAbsent(
        year,
        missing ->
            holidays.getHolidays(Year.of(missing), SUBDIVISION).stream()
                .map(Holiday::getDate)
                .collect(Collectors.toUnmodifiableSet()));
  }
}
