package org.exitinterview.signposting;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who wanted to complain or wanted an advocate, when, and whether it was taken up. */
@Repository
class Wishes {

  private final JdbcClient database;
  private final Clock clock;

  Wishes(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A wish that was not passed on yet, or for which a case waits. */
  record Wish(String number, String aboutCase, String wish, String askedBy, boolean waits) {}

  void add(Wish wish, String askedIn, boolean started) {
    database
        .sql(
            """
            insert into register.signposting
              (number, about_case, wish, asked_in, asked_by, asked_at, waits, started_at)
            values (:number, :aboutCase, :wish, :askedIn, :askedBy, :now, :waits, :started)
            """)
        .param("number", wish.number())
        .param("aboutCase", wish.aboutCase())
        .param("wish", wish.wish())
        .param("askedIn", askedIn)
        .param("askedBy", wish.askedBy())
        .param("now", now())
        .param("waits", wish.waits())
        .param("started", started ? now() : null)
        .update();
  }

  /** Whether it is on its way or was taken up: a form shows an answer again that counts once. */
  boolean isPassedOn(String aboutCase, String wish) {
    return database
        .sql(
            """
            select exists (select from register.signposting
              where about_case = :aboutCase and wish = :wish
                and (outcome is null or outcome = 'madeContact'))
            """)
        .param("aboutCase", aboutCase)
        .param("wish", wish)
        .query(Boolean.class)
        .single();
  }

  /** Takes wishes whose process has not begun; each is given to one caller only. */
  List<Wish> toStart() {
    return toDo("started_at is null");
  }

  /** Wishes for which the case has to be paused. */
  List<Wish> toPause() {
    return toDo("waits and started_at is not null and ended_at is null and paused_at is null");
  }

  /** Wishes that came to an end while the case is paused for them. */
  List<Wish> toResume() {
    return toDo("ended_at is not null and paused_at is not null and resumed_at is null");
  }

  private List<Wish> toDo(String condition) {
    return database
        .sql(
            "select number, about_case, wish, asked_by, waits from register.signposting where "
                + condition
                + " order by asked_at for update skip locked")
        .query(Wish.class)
        .list();
  }

  /** Whether another wish of the young person still keeps the case waiting. */
  boolean othersWait(Wish wish) {
    return database
        .sql(
            """
            select exists (select from register.signposting
              where about_case = :aboutCase and number <> :number and waits and ended_at is null)
            """)
        .param("aboutCase", wish.aboutCase())
        .param("number", wish.number())
        .query(Boolean.class)
        .single();
  }

  void started(String number) {
    stamp(number, "started_at");
  }

  void paused(String number) {
    stamp(number, "paused_at");
  }

  void resumed(String number) {
    stamp(number, "resumed_at");
  }

  private void stamp(String number, String column) {
    database
        .sql("update register.signposting set " + column + " = :now where number = :number")
        .param("now", now())
        .param("number", number)
        .update();
  }

  void ended(String number, String outcome) {
    database
        .sql(
            """
            update register.signposting set outcome = :outcome, ended_at = :now
            where number = :number
            """)
        .param("outcome", outcome)
        .param("now", now())
        .param("number", number)
        .update();
  }

  private Timestamp now() {
    return Timestamp.from(Instant.now(clock));
  }
}
