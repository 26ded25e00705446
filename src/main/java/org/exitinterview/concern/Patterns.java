package org.exitinterview.concern;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What was seen of which young person in which home, and the patterns found in it. A sighting is
 * known by the concern it comes from, not by its time: two at one moment are two, and one that is
 * sent twice is one.
 */
@Repository
class Patterns {

  /** How long a pattern is kept once a person has decided what it means, as its process is. */
  private static final Duration KEPT = Duration.ofDays(730);

  private final JdbcClient database;
  private final Clock clock;

  Patterns(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What is counted together.
   *
   * @param kind by theme or by role of the staff
   * @param code the theme or the role
   */
  record Key(String homeUrn, String kind, String code) {}

  /**
   * Notes a sighting; of the same source and code the latest, as long as no pattern has it.
   *
   * @param source number of the concern, or of the case where the reviewing officer noted it
   */
  void see(String source, Key key, String child) {
    database
        .sql(
            """
            insert into concern.sighting (source, home_urn, kind, code, child, seen_at)
            values (:source, :home, :kind, :code, :child, :now)
            on conflict (source, kind, code) do update
               set seen_at = excluded.seen_at, fresh = true
             where sighting.counted_for is null
            """)
        .param("source", source)
        .param("home", key.homeUrn())
        .param("kind", key.kind())
        .param("code", key.code())
        .param("child", child)
        .param("now", now())
        .update();
  }

  /** One look at a time, on one machine or many: a pattern is found once. */
  void lockForLook() {
    database.sql("lock table concern.pattern in exclusive mode").update();
  }

  /** Of what something new was seen since the last look; each is told once. */
  List<Key> fresh() {
    return database
        .sql(
            """
            with seen as (
              update concern.sighting set fresh = false where fresh returning home_urn, kind, code)
            select distinct home_urn, kind, code from seen
            """)
        .query(Key.class)
        .list();
  }

  /** Everything of which more than one young person was seen and not counted yet. */
  List<Key> countable() {
    return database
        .sql(
            """
            select home_urn, kind, code from concern.sighting where counted_for is null
             group by home_urn, kind, code having min(child) <> max(child)
            """)
        .query(Key.class)
        .list();
  }

  /** What was seen and has not been counted for a pattern. */
  List<PatternRule.Sighting> notCounted(Key key) {
    return database
        .sql(
            """
            select id, child, seen_at from concern.sighting
             where home_urn = :home and kind = :kind and code = :code and counted_for is null
            """)
        .param("home", key.homeUrn())
        .param("kind", key.kind())
        .param("code", key.code())
        .query(PatternRule.Sighting.class)
        .list();
  }

  /** Keeps a pattern with what it was counted from, which counts for no other. */
  void found(String number, Key key, int youngPeople, Collection<Long> sightings) {
    database
        .sql(
            """
            insert into concern.pattern
              (pattern_number, home_urn, kind, code, found_at, young_people)
            values (:number, :home, :kind, :code, :now, :youngPeople)
            """)
        .param("number", number)
        .param("home", key.homeUrn())
        .param("kind", key.kind())
        .param("code", key.code())
        .param("now", now())
        .param("youngPeople", youngPeople)
        .update();
    database
        .sql("update concern.sighting set counted_for = :number where id in (:sightings)")
        .param("number", number)
        .param("sightings", sightings)
        .update();
    database
        .sql(
            """
            insert into concern.pattern_source (pattern_number, source)
            select distinct counted_for, source from concern.sighting where counted_for = :number
            """)
        .param("number", number)
        .update();
  }

  void considered(String number) {
    database
        .sql("update concern.pattern set considered_at = :now where pattern_number = :number")
        .param("now", now())
        .param("number", number)
        .update();
  }

  /** From whom one of the concerns is hidden that the pattern grew from. */
  Set<String> hiddenFrom(String number) {
    return new LinkedHashSet<>(
        database
            .sql(
                """
                select distinct h.person from concern.pattern_source s
                  join concern.hidden_from h on h.concern_number = s.source
                 where s.pattern_number = :number
                """)
            .param("number", number)
            .query(String.class)
            .list());
  }

  /** The patterns that grew from a concern, whatever became of them. */
  List<String> grownFrom(String concernNumber) {
    return database
        .sql("select pattern_number from concern.pattern_source where source = :concern")
        .param("concern", concernNumber)
        .query(String.class)
        .list();
  }

  /** The codes of which anything is kept. */
  List<Key> codes() {
    return database
        .sql("select distinct '' as home_urn, kind, code from concern.sighting")
        .query(Key.class)
        .list();
  }

  /** Forgets what was seen longer ago than it can count. */
  int forget(String kind, String code, Duration after) {
    return database
        .sql(
            "delete from concern.sighting where kind = :kind and code = :code and seen_at < :until")
        .param("kind", kind)
        .param("code", code)
        .param("until", Timestamp.from(Instant.now(clock).minus(after)))
        .update();
  }

  /** Forgets patterns that were considered long ago. */
  int forgetConsidered() {
    return database
        .sql("delete from concern.pattern where considered_at < :until")
        .param("until", Timestamp.from(Instant.now(clock).minus(KEPT)))
        .update();
  }

  private Timestamp now() {
    return Timestamp.from(Instant.now(clock));
  }
}
