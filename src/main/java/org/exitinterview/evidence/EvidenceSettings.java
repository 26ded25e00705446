package org.exitinterview.evidence;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is taken as evidence, all of it local choice.
 *
 * @param largestFile of one file, in bytes; at most what one upload may hold at all
 * @param mostFiles for one recommendation
 * @param clamav host and port of a ClamAV daemon that looks at each file, such as {@code
 *     scanner:3310}; unset means that none does
 * @param scanTimeout how long the daemon may take
 */
@ConfigurationProperties("exitinterview.evidence")
public record EvidenceSettings(
    @DefaultValue("5000000") long largestFile,
    @DefaultValue("10") int mostFiles,
    @Nullable String clamav,
    @DefaultValue("30s") Duration scanTimeout) {}
