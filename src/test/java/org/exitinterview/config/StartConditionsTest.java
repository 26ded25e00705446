package org.exitinterview.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.ZoneId;
import org.exitinterview.config.ExitInterviewSettings.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that make a start unsafe are refused before anything is started. */
class StartConditionsTest {

  private static final String GOOD = "correct horse battery staple";

  @Test
  void theEmbeddedDatabaseNeedsNoPasswords() {
    assertThatCode(() -> StartConditions.check(settings(null, null, null), true))
        .doesNotThrowAnyException();
  }

  @Test
  void aServerNeedsAnAdministratorsPassword() {
    assertThatThrownBy(() -> StartConditions.check(settings("admin", " ", null), false))
        .isInstanceOf(StartRefusedException.class)
        .extracting(refused -> ((StartRefusedException) refused).action())
        .asString()
        .contains("exitinterview.admin.password", "EXITINTERVIEW_ADMIN_PASSWORD");
    assertThatCode(() -> StartConditions.check(settings(null, GOOD, null), false))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "admin",
        "password",
        "changeme",
        "short-1",
        "Password123!",
        "changeme-2026",
        "admin_password",
        "camunda-7.24.0",
        "1234567890123"
      })
  void whatAnybodyWouldTryFirstIsRefused(String secret) {
    assertThatThrownBy(() -> StartConditions.check(settings(null, secret, null), true))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("exitinterview.admin.password");
    assertThatThrownBy(() -> StartConditions.check(settings(null, null, secret), true))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("exitinterview.demo-password");
  }

  @Test
  void theUserIdIsNoPassword() {
    assertThatThrownBy(
            () ->
                StartConditions.check(
                    settings("jane.administrator", "Jane.Administrator", null), true))
        .isInstanceOf(StartRefusedException.class);
  }

  private static ExitInterviewSettings settings(
      @Nullable String user, @Nullable String password, @Nullable String demoPassword) {
    return new ExitInterviewSettings(
        Path.of("data"), ZoneId.of("Europe/London"), null, demoPassword, new Admin(user, password));
  }
}
