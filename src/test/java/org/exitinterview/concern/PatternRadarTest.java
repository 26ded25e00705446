package org.exitinterview.concern;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The radar finds a pattern at the threshold and not below, once, and leaves it to a person. */
@ApplicationTest
class PatternRadarTest {

  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  @Autowired private PatternRadar radar;
  @Autowired private JdbcClient database;

  @BeforeEach
  void forgetEverything() {
    database.sql("delete from concern.sighting").update();
    database.sql("delete from concern.pattern").update();
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @Test
  @DisplayName("two young people of one home are a pattern, one who says it twice is none")
  void threshold() {
    at(0);
    radar.see("9702906", PatternRadar.THEME, "rules", "A");
    radar.see("9702906", PatternRadar.THEME, "rules", "A");
    radar.see("3311876", PatternRadar.THEME, "rules", "B");
    radar.see("9702906", PatternRadar.THEME, "people", "B");
    assertThat(radar.look()).isZero();
    at(179);
    radar.see("9702906", PatternRadar.THEME, "rules", "B");
    assertThat(radar.look()).isEqualTo(1);
    assertThat(radar.look()).as("once").isZero();
  }

  @Test
  @DisplayName("what was said longer ago than the table says does not count")
  void tooLongAgo() {
    at(0);
    radar.see("9702906", PatternRadar.THEME, "rules", "A");
    at(180);
    radar.see("9702906", PatternRadar.THEME, "rules", "B");
    assertThat(radar.look()).isZero();
  }

  @Test
  @DisplayName("a thousand random histories are counted like by hand")
  void randomHistories() {
    Random random = new Random(5);
    int patterns = 0;
    for (int history = 0; history < 1000; history++) {
      String home = "H" + history;
      String kind = random.nextBoolean() ? PatternRadar.THEME : PatternRadar.STAFF_ROLE;
      String code =
          kind.equals(PatternRadar.STAFF_ROLE)
              ? "homeStaff"
              : List.of("safe", "rules", "moving").get(random.nextInt(3));
      int days = kind.equals(PatternRadar.STAFF_ROLE) || code.equals("safe") ? 365 : 180;
      List<Integer> dates = random.ints(1 + random.nextInt(5), 0, 700).sorted().boxed().toList();
      List<String> children = dates.stream().map(unused -> "C" + random.nextInt(4)).toList();
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < dates.size(); i++) {
        boolean lastOfDay = i + 1 == dates.size() || !dates.get(i + 1).equals(dates.get(i));
        at(dates.get(i));
        radar.see(home, kind, code, children.get(i));
        if (lastOfDay && radar.look() > 0) {
          found.add(dates.get(i));
        }
      }
      List<Integer> expected = countedByHand(dates, children, days);
      assertThat(found).as("%s %s %s %s", kind, code, dates, children).isEqualTo(expected);
      patterns += found.size();
      database.sql("delete from concern.sighting").update();
    }
    assertThat(patterns).isPositive();
  }

  /** Walks through the days; whatever was counted for a pattern is thrown away. */
  private static List<Integer> countedByHand(List<Integer> dates, List<String> children, int days) {
    List<Integer> found = new ArrayList<>();
    int from = 0;
    for (int today : new HashSet<>(dates).stream().sorted().toList()) {
      Set<String> different = new HashSet<>();
      int upTo = from;
      for (int i = from; i < dates.size() && dates.get(i) <= today; i++) {
        if (today - dates.get(i) < days) {
          different.add(children.get(i));
        }
        upTo = i + 1;
      }
      if (different.size() >= 2) {
        found.add(today);
        from = upTo;
      }
    }
    return found;
  }

  private static void at(int day) {
    ClockUtil.setCurrentTime(Date.from(START.plus(Duration.ofDays(day))));
  }
}
