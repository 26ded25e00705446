package org.exitinterview.notification;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What mails need to know about the place they come from.
 *
 * @param baseUrl address under which people reach the application, for the links in mails
 * @param mailFrom the sender's address
 */
@ConfigurationProperties("exitinterview")
record NotificationSettings(
    @DefaultValue("http://localhost:8080") URI baseUrl,
    @DefaultValue("exit-interviews@localhost") String mailFrom) {}
