package org.exitinterview.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the service itself has left of a record: its circulation list and the acts of people on it,
 * sealed as a whole. Whoever holds the database can take a row away or put one back; it is noticed,
 * and nothing is read until the record is as it was.
 */
@Repository
class SealedState {

  private static final Logger log = LoggerFactory.getLogger(SealedState.class);

  private static final byte[] NOTHING = {};

  /**
   * The list with all that ended, the acts and the statements on it, in one line and one statement.
   */
  private static final String STATE =
      """
      select encode(r.state_seal, 'hex') as seal, concat_ws(E'\\n',
        (select string_agg(concat_ws('|', c.id, c.reader_kind, c.reader_id, c.section, c.item,
             c.access, c.basis, c.granted_by, extract(epoch from c.granted_at),
             extract(epoch from c.ended_at), c.ended_by), E'\\n' order by c.id)
           from record.circulation c where c.case_number = r.case_number),
        (select string_agg(concat_ws('|', a.position, encode(sha256(a.act), 'hex')), E'\\n'
             order by a.position)
           from record.sealed_act a where a.case_number = r.case_number),
        (select string_agg(concat_ws('|', d.id, d.kind, d.made_by, extract(epoch from d.made_at),
             encode(sha256(convert_to(d.statement, 'UTF8')), 'hex')), E'\\n' order by d.id)
           from record.circulation_decision d where d.case_number = r.case_number)) as state
      from record.interview_record r where r.case_number = :caseNumber
      """;

  private final JdbcClient jdbc;
  private final RecordKeys keys;
  private final ObjectMapper json;

