package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One data key per record, wrapped by the key-encryption key, which is in no database. Destroying a
 * record's key erases the record, in the backups of its ciphertext too.
 *
 * <p>The wrapped keys are read and written beside the caller's transaction, in a database of their
 * own. A key made for a transaction that rolls back is taken away again; a key that a transaction
 * gives up is marked in it, and destroyed once it is committed.
 */
@Component
class RecordKeys {

  private static final Logger log = LoggerFactory.getLogger(RecordKeys.class);

  /** Stands where other keys have a case number. */
  private static final String READ_LOG = "read-log";

  /** No transaction takes as long: a key that no record names after it never will be named. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofHours(1);

  private static final UUID READ_LOG_KEY = UUID.nameUUIDFromBytes(bytes(READ_LOG));

  private final JdbcClient jdbc;
  private final JdbcClient alone;
  private final JdbcClient keyStore;
  private final Clock clock;
  private final KeyEncryptionKey keyEncryptionKey;

  RecordKeys(
      JdbcClient jdbc,
      OwnConnections own,
      KeyDatabase keyDatabase,
      KeyEncryptionKey keyEncryptionKey,
      Clock clock) {
    this.jdbc = jdbc;
    this.alone = own.jdbc();
    this.keyStore = keyDatabase.jdbc();
    this.keyEncryptionKey = keyEncryptionKey;
    this.clock = clock;
  }

  /**
   * Gives the record a new key. The key it had, if any, is destroyed when the caller's transaction
   * is committed; until then everything else still reads with it.
   */
  Aead renew(String caseNumber) {
    UUID keyId = UUID.randomUUID();
    Aead key = make(keyId, caseNumber);
    takeAwayUnlessCommitted(keyId);
    markForDestruction(
        jdbc.sql(
                """
                select key_id from record.interview_record
                where case_number = :caseNumber and key_id is not null
                """)
            .param("caseNumber", caseNumber)
            .query(UUID.class)
            .list());
    jdbc.sql(
            """
            update record.interview_record set key_id = :keyId where case_number = :caseNumber
            """)
        .param("keyId", keyId)
        .param("caseNumber", caseNumber)
        .update();
    return key;
  }

  /**
   * The key of a record.
   *
   * @throws RecordErasedException if it was destroyed
   * @throws RecordUnreadableException if it was wrapped with a key that is not in the key file
   */
  Aead of(String caseNumber) {
    byte[] wrapped =
        jdbc.sql("select key_id from record.interview_record where case_number = :caseNumber")
            .param("caseNumber", caseNumber)
            .query((row, number) -> Optional.ofNullable(row.getObject("key_id", UUID.class)))
            .optional()
            .flatMap(keyId -> keyId)
            .flatMap(this::wrapped)
            .orElseThrow(() -> erased(caseNumber));
    try {
      return unwrap(wrapped, caseNumber).getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new RecordUnreadableException(
          "The interview record %s cannot be opened with the key in use".formatted(caseNumber));
    }
  }

  /**
   * Erases a record: destroys every key it has or had when the caller's transaction is committed.
   */
  void destroy(String caseNumber) {
    List<UUID> keyIds =
        keyStore
            .sql("select key_id from vault_keys.data_key where case_number = :caseNumber")
            .param("caseNumber", caseNumber)
            .query(UUID.class)
            .list();
    markForDestruction(keyIds);
    jdbc.sql("update record.interview_record set key_id = null where case_number = :caseNumber")
        .param("caseNumber", caseNumber)
        .update();
  }

  /**
   * Wraps every key that an earlier key of the key file wraps with the current one, so that the
   * earlier one can be taken out of the file. Records stay readable meanwhile.
   *
   * @return how many keys were wrapped anew
   */
  int rewrap() {
    KeyEncryptionKey.InUse current = keyEncryptionKey.inUse();
    int rewrapped = 0;
    UUID after = new UUID(0, 0);
    List<Wrapped> batch;
    do {
      batch = wrappedWithAnother(current.id(), after);
      for (Wrapped key : batch) {
        after = key.keyId();
        rewrapped += rewrap(key, current);
      }
    } while (!batch.isEmpty());
    if (rewrapped > 0) {
      log.info(
          "Wrapped {} keys of interview records anew, with key {} of the key file",
          rewrapped,
          current.id());
    }
    return rewrapped;
  }

  /** The key that seals the read log; made when it is first asked for, and never destroyed. */
  Mac ofReadLog() {
    try {
      Optional<byte[]> wrapped = wrapped(READ_LOG_KEY);
      if (wrapped.isEmpty()) {
        store(
            READ_LOG_KEY,
            READ_LOG,
            KeysetHandle.generateNew(PredefinedMacParameters.HMAC_SHA256_256BITTAG));
        // Another machine may have been faster.
        wrapped = wrapped(READ_LOG_KEY);
      }
      return unwrap(wrapped.orElseThrow(), READ_LOG)
          .getPrimitive(RegistryConfiguration.get(), Mac.class);
    } catch (GeneralSecurityException e) {
      throw new RecordUnreadableException(
          "The key of the read log cannot be opened with the key in use");
    }
  }

  /** Destroys every key that a committed transaction has given up. */
  void destroyMarked() {
    for (UUID keyId :
        alone.sql("select key_id from record.key_to_destroy").query(UUID.class).list()) {
      destroy(keyId);
      alone
          .sql("delete from record.key_to_destroy where key_id = :keyId")
          .param("keyId", keyId)
          .update();
    }
  }

