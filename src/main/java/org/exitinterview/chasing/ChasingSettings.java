package org.exitinterview.chasing;

import java.time.LocalDate;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * What an authority sets about its working days.
 *
 * @param closingDays days on which the authority is closed beside weekends and bank holidays, and
 *     one-off bank holidays that are proclaimed after this release; ISO dates
 */
@ConfigurationProperties("exitinterview")
record ChasingSettings(
    @DefaultValue @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) Set<LocalDate> closingDays) {}
