package org.exitinterview.record;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.record.ReadLog.Entry;
import org.exitinterview.record.ReadLog.Event;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How long records are kept and how they end: 75 years from birth or 15 from death (Children's
 * Homes Regulations 2015, regulation 36), longer while somebody holds them, and then by the
 * destruction of the key.
 */
@Service
public class RecordRetention {

  private static final String RETENTION_ENDED = "retention ended";

  private final JdbcClient jdbc;
  private final RecordKeys keys;
  private final Sections sections;
  private final Files files;
  private final ReadLog readLog;
  private final CaseRegister register;
  private final CurrentPerson currentPerson;
  private final RecordSettings settings;
  private final Clock clock;

  RecordRetention(
      JdbcClient jdbc,
      RecordKeys keys,
      Sections sections,
      Files files,
      ReadLog readLog,
      CaseRegister register,
      CurrentPerson currentPerson,
      RecordSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.sections = sections;
    this.files = files;
    this.readLog = readLog;
    this.register = register;
    this.currentPerson = currentPerson;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A record that need not be kept any longer.
   *
   * @param retainUntil the last day it had to be kept
   * @param held whether somebody holds it all the same
   */
  public record Due(String caseNumber, LocalDate retainUntil, boolean held) {}

  /** What {@link #erase} would take today, and what a hold keeps; changes nothing. Oldest first. */
  public List<Due> due() {
    Map<String, LocalDate> ended = register.retainedUntilBefore(today());
    Set<String> held = holds().stream().map(Hold::caseNumber).collect(Collectors.toSet());
    Set<String> readable = Set.copyOf(notErased());
    return ended.entrySet().stream()
        .filter(entry -> readable.contains(entry.getKey()))
        .map(entry -> new Due(entry.getKey(), entry.getValue(), held.contains(entry.getKey())))
        .toList();
  }

  /** What is known of how long one record is kept. */
  public record Kept(
      String caseNumber,
      boolean closed,
      @Nullable LocalDate retainUntil,
      @Nullable LocalDate dateOfDeath,
      @Nullable Hold hold,
      @Nullable Erasure erasure) {}

  /** Somebody keeps a record from being erased. */
  public record Hold(String caseNumber, HoldReason reason, LocalDate placedOn, String placedBy) {}

  /**
   * What is left of an erased record.
   *
   * @param completeOn the day on which the last backup of its key has expired
   */
  public record Erasure(
      String caseNumber, LocalDate erasedOn, String erasedBy, LocalDate completeOn) {}

  /** Why a record is held. */
  public enum HoldReason {
    COURT("court proceedings"),
    INQUIRY("an inquiry or review"),
    COMPLAINT("a complaint"),
    OTHER("another reason, kept on file");

    private final String words;

    HoldReason(String words) {
      this.words = words;
    }

    /** As people read it. */
    public String words() {
      return words;
    }
  }

  /**
   * What is known of one record.
   *
   * @throws UnknownRecordException if there is no such record, or no case for it
   */
  public Kept kept(String caseNumber) {
    ExitCase exitCase = register.find(caseNumber).orElseThrow(UnknownRecordException::new);
    return new Kept(
        caseNumber,
        exitCase.closedAt() != null,
        register.retainUntil(caseNumber).orElse(null),
        register.dateOfDeath(caseNumber).orElse(null),
        holds().stream()
            .filter(hold -> hold.caseNumber().equals(caseNumber))
            .findFirst()
            .orElse(null),
        erasures().stream()
            .filter(erasure -> erasure.caseNumber().equals(caseNumber))
            .findFirst()
            .orElse(null));
  }

  /** The holds in force, latest first. */
  public List<Hold> holds() {
    return jdbc.sql(
            """
            select case_number, reason, placed_at, placed_by from record.legal_hold
            where released_at is null order by placed_at desc
            """)
        .query(
            (row, number) ->
                new Hold(
                    row.getString("case_number"),
                    HoldReason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                    day(row.getTimestamp("placed_at")),
                    row.getString("placed_by")))
        .list();
  }

  /** The records that were erased, latest first. */
  public List<Erasure> erasures() {
    return jdbc.sql(
            """
            select case_number, erased_at, erased_by, erasure_complete_on
            from record.interview_record where erased_at is not null order by erased_at desc
            """)
        .query(
            (row, number) ->
                new Erasure(
                    row.getString("case_number"),
                    day(row.getTimestamp("erased_at")),
                    row.getString("erased_by"),
                    row.getObject("erasure_complete_on", LocalDate.class)))
        .list();
  }

  /**
   * Notes that the young person of a case has died.
   *
   * @throws ErasureRefusedException if the day is still to come
   */
  @Transactional
  public void noteDeath(String caseNumber, LocalDate death) {
    if (death.isAfter(today())) {
      throw new ErasureRefusedException("The date of death lies in the future.");
    }
    register.noteDeath(caseNumber, death);
  }

  /** Keeps the record from being erased until the hold is released; held records stay held. */
  @Transactional
  public void hold(String caseNumber, HoldReason reason) {
    jdbc.sql(
            """
            insert into record.legal_hold (case_number, reason, placed_at, placed_by)
            values (:caseNumber, :reason, :at, :by)
            on conflict (case_number) where released_at is null do nothing
            """)
        .param("caseNumber", caseNumber)
        .param("reason", reason.name().toLowerCase(Locale.ROOT))
        .param("at", Timestamp.from(clock.instant()))
        .param("by", actor())
        .update();
  }

  /** Ends the hold on the record, if there is one. */
  @Transactional
  public void release(String caseNumber) {
    jdbc.sql(
            """
            update record.legal_hold set released_at = :at, released_by = :by
            where case_number = :caseNumber and released_at is null
            """)
        .param("caseNumber", caseNumber)
        .param("at", Timestamp.from(clock.instant()))
        .param("by", actor())
        .update();
  }

  /**
   * Erases a record that is due by destroying its key. Backups of its words stay unreadable at
   * once; its key is in backups of the keys until the day that is returned.
   *
   * @return the day on which the erasure is complete
   * @throws ErasureRefusedException if the record must still be kept
   */
  @Transactional
  public LocalDate erase(String caseNumber) {
    Due due =
        due().stream()
            .filter(record -> record.caseNumber().equals(caseNumber))
            .findFirst()
            .orElseThrow(
                () ->
                    new ErasureRefusedException(
                        "The record %s is not due for erasure.".formatted(caseNumber)));
    if (due.held()) {
      throw new ErasureRefusedException(
          "The record %s is held. Release the hold first.".formatted(caseNumber));
    }
    String person = actor();
    LocalDate complete = today().plusDays(settings.keyBackupDays());
    // First, because it makes everybody wait who would still write with the key.
    jdbc.sql(
            """
            update record.interview_record
            set erased_at = :at, erased_by = :by, erasure_complete_on = :complete
            where case_number = :caseNumber
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("by", person)
        .param("complete", complete)
        .param("caseNumber", caseNumber)
        .update();
    readLog.addInTransaction(
        sections.written(caseNumber).stream()
            .map(
                section -> new Entry(person, caseNumber, section, Event.DESTROYED, RETENTION_ENDED))
            .toList());
    jdbc.sql("delete from record.section where case_number = :caseNumber")
        .param("caseNumber", caseNumber)
        .update();
    files.removeAll(caseNumber);
    keys.destroy(caseNumber);
    return complete;
  }

  private List<String> notErased() {
    return jdbc.sql("select case_number from record.interview_record where key_id is not null")
        .query(String.class)
        .list();
  }

  private LocalDate day(Timestamp moment) {
    return LocalDate.ofInstant(moment.toInstant(), clock.getZone());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), clock.getZone());
  }

  private String actor() {
    return currentPerson.find().map(Person::userId).orElse(Act.SERVICE);
  }
}
