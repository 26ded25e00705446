package org.exitinterview.notification;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What mails need to know about the place they come from.
 *
 * @param baseUrl address under which people reach the application, for the links in mails
 * @param mailFrom the sender's address
 * @param urgentUrl gateway for urgent messages to telephones; null writes them to files
 */
@ConfigurationProperties("exitinterview")
record NotificationSettings(
    @DefaultValue("http://localhost:8080") URI baseUrl,
    @DefaultValue("exit-interviews@localhost") String mailFrom,
    @Nullable URI urgentUrl) {}
