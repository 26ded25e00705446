package org.exitinterview.record;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the record vault.
 *
 * @param keyFile file with the key that wraps the records' keys, such as a mounted secret; it must
 *     exist. Unset means {@code record-key.json} in the data folder, made at the first start
 * @param keyBackupDays how long backups of the records' keys are kept, in days: an erasure is
 *     complete when the last of them has expired
 */
@ConfigurationProperties("exitinterview.record")
record RecordSettings(@Nullable Path keyFile, @DefaultValue("14") int keyBackupDays) {}
