package org.exitinterview.concern;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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

  /** Of so many histories one goes through the database, too. */
  private static final int EACH_STORED = 25;

  @Autowired private PatternRadar radar;
  @Autowired private Patterns patterns;
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
    see("CO-1", "9702906", "rules", "A");
    see("CO-2", "9702906", "rules", "A");
    see("CO-3", "3311876", "rules", "B");
    see("CO-4", "9702906", "people", "B");
    assertThat(radar.look()).isZero();
    at(179);
    see("CO-5", "9702906", "rules", "B");
    assertThat(radar.look()).isEqualTo(1);
    assertThat(radar.look()).as("once").isZero();
    assertThat(radar.lookAtEverything()).as("once").isZero();
  }

  @Test
  @DisplayName("what was said longer ago than the table says does not count")
  void tooLongAgo() {
    at(0);
    see("CO-1", "9702906", "rules", "A");
    at(180);
    see("CO-2", "9702906", "rules", "B");
    assertThat(radar.look()).isZero();
  }

  @Test
  @DisplayName("sightings are told apart by their concern: one that comes late still counts")
  void countedByConcern() {
    at(10);
    see("CO-1", "9702906", "rules", "A");
    see("CO-1", "9702906", "rules", "A");
    see("CO-2", "9702906", "rules", "B");
    assertThat(radar.look()).isEqualTo(1);
    // Noted in transactions that ended only now, at the very time of the pattern.
    see("CO-3", "9702906", "rules", "C");
    see("CO-4", "9702906", "rules", "D");
    assertThat(radar.look()).as("two that no pattern has").isEqualTo(1);
    assertThat(sources()).containsExactlyInAnyOrder("CO-1", "CO-2", "CO-3", "CO-4");
    see("CO-4", "9702906", "rules", "D");
    assertThat(radar.look()).as("what is counted is not noted again").isZero();
  }

  @Test
  @DisplayName("what can count no more is forgotten, the pattern two years after somebody looked")
  void forgotten() {
    at(0);
    see("CO-1", "9702906", "rules", "A");
    see("CO-2", "9702906", "rules", "B");
    see("CO-3", "9702906", "safe", "A");
    assertThat(radar.look()).isEqualTo(1);
    at(181);
    radar.lookAtEverything();
    assertThat(count("concern.sighting")).as("safe counts for a year").isEqualTo(1);
    assertThat(sources()).as("the lead still finds the concerns").hasSize(2);
    at(3000);
    radar.lookAtEverything();
    assertThat(count("concern.sighting")).isZero();
    assertThat(count("concern.pattern")).as("nobody has looked at it").isEqualTo(1);
    database.sql("update concern.pattern set considered_at = found_at").update();
    radar.lookAtEverything();
    assertThat(count("concern.pattern")).isZero();
    assertThat(sources()).isEmpty();
  }

  @Test
  @DisplayName("a thousand random histories are counted like by hand")
  void randomHistories() {
    Map<String, PatternRule> rules = new HashMap<>();
    Random random = new Random(5);
    int patterns = 0;
    for (int i = 0; i < 1000; i++) {
      History history = History.random(random, "H" + i);
      PatternRule rule =
          rules.computeIfAbsent(
              history.kind() + history.code(), key -> radar.rule(history.kind(), history.code()));
      List<Integer> expected = history.countedByHand();
      assertThat(foundBy(rule, history)).as("%s", history).isEqualTo(expected);
      if (i % EACH_STORED == 0) {
        assertThat(foundInDatabase(history)).as("stored: %s", history).isEqualTo(expected);
      }
      patterns += expected.size();
    }
    assertThat(patterns).isBetween(200, 1800);
  }

  /** The days on which the rule finds a pattern, looking once at the end of each day. */
  private static List<Integer> foundBy(PatternRule rule, History history) {
    List<PatternRule.Sighting> notCounted = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < history.days().size(); i++) {
      Instant now = instant(history.days().get(i));
      notCounted.add(new PatternRule.Sighting(i, history.children().get(i), now));
      if (history.isLastOfDay(i)) {
        List<PatternRule.Sighting> pattern = rule.pattern(notCounted, now);
        if (!pattern.isEmpty()) {
          found.add(history.days().get(i));
          notCounted.removeAll(pattern);
        }
      }
    }
    return found;
  }

  /** The same by the whole radar, with what it stores between two looks. */
  private List<Integer> foundInDatabase(History history) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < history.days().size(); i++) {
      at(history.days().get(i));
      patterns.see(
          history.home() + i,
          new Patterns.Key(history.home(), history.kind(), history.code()),
          history.children().get(i));
      if (history.isLastOfDay(i) && radar.look() > 0) {
        found.add(history.days().get(i));
      }
    }
    forgetEverything();
    return found;
  }

  /** What was noted of one code in one home: on which day, of which young person. */
  private record History(
      String home, String kind, String code, List<Integer> days, List<String> children) {

    static History random(Random random, String home) {
      boolean role = random.nextBoolean();
      String code = role ? "homeStaff" : List.of("safe", "rules", "moving").get(random.nextInt(3));
      // Multiples of five days, so that some lie exactly a threshold apart.
      List<Integer> days =
          random.ints(1 + random.nextInt(5), 0, 140).map(day -> day * 5).sorted().boxed().toList();
      return new History(
          home,
          role ? PatternRadar.STAFF_ROLE : PatternRadar.THEME,
          code,
          days,
          days.stream().map(unused -> "C" + random.nextInt(4)).toList());
    }

    boolean isLastOfDay(int i) {
      return i + 1 == days.size() || !days.get(i + 1).equals(days.get(i));
    }

    /** Walks through the days; whatever was counted for a pattern is thrown away. */
    List<Integer> countedByHand() {
      int within = code.equals("safe") || code.equals("homeStaff") ? 365 : 180;
      List<Integer> found = new ArrayList<>();
      int from = 0;
      for (int today : new TreeSet<>(days)) {
        Set<String> different = new HashSet<>();
        int upTo = from;
        for (int i = from; i < days.size() && days.get(i) <= today; i++) {
          if (today - days.get(i) < within) {
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
  }

  private void see(String source, String home, String theme, String child) {
    patterns.see(source, new Patterns.Key(home, PatternRadar.THEME, theme), child);
  }

  private List<String> sources() {
    return database.sql("select source from concern.pattern_source").query(String.class).list();
  }

  private long count(String table) {
    return database.sql("select count(*) from " + table).query(Long.class).single();
  }

  private static void at(int day) {
    ClockUtil.setCurrentTime(Date.from(instant(day)));
  }

  private static Instant instant(int day) {
    return START.plus(Duration.ofDays(day));
  }
}
