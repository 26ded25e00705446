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
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.config.PrivateFiles;
import org.exitinterview.config.StartRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One data key per record, wrapped by the key-encryption key in a file that is in no database.
 * Destroying a record's key erases the record, in the backups of its ciphertext too.
 */
@Component
class RecordKeys {

  private static final Logger log = LoggerFactory.getLogger(RecordKeys.class);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Aead keyEncryptionKey;

  RecordKeys(JdbcClient jdbc, Clock clock, RecordSettings settings, ExitInterviewSettings general) {
    this.jdbc = jdbc;
    this.clock = clock;
    Path mounted = settings.keyFile();
    Path file = mounted == null ? general.dataDir().resolve("record-key.json") : mounted;
    this.keyEncryptionKey = keyEncryptionKey(file.toAbsolutePath().normalize(), mounted == null);
  }

  /** Makes and keeps the key of a new record. */
  Aead create(String caseNumber) {
    try {
      KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
      byte[] wrapped =
          TinkProtoKeysetFormat.serializeEncryptedKeyset(key, keyEncryptionKey, bytes(caseNumber));
      jdbc.sql(
              """
              insert into record_keys.record_key (case_number, wrapped_key, created_at)
              values (:caseNumber, :wrapped, :at)
              """)
          .param("caseNumber", caseNumber)
          .param("wrapped", wrapped)
          .param("at", Timestamp.from(clock.instant()))
          .update();
      return key.getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key could be made for the record " + caseNumber);
    }
  }

  /**
   * The key of a record.
   *
   * @throws RecordUnreadableException if it was destroyed, or was wrapped with another key
   */
  Aead of(String caseNumber) {
    byte[] wrapped =
        jdbc.sql("select wrapped_key from record_keys.record_key where case_number = :caseNumber")
            .param("caseNumber", caseNumber)
            .query(byte[].class)
            .optional()
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
