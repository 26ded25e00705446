package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values were counted on a printed calendar, not taken from a run. */
class WorkingDaysTest {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  private final WorkingDays workingDays = new WorkingDays(Set.of());

  @ParameterizedTest
  @CsvSource({
    // Easter
    "2025-04-16, 1, 2025-04-17",
    "2025-04-16, 2, 2025-04-22",
    "2025-04-16, 5, 2025-04-25",
    "2025-04-17, 1, 2025-04-22",
    "2025-04-18, 1, 2025-04-22",
    "2025-04-20, 1, 2025-04-22",
    "2026-03-27, 5, 2026-04-07",
    "2026-04-02, 1, 2026-04-07",
    "2026-04-02, 10, 2026-04-20",
    "2027-03-25, 1, 2027-03-30",
    "2027-03-25, 3, 2027-04-01",
    "2028-04-13, 1, 2028-04-18",
    // bank holidays in May and August
    "2025-05-02, 1, 2025-05-06",
    "2025-05-23, 1, 2025-05-27",
    "2025-08-22, 1, 2025-08-26",
    "2026-05-01, 1, 2026-05-05",
    "2026-05-22, 1, 2026-05-26",
    "2026-08-28, 1, 2026-09-01",
    "2027-04-30, 1, 2027-05-04",
    "2027-05-28, 1, 2027-06-01",
    "2027-08-27, 1, 2027-08-31",
    "2028-04-28, 1, 2028-05-02",
    "2028-05-26, 1, 2028-05-30",
    "2028-08-25, 1, 2028-08-29",
    // Christmas and New Year, with substitute days in 2026, 2027 and 2028
    "2025-12-24, 1, 2025-12-29",
    "2025-12-24, 3, 2025-12-31",
    "2025-12-24, 4, 2026-01-02",
    "2025-12-24, 5, 2026-01-05",
    "2025-12-24, 10, 2026-01-12",
    "2025-12-31, 1, 2026-01-02",
    "2026-12-21, 3, 2026-12-24",
    "2026-12-21, 5, 2026-12-30",
    "2026-12-21, 10, 2027-01-07",
    "2026-12-21, 15, 2027-01-14",
    "2026-12-24, 1, 2026-12-29",
    "2026-12-31, 1, 2027-01-04",
    "2027-12-24, 1, 2027-12-29",
    "2027-12-24, 3, 2027-12-31",
    "2027-12-24, 4, 2028-01-04",
    "2028-12-22, 1, 2028-12-27",
    "2028-12-22, 5, 2029-01-03",
    // weekends, months, a leap day
    "2026-11-20, 1, 2026-11-23",
    "2026-11-21, 1, 2026-11-23",
    "2026-11-22, 5, 2026-11-27",
    "2026-11-21, 0, 2026-11-21",
    "2025-02-28, 1, 2025-03-03",
    "2028-02-28, 1, 2028-02-29",
    "2028-02-29, 1, 2028-03-01",
    "2026-11-23, 20, 2026-12-21",
    "2026-12-01, 20, 2026-12-31",
    "2026-09-01, 60, 2026-11-24"
  })
  void counts_working_days_forwards(LocalDate from, int days, LocalDate expected) {
    assertThat(workingDays.plus(from, days)).isEqualTo(expected);
    if (days > 0) {
      assertThat(workingDays.between(from, expected)).isEqualTo(days);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2022-01-03", "2022-06-02", "2022-06-03", "2022-09-19", "2022-12-26", "2022-12-27",
        "2023-01-02", "2023-05-01", "2023-05-08", "2023-05-29", "2025-01-01", "2025-04-18",
        "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26",
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31",
        "2026-12-25", "2026-12-26", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29",
        "2027-12-25", "2027-12-26", "2027-12-27", "2027-12-28", "2028-01-01", "2028-01-03",
        "2028-04-14", "2028-04-17", "2028-12-25", "2028-12-26", "2026-11-21", "2026-11-22"
      })
  void knows_days_off(LocalDate date) {
    assertThat(workingDays.isWorkingDay(date)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the spring bank holiday of 2022 was moved to June
        "2022-05-30",
        "2025-04-17",
        "2025-04-22",
        "2025-12-24",
        "2025-12-29",
        "2026-01-02",
        "2026-04-02",
        "2026-04-07",
        "2026-12-24",
        "2026-12-29",
        "2026-12-31",
        "2027-12-29",
        "2028-01-04",
        "2028-12-27",
        // bank holidays in Scotland and Northern Ireland only
        "2026-01-02",
        "2026-03-17",
        "2026-08-03",
        "2026-11-30"
      })
  void knows_working_days(LocalDate date) {
    assertThat(workingDays.isWorkingDay(date)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // clocks go forward on 30 March 2025, 29 March 2026 and 28 March 2027 ...
    "2025-03-28T10:00:00Z, 1, 2025-03-31T09:00:00Z",
    "2026-03-27T10:00:00Z, 1, 2026-03-30T09:00:00Z",
    "2027-03-25T10:00:00Z, 1, 2027-03-30T09:00:00Z",
    "2028-03-24T00:30:00Z, 1, 2028-03-26T23:30:00Z",
    // ... and back on 26 October 2025, 25 October 2026 and 31 October 2027
    "2025-10-24T09:00:00Z, 1, 2025-10-27T10:00:00Z",
    "2026-10-23T09:00:00Z, 5, 2026-10-30T10:00:00Z",
    "2027-10-29T22:30:00Z, 1, 2027-11-01T23:30:00Z"
  })
  void keeps_the_time_of_day_when_the_clocks_change(
      ZonedDateTime from, int days, ZonedDateTime expected) {
    assertThat(workingDays.plus(from.withZoneSameInstant(LONDON), days).toInstant())
        .isEqualTo(expected.toInstant());
  }

  @Test
  void leaves_out_local_closing_days() {
    WorkingDays withClosingDays =
        new WorkingDays(Set.of(LocalDate.of(2026, 12, 29), LocalDate.of(2026, 12, 30)));

    assertThat(withClosingDays.plus(LocalDate.of(2026, 12, 24), 1))
        .isEqualTo(LocalDate.of(2026, 12, 31));
  }

  @Test
  void counts_backwards_as_a_negative_number() {
    assertThat(workingDays.between(LocalDate.of(2026, 12, 30), LocalDate.of(2026, 12, 21)))
        .isEqualTo(-5);
    assertThat(workingDays.between(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 22)))
        .isZero();
  }

  @Test
  void refuses_to_count_negative_days() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> workingDays.plus(LocalDate.of(2026, 11, 23), -1));
  }
}
