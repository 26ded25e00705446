package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ChasingSettingsTest {

  @Test
  void closing_days_are_a_list_of_dates() {
    assertThat(bind(Map.of("exitinterview.closing-days", "2026-12-29,2026-12-30")).closingDays())
        .containsExactlyInAnyOrder(LocalDate.of(2026, 12, 29), LocalDate.of(2026, 12, 30));
  }

  @Test
  void there_are_none_unless_set() {
    assertThat(bind(Map.of()).closingDays()).isEmpty();
  }

  private static ChasingSettings bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("exitinterview", ChasingSettings.class);
  }
}
