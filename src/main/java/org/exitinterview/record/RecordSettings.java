package org.exitinterview.record;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the record vault.
 *
 * @param keyFile file with the key that wraps the records' keys; unset means {@code
 *     record-key.json} in the data folder
 * @param generateKey whether a missing key file is written at start; unset means: only with the
 *     embedded database
 */
@ConfigurationProperties("exitinterview.record")
record RecordSettings(@Nullable Path keyFile, @Nullable Boolean generateKey) {}
