package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.exitinterview.config.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ChasingSettingsTest {

  @Test
  void closing_days_are_a_list_of_dates() {
    assertThat(bind(Map.of("exitinterview.closing-days", "2026-12-29,2026-12-30")).closingDays())
        .containsExactlyInAnyOrder("2026-12-29", "2026-12-30");
  }

  @Test
  void there_are_none_unless_set() {
    assertThat(bind(Map.of()).closingDays()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-29, 2026-12-29, true",
    "2026-12-29, 2026-12-30, false",
    "2026-12-29/2026-12-31, 2026-12-31, true",
    "2026-12-29/2026-12-31, 2027-12-30, false",
    "--12-29/--12-31, 2031-12-30, true",
    "--12-29/--12-31, 2031-12-28, false",
    "--12-24/--01-02, 2030-01-01, true",
    "--12-24/--01-02, 2030-12-31, true",
    "--12-24/--01-02, 2030-01-03, false",
    "--05-28, 2029-05-28, true"
  })
  void a_closing_day_is_a_day_or_a_span_once_or_every_year(
      String set, LocalDate day, boolean closed) {
    assertThat(ClosingDays.of(Set.of(set)).test(day)).isEqualTo(closed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"christmas", "2026-12-31/2026-12-29", "--12-24/2027-01-01", "2026-13-01", "a/b/c"})
  void what_is_no_day_stops_the_start_with_an_example(String set) {
    assertThatThrownBy(() -> ClosingDays.of(Set.of(set)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(set)
        .hasMessageContaining("--12-29/--12-31");
  }

  private static ChasingSettings bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("exitinterview", ChasingSettings.class);
  }
}
