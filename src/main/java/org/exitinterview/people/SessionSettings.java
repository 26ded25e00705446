package org.exitinterview.people;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a login lasts; after how long without use it ends is {@code
 * server.servlet.session.timeout}.
 *
 * @param atMost how long it lasts at most, used or not
 */
@ConfigurationProperties("exitinterview.session")
record SessionSettings(@DefaultValue("PT10H") Duration atMost) {}
