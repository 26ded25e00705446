package org.exitinterview.record;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the record vault.
 *
 * @param keyFile file with the key that wraps the records' keys, such as a mounted secret; it must
 *     exist. Unset means {@code record-key.json} in the data folder, made at the first start
 * @param kmsKey address of a key in a key management service, as Tink writes it, that wraps the
 *     records' keys instead; a key file then only opens what it wrapped before
 * @param keyBackupDays how long backups of the records' keys are kept, in days: an erasure is
 *     complete when the last of them has expired
 * @param keys the database of the records' keys
 * @param override how long the safeguarding lead reads what the circulation list withholds
 */
@ConfigurationProperties("exitinterview.record")
record RecordSettings(
    @Nullable Path keyFile,
    @Nullable String kmsKey,
    @DefaultValue("14") int keyBackupDays,
    @DefaultValue Keys keys,
    @DefaultValue("72h") Duration override) {

  /**
   * Where the records' keys are, and the login that only they have.
   *
   * @param url unset means a database beside the main one
   */
  record Keys(@Nullable String url, @Nullable String username, @Nullable String password) {}
}
