package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

/**
 * Known dates, with an answer each, and the bank holidays that the government publishes. Each
 * answer is counted again here on that list and a week of seven days, by nothing of ours: whoever
 * doubts a row can count it on a printed calendar.
 */
class WorkingDayTableTest {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final Set<LocalDate> PUBLISHED =
      lines("bank-holidays-england-and-wales.csv")
          .map(LocalDate::parse)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * A row of the table.
   *
   * @param closed local closing days as they are set; empty for none
   */
  record Row(String topic, LocalDate from, int days, String closed, LocalDate expected) {

    private Set<String> set() {
      return closed.isEmpty() ? Set.of() : Set.of(closed);
    }

    private boolean isClosed(LocalDate day) {
      return WEEKEND.contains(day.getDayOfWeek())
          || PUBLISHED.contains(day)
          || ClosingDays.of(set()).test(day);
    }
  }

  static List<Row> rows() {
    return lines("working-days.csv")
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(
            cells ->
                new Row(
                    cells[0],
                    LocalDate.parse(cells[1]),
                    Integer.parseInt(cells[2]),
                    cells[3],
                    LocalDate.parse(cells[4])))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theRowIsRightAndWeCountTheSame(Row row) {
    assertThat(row.isClosed(row.expected())).as("the answer is a working day").isFalse();
    assertThat(
            row.from()
                .plusDays(1)
                .datesUntil(row.expected().plusDays(1))
                .filter(day -> !row.isClosed(day)))
        .as("working days after %s up to %s", row.from(), row.expected())
        .hasSize(row.days());

    WorkingDays ours = new WorkingDays(ClosingDays.of(row.set()));
    assertThat(ours.plus(row.from(), row.days())).isEqualTo(row.expected());
    assertThat(ours.between(row.from(), row.expected())).isEqualTo(row.days());
    ZonedDateTime nine = ZonedDateTime.of(row.from(), LocalTime.of(9, 0), LONDON);
    assertThat(ours.plus(nine, row.days()).toLocalTime())
        .as("the same time of day, however the clocks change")
        .isEqualTo(nine.toLocalTime());
  }

  @Test
  @DisplayName("the table has at least 60 rows and every topic in several years")
  void theTableIsLargeEnough() {
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
    assertThat(rows().stream().collect(Collectors.groupingBy(Row::topic, Collectors.counting())))
        .containsOnlyKeys(
            "Easter",
            "Substitute day",
            "One-off holiday or moved day",
            "May and August",
            "Local closing days",
            "Clocks go forward",
            "Clocks go back",
            "Leap day or weekend or long")
        .allSatisfy((topic, count) -> assertThat(count).as(topic).isGreaterThanOrEqualTo(5));
    assertThat(rows().stream().filter(row -> row.topic().startsWith("Clocks")))
        .as("the offset of London is another one on the day of the answer")
        .allMatch(
            row ->
                !LONDON
                    .getRules()
                    .getOffset(row.from().atTime(9, 0))
                    .equals(LONDON.getRules().getOffset(row.expected().atTime(9, 0))));
  }

  @Test
  @DisplayName("every day of ten years is a bank holiday for us exactly if it was published as one")
  void bankHolidaysAreThePublishedOnes() {
    WorkingDays ours = new WorkingDays(Set.of());
    assertThat(
            LocalDate.of(2019, 1, 1)
                .datesUntil(LocalDate.of(2029, 1, 1))
                .filter(day -> !WEEKEND.contains(day.getDayOfWeek()))
                .filter(day -> !ours.isWorkingDay(day)))
        .containsExactlyElementsOf(PUBLISHED.stream().sorted().toList());
  }

  private static Stream<String> lines(String file) {
    try {
      String content =
          new ClassPathResource("org/exitinterview/chasing/" + file)
              .getContentAsString(StandardCharsets.UTF_8);
      return Arrays.stream(content.split("\n", -1))
          .filter(line -> !line.isBlank() && !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
