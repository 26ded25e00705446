package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The encrypted files of records. Each is bound to its place: ciphertext moved to another record,
 * section, item or file does not open.
 */
@Repository
class Files {

  /** Where a file lies. */
  record Place(String caseNumber, Section section, String item) {}

  private static final String NAME = "name";
  private static final String CONTENT = "content";

  private final JdbcClient jdbc;
  private final Clock clock;

  Files(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void add(Aead key, Place place, String fileId, String name, byte[] content, String person) {
    jdbc.sql(
            """
            insert into record.file
              (file_id, case_number, section, item, name, content, written_at, written_by)
            values (:id, :caseNumber, :section, :item, :name, :content, :at, :person)
            """)
        .param("id", fileId)
        .param("caseNumber", place.caseNumber())
        .param("section", place.section().key())
        .param("item", place.item())
        .param(NAME, close(key, name.getBytes(StandardCharsets.UTF_8), bound(place, fileId, NAME)))
        .param(CONTENT, close(key, content, bound(place, fileId, CONTENT)))
        .param("at", Timestamp.from(clock.instant()))
        .param("person", person)
        .update();
  }

  /** The names of the files at a place by their ids, oldest first. */
  Map<String, String> names(Aead key, Place place) {
    Map<String, String> names = new LinkedHashMap<>();
    jdbc.sql(
            """
            select file_id, name from record.file
            where case_number = :caseNumber and section = :section and item = :item
            order by written_at, file_id
            """)
        .param("caseNumber", place.caseNumber())
        .param("section", place.section().key())
        .param("item", place.item())
        .query(
            row -> {
              String id = row.getString("file_id");
              byte[] name = open(key, row.getBytes(NAME), bound(place, id, NAME));
              names.put(id, new String(name, StandardCharsets.UTF_8));
            });
    return names;
  }

  Optional<byte[]> content(Aead key, Place place, String fileId) {
    return jdbc.sql(
            """
            select content from record.file
            where case_number = :caseNumber and section = :section and item = :item
              and file_id = :id
            """)
        .param("caseNumber", place.caseNumber())
        .param("section", place.section().key())
        .param("item", place.item())
        .param("id", fileId)
        .query((row, number) -> open(key, row.getBytes(CONTENT), bound(place, fileId, CONTENT)))
        .optional();
  }

  void remove(Place place, String fileId) {
    jdbc.sql("delete from record.file where case_number = :caseNumber and file_id = :id")
        .param("caseNumber", place.caseNumber())
        .param("id", fileId)
        .update();
  }

  void removeAll(String caseNumber) {
    jdbc.sql("delete from record.file where case_number = :caseNumber")
        .param("caseNumber", caseNumber)
        .update();
  }

  /** Encrypts every file with another key, one after the other: together they may be large. */
  void moveTo(Aead newKey, Aead oldKey, String caseNumber) {
    List<String> ids =
        jdbc.sql("select file_id from record.file where case_number = :caseNumber")
            .param("caseNumber", caseNumber)
            .query(String.class)
            .list();
    for (String id : ids) {
      jdbc.sql("select section, item, name, content from record.file where file_id = :id")
          .param("id", id)
          .query(
              row -> {
                Section section = Section.ofKey(row.getString("section")).orElseThrow();
                Place place = new Place(caseNumber, section, row.getString("item"));
                byte[] name = bound(place, id, NAME);
                byte[] content = bound(place, id, CONTENT);
                replace(
                    id,
                    close(newKey, open(oldKey, row.getBytes(NAME), name), name),
                    close(newKey, open(oldKey, row.getBytes(CONTENT), content), content));
              });
    }
  }

  private void replace(String id, byte[] name, byte[] content) {
    jdbc.sql("update record.file set name = :name, content = :content where file_id = :id")
        .param(NAME, name)
        .param(CONTENT, content)
        .param("id", id)
        .update();
  }

  private static byte[] bound(Place place, String fileId, String part) {
    return String.join(
            "|", "file", place.caseNumber(), place.section().key(), place.item(), fileId, part)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] close(Aead key, byte[] open, byte[] bound) {
    try {
      return key.encrypt(open, bound);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The file could not be encrypted");
    }
  }

  private static byte[] open(Aead key, byte[] closed, byte[] bound) {
    try {
      return key.decrypt(closed, bound);
    } catch (GeneralSecurityException e) {
      throw new RecordUnreadableException("A file of the interview record cannot be opened");
    }
  }
}
