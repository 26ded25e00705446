package org.exitinterview.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.record.ReadLog.Entry;
import org.exitinterview.record.ReadLog.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people have typed into the form of a task and not sent yet: encrypted with the key of the
 * record it will belong to, one draft for each person and task. A draft is read by nobody but the
 * person who typed it, and ends with the key of its record.
 */
@Service
public class Drafts {

  private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
      new TypeReference<>() {};

  /**
   * A draft as it was saved.
   *
   * @param fields answers by form key; a null is an answer that was taken out
   */
  public record Draft(Instant savedAt, Map<String, Object> fields) {}

  /**
   * The form that is being filled in.
   *
   * @param item what within the case the words belong to; {@code ""} for the case itself
   */
  public record Place(String caseNumber, String item, String taskId) {}

  /** A draft on its way from one key of its record to the next. */
  record Typed(Place place, String person, Draft draft) {}

  private final JdbcClient jdbc;
  private final RecordKeys keys;
  private final SealedState state;
  private final CirculationList circulation;
  private final ReadLog readLog;
  private final CurrentPerson currentPerson;
  private final ObjectMapper json;
  private final Clock clock;

  Drafts(
      JdbcClient jdbc,
      RecordKeys keys,
      SealedState state,
      CirculationList circulation,
      ReadLog readLog,
      CurrentPerson currentPerson,
      ObjectMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.state = state;
    this.circulation = circulation;
    this.readLog = readLog;
    this.currentPerson = currentPerson;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Makes everybody wait who would save or end a draft of that task, until the caller's transaction
   * ends: what is saved while the task is being completed must not stay behind. To be called before
   * the task is looked at.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(String taskId) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('draft ' || :taskId, 0))")
        .param("taskId", taskId)
        .query((row, number) -> number)
        .list();
  }

  /**
   * Keeps what the current person has typed so far, in place of what was kept before.
   *
   * @param sections the sections of the record that the answers would be written in
   * @return when, in whole milliseconds
   * @throws AccessRefusedException if the person may not write all of them; logged
   */
  @Transactional
  public Instant save(Place place, Set<Section> sections, Map<String, Object> fields) {
    Person person = currentPerson.get();
    keepKey(place.caseNumber());
    Aead key = keys.of(place.caseNumber());
    List<CirculationList.Grant> grants =
        state.isIntact(key, place.caseNumber())
            ? circulation.of(key, place.caseNumber(), person)
            : List.of();
    List<Section> refused =
        sections.stream()
            .filter(
                section ->
                    grants.stream()
                        .noneMatch(grant -> grant.allows(section, place.item(), Access.WRITE)))
            .toList();
    if (!refused.isEmpty()) {
      readLog.addAlone(
          refused.stream()
              .map(
                  section ->
                      new Entry(person.userId(), place.caseNumber(), section, Event.REFUSED, null))
              .toList());
      throw new AccessRefusedException(
          "You are not on the circulation list of this part of the interview record.");
    }
    Instant savedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    put(key, new Typed(place, person.userId(), new Draft(savedAt, fields)));
    return savedAt;
  }

  /** Every draft of a case, opened. What is put back under another key is still everybody's own. */
  List<Typed> of(Aead key, String caseNumber) {
    return jdbc
        .sql(
            """
            select d.* from record.draft d join record.interview_record r using (case_number, key_id)
            where d.case_number = :caseNumber
            """)
        .param("caseNumber", caseNumber)
        .query(
            (row, number) -> {
              Place place = new Place(caseNumber, row.getString("item"), row.getString("task_id"));
              String person = row.getString("person");
              return open(key, place, person, row).map(draft -> new Typed(place, person, draft));
            })
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Keeps drafts under the key that their record has now. */
  void put(Aead key, List<Typed> typed) {
    typed.forEach(draft -> put(key, draft));
  }

  private void put(Aead key, Typed typed) {
    Place place = typed.place();
    Instant savedAt = typed.draft().savedAt();
    jdbc.sql(
            """
            insert into record.draft
              (task_id, person, case_number, item, key_id, ciphertext, saved_at)
            select :taskId, :person, case_number, :item, key_id, :ciphertext, :at
            from record.interview_record where case_number = :caseNumber
            on conflict (task_id, person) do update set case_number = excluded.case_number,
              item = excluded.item, key_id = excluded.key_id, ciphertext = excluded.ciphertext,
              saved_at = excluded.saved_at
            """)
        .param("taskId", place.taskId())
        .param("person", typed.person())
        .param("item", place.item())
        .param(
            "ciphertext", close(key, typed.draft().fields(), bound(place, typed.person(), savedAt)))
        .param("at", Timestamp.from(savedAt))
        .param("caseNumber", place.caseNumber())
        .update();
  }

  /** The record keeps its key until the caller's transaction ends. */
  private void keepKey(String caseNumber) {
    jdbc.sql(
            """
            select case_number from record.interview_record where case_number = :caseNumber for share
            """)
        .param("caseNumber", caseNumber)
        .query(String.class)
        .optional();
  }

  /** The draft of the current person; empty if there is none, or its key is no longer in use. */
  @Transactional(readOnly = true)
  public Optional<Draft> find(Place place) {
    return currentPerson
        .find()
        .flatMap(
            person ->
                kept(
                    place,
                    person,
                    row -> open(keys.of(place.caseNumber()), place, person.userId(), row)))
        .flatMap(draft -> draft);
  }

  /** When the current person's draft was saved; empty if there is none. */
  @Transactional(readOnly = true)
  public Optional<Instant> savedAt(Place place) {
    return currentPerson.find().flatMap(person -> kept(place, person, Drafts::savedAt));
  }

  /** The sections that somebody wrote after that moment: there, what was sent counts. */
  @Transactional(readOnly = true)
  public Set<Section> writtenSince(Place place, Instant moment) {
    return Set.copyOf(
        jdbc
            .sql(
                """
                select distinct section from record.section
                where case_number = :caseNumber and item = :item and written_at > :moment
                """)
            .param("caseNumber", place.caseNumber())
            .param("item", place.item())
            .param("moment", Timestamp.from(moment))
            .query(String.class)
            .list()
            .stream()
            .flatMap(key -> Section.ofKey(key).stream())
            .toList());
  }

  /** Drops the current person's draft. */
  @Transactional
  public void drop(String taskId) {
    jdbc.sql("delete from record.draft where task_id = :taskId and person = :person")
        .param("taskId", taskId)
        .param("person", currentPerson.get().userId())
        .update();
  }

  /**
   * Drops every draft of a task but one person's.
   *
   * @param except whose draft stays; null if none does
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void dropAll(String taskId, @Nullable String except) {
    lock(taskId);
    jdbc.sql(
            """
            delete from record.draft where task_id = :taskId and person is distinct from :except
            """)
        .param("taskId", taskId)
        .param("except", except)
        .update();
  }

  /** What a row of the table holds. */
  private interface Content<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> Optional<T> kept(Place place, Person person, Content<T> content) {
    return jdbc.sql(
            """
            select d.saved_at, d.ciphertext from record.draft d
            join record.interview_record r using (case_number, key_id)
            where d.task_id = :taskId and d.person = :person and d.case_number = :caseNumber
            """)
        .param("taskId", place.taskId())
        .param("person", person.userId())
        .param("caseNumber", place.caseNumber())
        .query((row, number) -> content.of(row))
        .optional();
  }

  private static Instant savedAt(ResultSet row) throws SQLException {
    return row.getTimestamp("saved_at").toInstant();
  }

  /** Empty if the row was not put there by this class. */
  private Optional<Draft> open(Aead key, Place place, String person, ResultSet row)
      throws SQLException {
    Instant savedAt = savedAt(row);
    try {
      byte[] words = key.decrypt(row.getBytes("ciphertext"), bound(place, person, savedAt));
      return Optional.of(new Draft(savedAt, json.readValue(words, FIELDS)));
    } catch (GeneralSecurityException | IOException forged) {
      return Optional.empty();
    }
  }

  /** What a draft is bound to: moved to another person, task, case or time it does not open. */
  private static byte[] bound(Place place, String person, Instant savedAt) {
    return String.join(
            "\n",
            "draft",
            place.caseNumber(),
            place.item(),
            place.taskId(),
            person,
            savedAt.toString())
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] close(Aead key, Map<String, Object> fields, byte[] bound) {
    try {
      return key.encrypt(json.writeValueAsBytes(fields), bound);
    } catch (JsonProcessingException | GeneralSecurityException e) {
      // Without the cause: Jackson quotes what it could not write.
      throw new IllegalStateException("The draft could not be encrypted");
    }
  }
}
