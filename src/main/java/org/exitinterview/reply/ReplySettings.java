package org.exitinterview.reply;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long links serve, all of it local choice.
 *
 * @param validFor how long a link opens its step; afterwards a new one comes by mail
 * @param correctFor how long an answer may be taken back
 */
@ConfigurationProperties("exitinterview.reply")
record ReplySettings(
    @DefaultValue("P30D") Duration validFor, @DefaultValue("PT2H") Duration correctFor) {}
