package org.exitinterview.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.exitinterview.config.ExitInterviewSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** Chooses how mails leave: by the mail server when {@code spring.mail.host} is set, else files. */
@Configuration
class NotificationConfiguration {

  @Bean
  MailTransport mailTransport(
      ObjectProvider<JavaMailSender> mailServer,
      MailFormat format,
      ExitInterviewSettings settings) {
    JavaMailSender sender = mailServer.getIfAvailable();
    return sender == null
        ? new FileTransport(settings.dataDir(), format)
        : new SmtpTransport(sender, format);
  }

  @Bean
  UrgentTransport urgentTransport(
      NotificationSettings settings, ExitInterviewSettings place, ObjectMapper json) {
    URI gateway = settings.urgentUrl();
    return gateway == null ? new UrgentFiles(place.dataDir()) : new WebhookTransport(gateway, json);
  }
}
