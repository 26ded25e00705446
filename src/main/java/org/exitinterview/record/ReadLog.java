package org.exitinterview.record;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who looked at which section of which record, who was refused, who wrote.
 *
 * <p>A read and a refusal are logged beside the caller's transaction, so that they stay when it
 * rolls back; what was changed is logged within it.
 */
@Component
class ReadLog {

  /** What happened; the names are those in the table. */
  enum Event {
    READ("read"),
    REFUSED("refused"),
    WRITTEN("written"),
    /** The section stays in the record that the young person agreed to. */
    AGREED("agreed"),
    /** The section was made unreadable for good. */
    DESTROYED("destroyed"),
    /** The safeguarding lead looked past the circulation list. */
    OVERRIDDEN("overridden");

    private final String code;

    Event(String code) {
      this.code = code;
    }
  }

  /**
   * One line.
   *
   * @param basis why the person may; for a refusal null, or what was missing
   */
  record Entry(
      String person, String caseNumber, Section section, Event event, @Nullable String basis) {}

  private final JdbcClient inTransaction;
  private final JdbcClient alone;
  private final Clock clock;

  ReadLog(JdbcClient jdbc, OwnConnections own, Clock clock) {
    this.inTransaction = jdbc;
    this.alone = own.jdbc();
    this.clock = clock;
  }

  /** Logs reads or refusals, whatever becomes of the caller's transaction. */
  void addAlone(List<Entry> entries) {
    add(alone, entries);
  }

  /** Logs changes that are undone together with the caller's transaction. */
  void addInTransaction(List<Entry> entries) {
    add(inTransaction, entries);
  }

  private void add(JdbcClient jdbc, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into record.read_log
              (happened_at, person, case_number, section, event, basis)
            select :at, * from unnest(:people, :cases, :sections, :events, :bases)
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("people", entries.stream().map(Entry::person).toArray(String[]::new))
        .param("cases", entries.stream().map(Entry::caseNumber).toArray(String[]::new))
        .param("sections", entries.stream().map(e -> e.section().key()).toArray(String[]::new))
        .param("events", entries.stream().map(e -> e.event().code).toArray(String[]::new))
        .param("bases", entries.stream().map(Entry::basis).toArray(String[]::new))
        .update();
  }
}
