package org.exitinterview.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The encrypted sections. Each revision is bound to its place: ciphertext moved to another record,
 * section, item or revision does not open.
 */
@Repository
class Sections {

  private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
      new TypeReference<>() {};

  private record Revision(int number, Map<String, Object> fields) {}

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  Sections(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** The fields of the latest revision; empty when nothing was written yet. */
  Map<String, Object> read(Aead key, String caseNumber, Section section, String item) {
    return latest(key, caseNumber, section, item)
        .map(Revision::fields)
        .orElseGet(LinkedHashMap::new);
  }

  /** Appends a revision in which the given fields are replaced; a null removes its field. */
  void write(
      Aead key,
      String caseNumber,
      Section section,
      String item,
      Map<String, Object> fields,
      String person) {
    lock(caseNumber);
    Optional<Revision> latest = latest(key, caseNumber, section, item);
    Map<String, Object> merged = latest.map(Revision::fields).orElseGet(LinkedHashMap::new);
    merged.putAll(fields);
    merged.values().removeIf(value -> value == null);
    int revision = latest.map(Revision::number).orElse(0) + 1;
    jdbc.sql(
            """
            insert into record.section
              (case_number, section, item, revision, ciphertext, written_at, written_by)
            values (:caseNumber, :section, :item, :revision, :ciphertext, :at, :person)
            """)
        .param("caseNumber", caseNumber)
        .param("section", section.key())
        .param("item", item)
        .param("revision", revision)
        .param("ciphertext", encrypt(key, merged, place(caseNumber, section, item, revision)))
        .param("at", Timestamp.from(clock.instant()))
        .param("person", person)
        .update();
  }

  /** Two writers of one record wait for each other instead of losing each other's fields. */
  private void lock(String caseNumber) {
    jdbc.sql(
            """
            select case_number from record.interview_record
            where case_number = :caseNumber for update
            """)
        .param("caseNumber", caseNumber)
        .query(String.class)
        .single();
  }

  private Optional<Revision> latest(Aead key, String caseNumber, Section section, String item) {
    return jdbc.sql(
            """
            select revision, ciphertext from record.section
            where case_number = :caseNumber and section = :section and item = :item
            order by revision desc limit 1
            """)
        .param("caseNumber", caseNumber)
        .param("section", section.key())
        .param("item", item)
        .query(
            (row, number) -> {
              int revision = row.getInt("revision");
              byte[] place = place(caseNumber, section, item, revision);
              return new Revision(revision, decrypt(key, row.getBytes("ciphertext"), place));
            })
        .optional();
  }

  private byte[] encrypt(Aead key, Map<String, Object> fields, byte[] place) {
    try {
      return key.encrypt(json.writeValueAsBytes(fields), place);
    } catch (JsonProcessingException | GeneralSecurityException e) {
      // Without the cause: Jackson quotes what it could not write.
      throw new IllegalArgumentException("The section could not be encrypted");
    }
  }

  private Map<String, Object> decrypt(Aead key, byte[] ciphertext, byte[] place) {
    try {
      return json.readValue(key.decrypt(ciphertext, place), FIELDS);
    } catch (IOException | GeneralSecurityException e) {
      throw new RecordUnreadableException("A section of the interview record cannot be opened");
    }
  }

  private static byte[] place(String caseNumber, Section section, String item, int revision) {
    return String.join("|", caseNumber, section.key(), item, Integer.toString(revision))
        .getBytes(StandardCharsets.UTF_8);
  }
}
