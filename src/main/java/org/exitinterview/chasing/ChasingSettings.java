package org.exitinterview.chasing;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an authority sets about its working days.
 *
 * @param closingDays days on which the authority is closed beside weekends and bank holidays, and
 *     one-off bank holidays that are proclaimed after this release; as {@link ClosingDays} reads
 *     them
 */
@ConfigurationProperties("exitinterview")
record ChasingSettings(@DefaultValue Set<String> closingDays) {}
