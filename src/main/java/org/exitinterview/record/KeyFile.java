package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.config.PrivateFiles;
import org.exitinterview.config.StartRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A key-encryption key in a file, such as a mounted secret.
 *
 * <p>The file is a Tink keyset: its primary key wraps, every key in it opens. To change the key
 * while the service runs, put a file there that has the old key and a new primary one; when every
 * record's key is wrapped with the new one, put a file there without the old one.
 */
final class KeyFile implements KeyEncryptionKey {

  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);

  private record Read(InUse keys, String content) {}

  private final JdbcClient keyStore;
  private final Path file;
  private volatile Read read;

  KeyFile(KeyDatabase keyDatabase, RecordSettings settings, ExitInterviewSettings general) {
    this.keyStore = keyDatabase.jdbc();
    this.file = path(settings, general);
    try {
      if (!Files.exists(file)) {
        generate(settings.keyFile() == null);
      }
      this.read = read(Files.readString(file));
    } catch (GeneralSecurityException e) {
      throw new StartRefusedException(
          "The key of the interview records cannot be read: %s is not a key file.".formatted(file),
          "Put a sealed copy of the key file back there.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the settings say the file is, whether it is there or not. */
  static Path path(RecordSettings settings, ExitInterviewSettings general) {
    Path mounted = settings.keyFile();
    return (mounted == null ? general.dataDir().resolve("record-key.json") : mounted)
        .toAbsolutePath()
        .normalize();
  }

  @Override
  public InUse inUse() {
    return read.keys();
  }

  /**
   * Reads the file again. A file that is broken, or lacks a key that records still need, is not
   * taken over: the service goes on with the keys it has, and says so in its log.
   */
  @Override
  public synchronized boolean follow() {
    try {
      String content = Files.readString(file);
      if (content.equals(read.content())) {
        return false;
      }
      Read next = read(content);
      List<Long> missing =
          needed().stream()
              .filter(id -> read.keys().ids().contains(id) && !next.keys().ids().contains(id))
              .toList();
      if (!missing.isEmpty()) {
        log.error(
            "The new key file lacks keys that interview records still need: {}. Put a file there"
                + " that has them too.",
            missing);
        return false;
      }
      read = next;
      log.info("The key file was changed: its key {} wraps from now on", next.keys().id());
      return true;
    } catch (GeneralSecurityException | IOException e) {
      // Without the cause, which may quote the file.
      log.error("The key file was changed and cannot be read. Put a sealed copy back.");
      return false;
    }
  }

  private List<Long> needed() {
    return keyStore
        .sql(
            """
            select distinct wrapped_with from vault_keys.data_key where wrapped_with is not null
            """)
        .query(Long.class)
        .list();
  }

  private static Read read(String content) throws GeneralSecurityException {
    KeysetHandle keys =
        TinkJsonProtoKeysetFormat.parseKeyset(content, InsecureSecretKeyAccess.get());
    return new Read(
        new InUse(
            keys.getPrimitive(RegistryConfiguration.get(), Aead.class),
            keys.getPrimary().getId(),
            IntStream.range(0, keys.size())
                .mapToObj(index -> (long) keys.getAt(index).getId())
                .collect(Collectors.toUnmodifiableSet())),
        content);
  }

  private void generate(boolean mayGenerate) throws IOException, GeneralSecurityException {
    boolean recordsExist =
        keyStore
            .sql("select exists (select from vault_keys.data_key)")
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
}
