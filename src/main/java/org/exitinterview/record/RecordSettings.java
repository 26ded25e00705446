package org.exitinterview.record;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the record vault.
 *
 * @param keyFile file with the key that wraps the records' keys, such as a mounted secret; it must
 *     exist. Unset means {@code record-key.json} in the data folder, made at the first start
 */
@ConfigurationProperties("exitinterview.record")
record RecordSettings(@Nullable Path keyFile) {}
