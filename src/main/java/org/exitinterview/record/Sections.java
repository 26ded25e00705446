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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  /** What a ciphertext is bound to. */
  private record Place(String caseNumber, String section, String item, int revision) {

    byte[] bytes() {
      return String.join("|", caseNumber, section, item, Integer.toString(revision))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

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
    Optional<Revision> latest = latest(key, caseNumber, section, item);
    Map<String, Object> merged = latest.map(Revision::fields).orElseGet(LinkedHashMap::new);
    merged.putAll(fields);
    merged.values().removeIf(value -> value == null);
    int revision = latest.map(Revision::number).orElse(0) + 1;
    Place place = new Place(caseNumber, section.key(), item, revision);
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
        .param("ciphertext", encrypt(key, merged, place))
        .param("at", Timestamp.from(clock.instant()))
        .param("person", person)
        .update();
  }

  /** The sections that something was written in. */
  Set<Section> written(String caseNumber) {
    return jdbc
        .sql("select distinct section from record.section where case_number = :caseNumber")
        .param("caseNumber", caseNumber)
        .query(String.class)
        .list()
        .stream()
        .flatMap(key -> Section.ofKey(key).stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Section.class)));
  }

  /** The number of the latest revision of each section that something was written in. */
  Map<Section, String> revisions(String caseNumber, Set<Section> wanted) {
    Map<Section, String> revisions = new EnumMap<>(Section.class);
    jdbc.sql(
            """
            select section, cast(max(revision) as text) as text from record.section
            where case_number = :caseNumber and item = '' and section = any(:wanted)
            group by section
            """)
        .param("caseNumber", caseNumber)
        .param("wanted", wanted.stream().map(Section::key).toArray(String[]::new))
        .query(
            row -> {
              String text = row.getString("text");
              Section.ofKey(row.getString("section"))
                  .ifPresent(section -> revisions.put(section, text));
            });
    return revisions;
  }

  /** The items of a section that something was written about, oldest first. */
  List<String> items(String caseNumber, Section section) {
    return jdbc.sql(
            """
            select item from record.section
            where case_number = :caseNumber and section = :section
            group by item order by min(written_at), item
            """)
        .param("caseNumber", caseNumber)
        .param("section", section.key())
        .query(String.class)
        .list();
  }

  /** The number of the latest revision of each section and item. */
  Map<String, Integer> revisionsByItem(String caseNumber, Set<Section> of) {
    Map<String, Integer> revisions = new TreeMap<>();
    jdbc.sql(
            """
            select section || '/' || item as place, max(revision) as revision from record.section
            where case_number = :caseNumber and section = any(:sections) group by 1
            """)
        .param("caseNumber", caseNumber)
        .param("sections", of.stream().map(Section::key).toArray(String[]::new))
        .query(
            row -> {
              revisions.put(row.getString("place"), row.getInt("revision"));
            });
    return revisions;
  }

  /** Takes sections and every revision but the latest away. */
  void strip(String caseNumber, Set<Section> away) {
    jdbc.sql(
            """
            delete from record.section s
            where case_number = :caseNumber and (section = any(:away) or revision <
              (select max(revision) from record.section latest
               where latest.case_number = s.case_number and latest.section = s.section
                 and latest.item = s.item))
            """)
        .param("caseNumber", caseNumber)
        .param("away", away.stream().map(Section::key).toArray(String[]::new))
        .update();
  }

  /** Encrypts every revision there is with another key; who wrote it and when stays. */
  void moveTo(Aead newKey, Aead oldKey, String caseNumber) {
    Map<Place, byte[]> closed = new LinkedHashMap<>();
    jdbc.sql(
            """
            select section, item, revision, ciphertext from record.section
            where case_number = :caseNumber
            """)
        .param("caseNumber", caseNumber)
        .query(
            row -> {
              Place place =
                  new Place(
                      caseNumber,
                      row.getString("section"),
                      row.getString("item"),
                      row.getInt("revision"));
              byte[] words = open(oldKey, row.getBytes("ciphertext"), place);
              closed.put(place, close(newKey, words, place));
            });
    closed.forEach(this::replace);
  }

  private void replace(Place place, byte[] ciphertext) {
    jdbc.sql(
            """
            update record.section set ciphertext = :ciphertext
            where case_number = :caseNumber and section = :section and item = :item
              and revision = :revision
            """)
        .param("ciphertext", ciphertext)
        .param("caseNumber", place.caseNumber())
        .param("section", place.section())
        .param("item", place.item())
        .param("revision", place.revision())
        .update();
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
              Place place = new Place(caseNumber, section.key(), item, revision);
              return new Revision(revision, decrypt(key, row.getBytes("ciphertext"), place));
            })
        .optional();
  }

  private byte[] encrypt(Aead key, Map<String, Object> fields, Place place) {
    try {
      return close(key, json.writeValueAsBytes(fields), place);
    } catch (JsonProcessingException e) {
      // Without the cause: Jackson quotes what it could not write.
      throw new IllegalArgumentException("The section could not be encrypted");
    }
  }

  private Map<String, Object> decrypt(Aead key, byte[] ciphertext, Place place) {
    try {
      return json.readValue(open(key, ciphertext, place), FIELDS);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static byte[] close(Aead key, byte[] words, Place place) {
    try {
      return key.encrypt(words, place.bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The section could not be encrypted");
    }
  }

  private static byte[] open(Aead key, byte[] ciphertext, Place place) {
    try {
      return key.decrypt(ciphertext, place.bytes());
    } catch (GeneralSecurityException e) {
      throw unreadable();
    }
  }

  private static RecordUnreadableException unreadable() {
    return new RecordUnreadableException("A section of the interview record cannot be opened");
  }
}
