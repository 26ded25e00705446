package org.exitinterview.config;

import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of this product; the engine's own live under {@code camunda.bpm}.
 *
 * @param dataDir folder of the embedded database, of its keys and of mails that no server takes
 * @param zone the authority's time zone; working days and office hours are counted in it
 * @param demo whether demonstration people are created; unset means: only with the embedded
 *     database
 * @param demoPassword the demonstration people's password; unset means: generated and printed
 * @param admin the first administrator
 */
@ConfigurationProperties("exitinterview")
public record ExitInterviewSettings(
    @DefaultValue("data") Path dataDir,
    @DefaultValue("Europe/London") ZoneId zone,
    @Nullable Boolean demo,
    @Nullable String demoPassword,
    @DefaultValue Admin admin) {

  /**
   * The first administrator.
   *
   * @param user user id; unset means {@code admin}
   * @param password unset with the embedded database: generated once and printed; unset with a real
   *     server: the application refuses to start
   */
  public record Admin(@Nullable String user, @Nullable String password) {}
}
