package org.exitinterview.concern;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who is on duty for concerns: for an area or for all, from a time until another. A rota with a
 * hole in it leaves nobody out: then every safeguarding lead is told.
 */
@Repository
class DutyRota {

  /** Stands for every area. */
  static final String ALL_AREAS = "*";

  private final JdbcClient database;
  private final Directory directory;
  private final Clock clock;

  DutyRota(JdbcClient database, Directory directory, Clock clock) {
    this.database = database;
    this.directory = directory;
    this.clock = clock;
  }

  /** One duty. */
  record Duty(long id, String person, String area, int place, Instant fromAt, Instant untilAt) {}

  /** Who is on duty in the area now, first the one to tell first; only who is a lead today. */
  List<String> onDuty(String area) {
    List<String> leads = directory.membersOf(Role.SAFEGUARDING_LEAD);
    return database
        .sql(
            """
            select person from concern.duty
             where area in (:area, '*') and from_at <= :now and until_at > :now
             order by place, case area when '*' then 1 else 0 end, id
            """)
        .param("area", area)
        .param("now", now())
        .query(String.class)
        .list()
        .stream()
        .distinct()
        .filter(leads::contains)
        .toList();
  }

  /**
   * Everybody to tell one after the other: those on duty, then all others.
   *
   * @param everybody who may act, whether on duty or not
   */
  List<String> inOrder(String area, Collection<String> everybody) {
    Set<String> people = new LinkedHashSet<>(onDuty(area));
    people.addAll(everybody);
    return List.copyOf(people);
  }

  /** The duties that have not ended, in the order of time. */
  List<Duty> coming() {
    return database
        .sql("select * from concern.duty where until_at > :now order by from_at, area, place, id")
        .param("now", now())
        .query(Duty.class)
        .list();
  }

  void add(String person, String area, int place, Instant from, Instant until) {
    database
        .sql(
            """
            insert into concern.duty (person, area, place, from_at, until_at)
            values (:person, :area, :place, :from, :until)
            """)
        .param("person", person)
        .param("area", area)
        .param("place", place)
        .param("from", Timestamp.from(from))
        .param("until", Timestamp.from(until))
        .update();
  }

  void remove(long id) {
    database.sql("delete from concern.duty where id = :id").param("id", id).update();
  }

  /** Where the person is reached at once; empty if nobody entered it. */
  Optional<String> telephone(String person) {
    return database
        .sql("select telephone from concern.duty_telephone where person = :person")
        .param("person", person)
        .query(String.class)
        .optional();
  }

  void setTelephone(String person, String telephone) {
    database
        .sql(
            """
            insert into concern.duty_telephone (person, telephone) values (:person, :telephone)
            on conflict (person) do update set telephone = excluded.telephone
            """)
        .param("person", person)
        .param("telephone", telephone)
        .update();
  }

  private Timestamp now() {
    return Timestamp.from(Instant.now(clock));
  }
}
