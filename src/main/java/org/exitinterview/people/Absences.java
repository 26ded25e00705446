package org.exitinterview.people;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is away, and who stands in. */
@Repository
public class Absences {

  private final JdbcClient database;
  private final Clock clock;

  Absences(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * One absence.
   *
   * @param fromDay first day away
   * @param untilDay last day away
   * @param endedAt when the person came back before that; null if not
   */
  public record Absence(
      long id,
      String person,
      String deputy,
      LocalDate fromDay,
      LocalDate untilDay,
      @Nullable OffsetDateTime endedAt) {

    /** Whether the person is away on that day. */
    public boolean lastsOn(LocalDate day) {
      return endedAt == null && !day.isBefore(fromDay) && !day.isAfter(untilDay);
    }
  }

  /** Enters an absence. */
  public void add(
      String person, String deputy, LocalDate fromDay, LocalDate untilDay, String recordedBy) {
    database
        .sql(
            """
            insert into register.absence
              (person, deputy, from_day, until_day, recorded_by, recorded_at)
            values (:person, :deputy, :from, :until, :by, :now)
            """)
        .param("person", person)
        .param("deputy", deputy)
        .param("from", fromDay)
        .param("until", untilDay)
        .param("by", recordedBy)
        .param("now", OffsetDateTime.now(clock))
        .update();
  }

  /** Ends an absence now: the person is back. */
  public void end(long id, String endedBy) {
    database
        .sql(
            """
            update register.absence set ended_at = :now, ended_by = :by
             where id = :id and ended_at is null
            """)
        .param("now", OffsetDateTime.now(clock))
        .param("by", endedBy)
        .param("id", id)
        .update();
  }

  /** The absence of that number. */
  public Optional<Absence> find(long id) {
    return database
        .sql("select * from register.absence where id = :id")
        .param("id", id)
        .query(Absence.class)
        .optional();
  }

  /** The absences that last or are still to come, the earliest first. */
  public List<Absence> coming() {
    return database
        .sql(
            """
            select * from register.absence
             where ended_at is null and until_day >= :today order by from_day, person, id
            """)
        .param("today", today())
        .query(Absence.class)
        .list();
  }

  /** The absence the person is in today; the latest entered if there are several. */
  public Optional<Absence> today(String person) {
    return database
        .sql(
            """
            select * from register.absence
             where person = :person and ended_at is null and :today between from_day and until_day
             order by id desc limit 1
            """)
        .param("person", person)
        .param("today", today())
        .query(Absence.class)
        .optional();
  }

  /**
   * Whoever is there today for a person: himself or herself, or the deputy, or the deputy's deputy;
   * empty if everybody in the row is away.
   */
  public Optional<String> presentFor(String person) {
    Set<String> away = new LinkedHashSet<>();
    String asked = person;
    while (away.add(asked)) {
      Optional<Absence> absence = today(asked);
      if (absence.isEmpty()) {
        return Optional.of(asked);
      }
      asked = absence.get().deputy();
    }
    return Optional.empty();
  }

  /** Whether the deputy has that step because he or she stands in for somebody. */
  public boolean standsIn(String taskId, String deputy) {
    return database
        .sql(
            """
            select exists (select from register.stand_in
             where task_id = :taskId and deputy = :deputy and ended_at is null)
            """)
        .param("taskId", taskId)
        .param("deputy", deputy)
        .query(Boolean.class)
        .single();
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
