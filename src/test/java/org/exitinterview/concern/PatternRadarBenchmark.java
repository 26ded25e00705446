package org.exitinterview.concern;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a look of the radar costs among 100,000 sightings that no pattern has: every minute with
 * nothing new, every minute with something new, and at night. Run by {@code mvn test
 * -Dtest=PatternRadarBenchmark}.
 */
@ApplicationTest
class PatternRadarBenchmark {

  private static final Logger log = LoggerFactory.getLogger(PatternRadarBenchmark.class);
  private static final int SIGHTINGS = 100_000;
  private static final int ROUNDS = 20;

  @Autowired private PatternRadar radar;
  @Autowired private Patterns patterns;
  @Autowired private JdbcClient database;

  @BeforeEach
  void manySightings() {
    forgetEverything();
    // One young person a home and code: nothing to find, everything to look at.
    database
        .sql(
            """
            insert into concern.sighting (source, home_urn, kind, code, child, seen_at, fresh)
            select 'CO-' || n, 'H' || n / 4, 'theme',
                   (array['safe', 'people', 'rules', 'moving'])[n % 4 + 1], 'C' || n / 4,
                   now() - make_interval(days => n % 170), false
              from generate_series(1, :count) n
            """)
        .param("count", SIGHTINGS)
        .update();
    database.sql("analyze concern.sighting").update();
  }

  @AfterEach
  void forgetEverything() {
    database.sql("delete from concern.sighting").update();
    database.sql("delete from concern.pattern").update();
  }

  @Test
  void cost() {
    measure("a minute with nothing new", radar::look);
    measure(
        "a minute with one new sighting",
        () -> {
          patterns.see(
              "CO-" + System.nanoTime(),
              new Patterns.Key("H77", PatternRadar.THEME, "rules"),
              "C77");
          radar.look();
        });
    measure("everything, at night", radar::lookAtEverything);
    assertThat(database.sql("select count(*) from concern.pattern").query(Long.class).single())
        .isZero();
  }

  private static void measure(String what, Runnable look) {
    look.run();
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      look.run();
    }
    Duration each = Duration.ofNanos((System.nanoTime() - start) / ROUNDS);
    log.info("{} sightings, {}: {} ms a look", SIGHTINGS, what, each.toNanos() / 1_000_000.0);
  }
}