  /**
   * Destroys every key that a crash left behind before a record was kept under it. A key that was
   * once seen in use is settled and never looked at again: whatever state the records are restored
   * to, none of their keys is swept up.
   */
  void destroyUnused() {
    List<UUID> unsettled =
        keyStore
            .sql(
                """
                select key_id from vault_keys.data_key
                where not settled and created_at < :before and key_id <> :readLog limit 1000
                """)
            .param("before", Timestamp.from(clock.instant().minus(LONGEST_TRANSACTION)))
            .param("readLog", READ_LOG_KEY)
            .query(UUID.class)
            .list();
    if (unsettled.isEmpty()) {
      return;
    }
    Set<UUID> inUse =
        Set.copyOf(
            alone
                .sql("select key_id from record.interview_record where key_id = any(:keyIds)")
                .param("keyIds", unsettled.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    keyStore
        .sql("update vault_keys.data_key set settled = true where key_id = any(:keyIds)")
        .param("keyIds", inUse.toArray(UUID[]::new))
        .update();
    unsettled.stream().filter(keyId -> !inUse.contains(keyId)).forEach(this::destroy);
  }

  /** Removes what destroyed keys left in the files of the database. */
  void vacuum() {
    keyStore.sql("vacuum vault_keys.data_key").update();
  }

  private RecordErasedException erased(String caseNumber) {
    return jdbc.sql(
            """
            select erased_at, erasure_complete_on from record.interview_record
            where case_number = :caseNumber and erased_at is not null
            """)
        .param("caseNumber", caseNumber)
        .query(
            (row, number) ->
                new RecordErasedException(
                    caseNumber,
                    LocalDate.ofInstant(row.getTimestamp("erased_at").toInstant(), clock.getZone()),
                    row.getObject("erasure_complete_on", LocalDate.class)))
        .optional()
        .orElseGet(() -> new RecordErasedException(caseNumber));
  }

  private Aead make(UUID keyId, String caseNumber) {
    try {
      KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
      store(keyId, caseNumber, key);
      return key.getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key could be made for the record " + caseNumber);
    }
  }

  /** Keeps the key, wrapped, unless there is one with that id. */
  private void store(UUID keyId, String caseNumber, KeysetHandle key)
      throws GeneralSecurityException {
    KeyEncryptionKey.InUse current = keyEncryptionKey.inUse();
    keyStore
        .sql(
            """
            insert into vault_keys.data_key
              (key_id, case_number, wrapped_key, wrapped_with, created_at)
            values (:keyId, :caseNumber, :wrapped, :with, :at) on conflict (key_id) do nothing
            """)
        .param("keyId", keyId)
        .param("caseNumber", caseNumber)
        .param(
            "wrapped",
            TinkProtoKeysetFormat.serializeEncryptedKeyset(key, current.aead(), bytes(caseNumber)))
        .param("with", current.id())
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  private Optional<byte[]> wrapped(UUID keyId) {
    return keyStore
        .sql("select wrapped_key from vault_keys.data_key where key_id = :keyId")
        .param("keyId", keyId)
        .query(byte[].class)
        .optional();
  }

  private KeysetHandle unwrap(byte[] wrapped, String caseNumber) throws GeneralSecurityException {
    try {
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
          wrapped, keyEncryptionKey.inUse().aead(), bytes(caseNumber));
    } catch (GeneralSecurityException e) {
      // Another machine may have seen a new key file first, and wrapped with its key.
      if (keyEncryptionKey.follow()) {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(
            wrapped, keyEncryptionKey.inUse().aead(), bytes(caseNumber));
      }
      throw e;
    }
  }

  private record Wrapped(UUID keyId, String caseNumber) {}

  private List<Wrapped> wrappedWithAnother(long current, UUID after) {
    return keyStore
        .sql(
            """
            select key_id, case_number from vault_keys.data_key
            where key_id > :after and wrapped_with is distinct from :current
            order by key_id limit 500
            """)
        .param("after", after)
        .param("current", current)
        .query(
            (row, number) ->
                new Wrapped(row.getObject("key_id", UUID.class), row.getString("case_number")))
        .list();
  }

  /** Changes nothing if the key was destroyed meanwhile, or cannot be opened. */
  private int rewrap(Wrapped key, KeyEncryptionKey.InUse current) {
    Optional<byte[]> before = wrapped(key.keyId());
    if (before.isEmpty()) {
      return 0;
    }
    try {
      byte[] anew =
          TinkProtoKeysetFormat.serializeEncryptedKeyset(
              unwrap(before.get(), key.caseNumber()), current.aead(), bytes(key.caseNumber()));
      return keyStore
          .sql(
              """
              update vault_keys.data_key set wrapped_key = :anew, wrapped_with = :current
              where key_id = :keyId
              """)
          .param("anew", anew)
          .param("current", current.id())
          .param("keyId", key.keyId())
          .update();
    } catch (GeneralSecurityException e) {
      log.warn("The key of the interview record {} cannot be opened", key.caseNumber());
      return 0;
    }
  }

  private void markForDestruction(List<UUID> keyIds) {
    for (UUID keyId : keyIds) {
      jdbc.sql(
              """
              insert into record.key_to_destroy (key_id, marked_at) values (:keyId, :at)
              on conflict do nothing
              """)
          .param("keyId", keyId)
          .param("at", Timestamp.from(clock.instant()))
          .update();
    }
    if (!keyIds.isEmpty()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              destroyNow();
            }
          });
    }
  }

  private void takeAwayUnlessCommitted(UUID keyId) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            if (status == STATUS_ROLLED_BACK) {
              destroy(keyId);
            }
          }
        });
  }

  private void destroy(UUID keyId) {
    keyStore
        .sql("delete from vault_keys.data_key where key_id = :keyId")
        .param("keyId", keyId)
        .update();
  }

  /** What fails here is tried again by the schedule; the step itself is already committed. */
  private void destroyNow() {
    try {
      destroyMarked();
    } catch (DataAccessException e) {
      log.warn("A key that was given up is not destroyed yet; this is tried again", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
