package org.exitinterview.report;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.exitinterview.chasing.WorkingDays;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Numbers the days for the database, so that it counts working days as the deadlines do. */
@Repository
class WorkingDayTable {

  /** No case is older; SSDA903 returns of earlier years are noted without opening cases. */
  private static final LocalDate FIRST = LocalDate.of(2015, 1, 1);

  private static final int YEARS_AHEAD = 2;
  private static final int BATCH = 1000;

  private record Day(LocalDate date, int counted) {}

  private final JdbcTemplate jdbc;
  private final WorkingDays workingDays;
  private final Clock clock;
  private int filledFor;

  WorkingDayTable(JdbcTemplate jdbc, WorkingDays workingDays, Clock clock) {
    this.jdbc = jdbc;
    this.workingDays = workingDays;
    this.clock = clock;
  }

  /** Fills the table once a year and after each start, when the closing days may have changed. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public synchronized void fill() {
    int year = LocalDate.now(clock).getYear();
    if (filledFor == year) {
      return;
    }
    jdbc.batchUpdate(
        """
        insert into report.working_day (day, counted) values (?, ?)
        on conflict (day) do update set counted = excluded.counted
        where working_day.counted <> excluded.counted
        """,
        days(LocalDate.of(year + YEARS_AHEAD, 1, 1)),
        BATCH,
        (statement, day) -> {
          statement.setObject(1, day.date());
          statement.setInt(2, day.counted());
        });
    filledFor = year;
  }

  private List<Day> days(LocalDate until) {
    int[] counted = new int[1];
    return FIRST
        .datesUntil(until)
        .map(
            date -> {
              counted[0] += workingDays.isWorkingDay(date) ? 1 : 0;
              return new Day(date, counted[0]);
            })
        .toList();
  }
}
