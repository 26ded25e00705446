package org.exitinterview.concern;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.exitinterview.circulation.CopiesHold;
import org.exitinterview.record.Reader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The concerns, who was told of each, and from whom each is hidden. Nothing here is reachable from
 * the case it is about: whoever looks at the case sees no difference.
 */
@Repository
class Concerns implements CopiesHold {

  private final JdbcClient database;
  private final Clock clock;

  Concerns(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  void open(String concernNumber, String aboutCase, @Nullable String homeUrn, String area) {
    database
        .sql(
            """
            insert into concern.concern (concern_number, about_case, home_urn, area, raised_at)
            values (:concern, :aboutCase, :home, :area, :now)
            """)
        .param("concern", concernNumber)
        .param("aboutCase", aboutCase)
        .param("home", homeUrn)
        .param("area", area)
        .param("now", now())
        .update();
  }

  /**
   * The concern with that number.
   *
   * @throws org.springframework.dao.EmptyResultDataAccessException if there is none
   */
  Concern byNumber(String concernNumber) {
    return database
        .sql(
            """
            select concern_number, about_case, home_urn, area, raised_at, holds_copies,
                   acknowledged_by
              from concern.concern where concern_number = :concern
            """)
        .param("concern", concernNumber)
        .query(Concern.class)
        .single();
  }

  void noteRoute(String concernNumber, String route, boolean holdsCopies) {
    database
        .sql(
            """
            update concern.concern set route = :route, holds_copies = :holds
            where concern_number = :concern
            """)
        .param("route", route)
        .param("holds", holdsCopies)
        .param("concern", concernNumber)
        .update();
  }

  void acknowledge(String concernNumber, String person, boolean supervisorsMayKnow) {
    database
        .sql(
            """
            update concern.concern
               set acknowledged_by = :person, acknowledged_at = :now,
                   supervisors_may_know = :supervisors
             where concern_number = :concern
            """)
        .param("person", person)
        .param("now", now())
        .param("supervisors", supervisorsMayKnow)
        .param("concern", concernNumber)
        .update();
  }

  /** Closes it with a status only; from now on it holds no copies. */
  void close(String concernNumber, String outcome) {
    database
        .sql(
            """
            update concern.concern
               set outcome = :outcome, closed_at = :now, holds_copies = false
             where concern_number = :concern
            """)
        .param("outcome", outcome)
        .param("now", now())
        .param("concern", concernNumber)
        .update();
  }

  /** Hides the concern from more people; who was hidden from stays so. */
  void hide(String concernNumber, Collection<String> people, String decidedBy) {
    for (String person : people) {
      database
          .sql(
              """
              insert into concern.hidden_from (concern_number, person, decided_by, decided_at)
              values (:concern, :person, :decidedBy, :now) on conflict do nothing
              """)
          .param("concern", concernNumber)
          .param("person", person)
          .param("decidedBy", decidedBy)
          .param("now", now())
          .update();
    }
  }

  /** From whom the concern is hidden, whatever their role. */
  Set<String> hiddenFrom(String concernNumber) {
    return new LinkedHashSet<>(
        database
            .sql("select person from concern.hidden_from where concern_number = :concern")
            .param("concern", concernNumber)
            .query(String.class)
            .list());
  }

  /** Notes who reads the concern to act on it; false if that was so before. */
  boolean addReader(String concernNumber, Reader reader) {
    return database
            .sql(
                """
                insert into concern.reader (concern_number, kind, reader)
                values (:concern, :kind, :reader) on conflict do nothing
                """)
            .param("concern", concernNumber)
            .param("kind", reader.kind().name())
            .param("reader", reader.id())
            .update()
        > 0;
  }

  /** Notes that somebody reads the concern no longer; false if nobody did. */
  boolean dropReader(String concernNumber, Reader reader) {
    return database
            .sql(
                """
                delete from concern.reader
                where concern_number = :concern and kind = :kind and reader = :reader
                """)
            .param("concern", concernNumber)
            .param("kind", reader.kind().name())
            .param("reader", reader.id())
            .update()
        > 0;
  }

  /** Notes that a role was alerted because a step waits too long. */
  void noteAlerted(String concernNumber, String step, String group) {
    database
        .sql(
            """
            insert into concern.alerted (concern_number, step, group_id, alerted_at)
            values (:concern, :step, :group, :now) on conflict do nothing
            """)
        .param("concern", concernNumber)
        .param("step", step)
        .param("group", group)
        .param("now", now())
        .update();
  }

  /** The group that was alerted of the step; empty before. */
  Optional<String> alerted(String concernNumber, String step) {
    return database
        .sql(
            """
            select group_id from concern.alerted where concern_number = :concern and step = :step
            """)
        .param("concern", concernNumber)
        .param("step", step)
        .query(String.class)
        .optional();
  }

  @Override
  public boolean isHeld(String caseNumber) {
    return database
        .sql(
            """
            select exists (select from concern.concern
              where about_case = :aboutCase and holds_copies and closed_at is null)
            """)
        .param("aboutCase", caseNumber)
        .query(Boolean.class)
        .single();
  }

  /** Whether the supervisor may know that the case is with safeguarding, and nothing else. */
  boolean mayBeKnownFor(String caseNumber, String supervisor) {
    return database
        .sql(
            """
            select exists (select from concern.concern c
              where about_case = :aboutCase and supervisors_may_know and closed_at is null
                and not exists (select from concern.hidden_from h
                  where h.concern_number = c.concern_number and h.person = :supervisor))
            """)
        .param("aboutCase", caseNumber)
        .param("supervisor", supervisor)
        .query(Boolean.class)
        .single();
  }

  void noteTold(String concernNumber, String person) {
    database
        .sql(
            """
            insert into concern.told (concern_number, person, told_at)
            values (:concern, :person, :now)
            """)
        .param("concern", concernNumber)
        .param("person", person)
        .param("now", now())
        .update();
  }

  /** How often each person was told comes from this list: one entry a time, oldest first. */
  List<String> told(String concernNumber) {
    return database
        .sql("select person from concern.told where concern_number = :concern order by told_at")
        .param("concern", concernNumber)
        .query(String.class)
        .list();
  }

  private Timestamp now() {
    return Timestamp.from(Instant.now(clock));
  }
}