  SealedState(JdbcClient jdbc, RecordKeys keys, ObjectMapper json) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.json = json;
  }

  /**
   * The key of a record that is about to be changed, which others cannot change meanwhile. What
   * somebody changed by hand is never sealed anew.
   *
   * @throws RecordUnreadableException if somebody did
   */
  Aead keyToChangeWith(String caseNumber) {
    lock(caseNumber);
    Aead key = keys.of(caseNumber);
    requireIntact(key, caseNumber);
    return key;
  }

  /**
   * Makes others who change the record wait: two writers must not lose each other's fields, and
   * nobody may still write with a key that is being given up.
   */
  void lock(String caseNumber) {
    if (isKnown(caseNumber)) {
      return;
    }
    jdbc.sql(
            """
            select case_number from record.interview_record
            where case_number = :caseNumber for no key update
            """)
        .param("caseNumber", caseNumber)
        .query(String.class)
        .optional();
    held().ifPresent(held -> held.locked(caseNumber));
  }

  void requireIntact(Aead key, String caseNumber) {
    if (!isIntact(key, caseNumber)) {
      reportChangedByHand(caseNumber);
      throw new RecordUnreadableException(
          "The circulation list of %s was changed by hand".formatted(caseNumber));
    }
  }

  static void reportChangedByHand(String caseNumber) {
    log.error(
        "The circulation list of {} is not as this service left it; nobody reads the record until"
            + " it is put back",
        caseNumber);
  }

  /**
   * Seals what there will be when the transaction commits: a step puts several people on the list,
   * and nobody else can change it before.
   */
  void seal(Aead key, String caseNumber) {
    held().ifPresentOrElse(held -> held.changed(caseNumber, key), () -> sealNow(key, caseNumber));
  }

  private void sealNow(Aead key, String caseNumber) {
    byte[] state = encrypt(key, NOTHING, state(caseNumber, current(caseNumber).text()));
    jdbc.sql(
            """
            update record.interview_record set state_seal = :seal where case_number = :caseNumber
            """)
        .param("seal", state)
        .param("caseNumber", caseNumber)
        .update();
  }

  /**
   * Whether everything is as the service left it; looked at once in a transaction that holds the
   * record.
   */
  boolean isIntact(Aead key, String caseNumber) {
    if (isKnown(caseNumber)) {
      return true;
    }
    boolean intact = isAsSealed(key, caseNumber);
    if (intact) {
      held().ifPresent(held -> held.found(caseNumber));
    }
    return intact;
  }

  private boolean isKnown(String caseNumber) {
    return held().filter(held -> held.isKnown(caseNumber)).isPresent();
  }

  private Optional<HeldRecords> held() {
    return HeldRecords.inThisTransaction(this, this::sealNow);
  }

  private boolean isAsSealed(Aead key, String caseNumber) {
    Current current = current(caseNumber);
    if (current.seal() == null) {
      return false;
    }
    try {
      return key.decrypt(HexFormat.of().parseHex(current.seal()), state(caseNumber, current.text()))
              .length
          == 0;
    } catch (GeneralSecurityException changed) {
      return false;
    }
  }

  /** Adds an act after all others. */
  void add(Aead key, String caseNumber, SealedAct act) {
    int position = positions(caseNumber) + 1;
    jdbc.sql(
            """
            insert into record.sealed_act (case_number, position, act)
            values (:caseNumber, :position, :act)
            """)
        .param("caseNumber", caseNumber)
        .param("position", position)
        .param("act", encrypt(key, bytes(act), place(caseNumber, position)))
        .update();
  }

  /** All acts, oldest first. */
  List<SealedAct> acts(Aead key, String caseNumber) {
    List<SealedAct> acts = new ArrayList<>();
    stored(caseNumber)
        .forEach((position, act) -> acts.add(act(decrypt(key, act, place(caseNumber, position)))));
    return acts;
  }

  /** Encrypts the acts with another key. */
  void moveTo(Aead newKey, Aead oldKey, String caseNumber) {
    stored(caseNumber)
        .forEach(
            (position, act) -> {
              byte[] place = place(caseNumber, position);
              jdbc.sql(
                      """
                      update record.sealed_act set act = :act
                      where case_number = :caseNumber and position = :position
                      """)
                  .param("act", encrypt(newKey, decrypt(oldKey, act, place), place))
                  .param("caseNumber", caseNumber)
                  .param("position", position)
                  .update();
            });
  }

  private record Current(@Nullable String seal, String text) {}

  private Current current(String caseNumber) {
    Optional<Current> current =
        jdbc.sql(STATE)
            .param("caseNumber", caseNumber)
            .query((row, number) -> new Current(row.getString("seal"), row.getString("state")))
            .optional();
    return current.orElseThrow(() -> new RecordErasedException(caseNumber));
  }

  private int positions(String caseNumber) {
    return jdbc.sql(
            """
            select coalesce(max(position), 0) from record.sealed_act
            where case_number = :caseNumber
            """)
        .param("caseNumber", caseNumber)
        .query(Integer.class)
        .single();
  }

  private Map<Integer, byte[]> stored(String caseNumber) {
    Map<Integer, byte[]> stored = new LinkedHashMap<>();
    jdbc.sql(
            """
            select position, act from record.sealed_act
            where case_number = :caseNumber order by position
            """)
        .param("caseNumber", caseNumber)
        .query(
            row -> {
              stored.put(row.getInt("position"), row.getBytes("act"));
            });
    return stored;
  }

  private byte[] bytes(SealedAct act) {
    try {
      return json.writeValueAsBytes(act);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("An act holds codes, numbers, flags and dates");
    }
  }

  private SealedAct act(byte[] act) {
    try {
      return json.readValue(act, SealedAct.class);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static byte[] state(String caseNumber, String text) {
    return ("state\n" + caseNumber + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] place(String caseNumber, int position) {
    return ("act\n" + caseNumber + "\n" + position).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encrypt(Aead key, byte[] plain, byte[] boundTo) {
    try {
      return key.encrypt(plain, boundTo);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The state of a record could not be sealed");
    }
  }

  private static byte[] decrypt(Aead key, byte[] closed, byte[] boundTo) {
    try {
      return key.decrypt(closed, boundTo);
    } catch (GeneralSecurityException e) {
      throw unreadable();
    }
  }

  private static RecordUnreadableException unreadable() {
    return new RecordUnreadableException("An act on the interview record cannot be opened");
  }
}
