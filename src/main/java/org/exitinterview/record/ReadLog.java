package org.exitinterview.record;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.exitinterview.record.RecordVault.Look;
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
    OVERRIDDEN("overridden"),
    /** The override was ended before its time. */
    ENDED("ended");

    private final String code;

    Event(String code) {
      this.code = code;
    }
  }

  /**
   * One line.
   *
   * @param part key of a section, or what else of the case was asked for
   * @param basis why the person may; for a refusal null, or what was missing
   */
  record Entry(String person, String caseNumber, String part, Event event, @Nullable String basis) {

    Entry(String person, String caseNumber, Section section, Event event, @Nullable String basis) {
      this(person, caseNumber, section.key(), event, basis);
    }
  }

  /** A line as it is kept and sealed. */
  record Line(
      UUID entry,
      Instant at,
      String person,
      String caseNumber,
      String section,
      String event,
      @Nullable String basis) {}

  private final JdbcClient inTransaction;
  private final JdbcClient alone;
  private final ReadLogSeal seal;
  private final Clock clock;

  ReadLog(JdbcClient jdbc, OwnConnections own, ReadLogSeal seal, Clock clock) {
    this.inTransaction = jdbc;
    this.alone = own.jdbc();
    this.seal = seal;
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

  /** Who read which of the sections, for a reason that begins like this, and when last. */
  List<Look> looks(String caseNumber, Set<Section> wanted, String basis) {
    return inTransaction
        .sql(
            """
            select person, section, max(happened_at) as last from record.read_log
            where case_number = :caseNumber and event = 'read' and starts_with(basis, :basis)
              and section = any(:wanted)
            group by person, section order by person, section
            """)
        .param("caseNumber", caseNumber)
        .param("basis", basis)
        .param("wanted", wanted.stream().map(Section::key).toArray(String[]::new))
        .query(
            (row, number) ->
                new Look(
                    row.getString("person"),
                    Section.ofKey(row.getString("section")).orElseThrow(),
                    row.getTimestamp("last").toInstant()))
        .list();
  }

  private void add(JdbcClient jdbc, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<Line> lines =
        entries.stream()
            .map(
                entry ->
                    new Line(
                        UUID.randomUUID(),
                        at,
                        entry.person(),
                        entry.caseNumber(),
                        entry.part(),
                        entry.event().code,
                        entry.basis()))
            .toList();
    jdbc.sql(
            """
            insert into record.read_log
              (happened_at, entry, person, case_number, section, event, basis, seal)
            select :at, * from unnest(:entries, :people, :cases, :sections, :events, :bases, :seals)
            """)
        .param("at", Timestamp.from(at))
        .param("entries", lines.stream().map(Line::entry).toArray(UUID[]::new))
        .param("people", column(lines, Line::person))
        .param("cases", column(lines, Line::caseNumber))
        .param("sections", column(lines, Line::section))
        .param("events", column(lines, Line::event))
        .param("bases", column(lines, Line::basis))
        .param("seals", lines.stream().map(seal::of).toArray(byte[][]::new))
        .update();
  }

  private static @Nullable String[] column(
      List<Line> lines, Function<Line, @Nullable String> value) {
    return lines.stream().map(value).toArray(String[]::new);
  }
}
