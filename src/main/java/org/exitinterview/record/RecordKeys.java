package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.config.PrivateFiles;
import org.exitinterview.config.StartRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One data key per record, wrapped by the key-encryption key in a file that is in no database.
 * Destroying a record's key erases the record, in the backups of its ciphertext too.
 *
 * <p>The wrapped keys are read and written beside the caller's transaction, as in a database of
 * their own. A key made for a transaction that rolls back stays unused; a key that a transaction
 * gives up is marked in it, and destroyed once it is committed.
 */
@Component
class RecordKeys {

  private static final Logger log = LoggerFactory.getLogger(RecordKeys.class);

  private final JdbcClient jdbc;
  private final JdbcClient keyStore;
  private final Clock clock;
  private final Aead keyEncryptionKey;

  RecordKeys(
      JdbcClient jdbc,
      OwnConnections own,
      Clock clock,
      RecordSettings settings,
      ExitInterviewSettings general) {
    this.jdbc = jdbc;
    this.keyStore = own.jdbc();
    this.clock = clock;
    Path mounted = settings.keyFile();
    Path file = mounted == null ? general.dataDir().resolve("record-key.json") : mounted;
    this.keyEncryptionKey = keyEncryptionKey(file.toAbsolutePath().normalize(), mounted == null);
  }

  /**
   * Gives the record a new key. The key it had, if any, is destroyed when the caller's transaction
   * is committed; until then everything else still reads with it.
   */
  Aead renew(String caseNumber) {
    UUID keyId = UUID.randomUUID();
    Aead key = make(keyId, caseNumber);
    markForDestruction(caseNumber);
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
   * @throws RecordUnreadableException if it was destroyed, or was wrapped with another key
   */
  Aead of(String caseNumber) {
    byte[] wrapped =
        jdbc.sql("select key_id from record.interview_record where case_number = :caseNumber")
            .param("caseNumber", caseNumber)
            .query((row, number) -> Optional.ofNullable(row.getObject("key_id", UUID.class)))
            .optional()
            .flatMap(keyId -> keyId)
            .flatMap(this::wrapped)
            .orElseThrow(
                () ->
                    new RecordUnreadableException(
                        "The interview record %s was erased".formatted(caseNumber)));
    try {
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
              wrapped, keyEncryptionKey, bytes(caseNumber))
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new RecordUnreadableException(
          "The interview record %s cannot be opened with the key in use".formatted(caseNumber));
    }
  }

  /** Destroys every key that a committed transaction has given up. */
  void destroyMarked() {
    List<UUID> marked =
        keyStore.sql("select key_id from record.key_to_destroy").query(UUID.class).list();
    for (UUID keyId : marked) {
      keyStore
          .sql("delete from record_keys.record_key where key_id = :keyId")
          .param("keyId", keyId)
          .update();
      keyStore
          .sql("delete from record.key_to_destroy where key_id = :keyId")
          .param("keyId", keyId)
          .update();
    }
  }

  private Aead make(UUID keyId, String caseNumber) {
    try {
      KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
      byte[] wrapped =
          TinkProtoKeysetFormat.serializeEncryptedKeyset(key, keyEncryptionKey, bytes(caseNumber));
      keyStore
          .sql(
              """
              insert into record_keys.record_key (key_id, case_number, wrapped_key, created_at)
              values (:keyId, :caseNumber, :wrapped, :at)
              """)
          .param("keyId", keyId)
          .param("caseNumber", caseNumber)
          .param("wrapped", wrapped)
          .param("at", Timestamp.from(clock.instant()))
          .update();
      return key.getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key could be made for the record " + caseNumber);
    }
  }

  private Optional<byte[]> wrapped(UUID keyId) {
    return keyStore
        .sql("select wrapped_key from record_keys.record_key where key_id = :keyId")
        .param("keyId", keyId)
        .query(byte[].class)
        .optional();
  }

  private void markForDestruction(String caseNumber) {
    int marked =
        jdbc.sql(
                """
                insert into record.key_to_destroy (key_id, marked_at)
                select key_id, :at from record.interview_record
                where case_number = :caseNumber and key_id is not null
                """)
            .param("at", Timestamp.from(clock.instant()))
            .param("caseNumber", caseNumber)
            .update();
    if (marked > 0) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              destroyNow();
            }
          });
    }
  }

  /** What fails here is tried again by the schedule; the step itself is already committed. */
  private void destroyNow() {
    try {
      destroyMarked();
    } catch (DataAccessException e) {
      log.warn("A key that was given up is not destroyed yet; this is tried again", e);
    }
  }

  private Aead keyEncryptionKey(Path file, boolean mayGenerate) {
    try {
      AeadConfig.register();
      if (!Files.exists(file)) {
        generate(file, mayGenerate);
      }
      return TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), InsecureSecretKeyAccess.get())
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new StartRefusedException(
          "The key of the interview records cannot be read: %s is not a key file.".formatted(file),
          "Put a sealed copy of the key file back there.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void generate(Path file, boolean mayGenerate)
      throws IOException, GeneralSecurityException {
    boolean recordsExist =
        jdbc.sql("select exists (select from record_keys.record_key)")
            .query(Boolean.class)
            .single();
    if (recordsExist) {
      throw new StartRefusedException(
          "There are interview records, but their key is missing: %s does not exist."
              .formatted(file),
          "Put a sealed copy of the key file back there. No new key is made, because it could not"
              + " open the records.");
    }
    if (!mayGenerate) {
      throw new StartRefusedException(
          "There is no key for the interview records: %s does not exist.".formatted(file),
          "Put the key file there, or leave exitinterview.record.key-file (environment:"
              + " EXITINTERVIEW_RECORD_KEYFILE) unset to have a key made in the data folder.");
    }
    log.warn(
        "Made the key of the interview records: {}. Without it no record can ever be read again:"
            + " keep two sealed copies apart from the database's backups",
        file);
    Path folder = file.getParent();
    if (folder != null) {
      PrivateFiles.createDirectory(folder);
    }
    PrivateFiles.write(
        file,
        TinkJsonProtoKeysetFormat.serializeKeyset(
            KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
            InsecureSecretKeyAccess.get()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
