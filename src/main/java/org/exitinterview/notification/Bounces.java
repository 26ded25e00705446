package org.exitinterview.notification;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mails that came back. A mail server reports them in a message of its own (RFC 3464), which quotes
 * the Message-ID of ours; nothing else of the report is looked at or kept.
 */
@Service
class Bounces {

  private static final String BOUNCED = "BOUNCED";
  private static final Pattern OURS =
      Pattern.compile("<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@");
  private static final Pattern FAILED =
      Pattern.compile("^Action:\\s*failed\\b", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private final JdbcClient database;
  private final ApplicationEventPublisher events;

  Bounces(JdbcClient database, ApplicationEventPublisher events) {
    this.database = database;
    this.events = events;
  }

  /**
   * Takes a report in.
   *
   * @return whether it says that a mail of ours failed for good
   */
  @Transactional
  public boolean take(byte[] report) {
    return failedMail(report).map(this::note).orElse(false);
  }

  private boolean note(UUID mail) {
    List<MailUndeliverable> failed =
        database
            .sql(
                """
                update outbox.mail
                   set failure = :failure, sent_at = null, next_attempt_at = null
                  from outbox.message m
                 where coalesce(mail.digest_id, mail.id) = :id and m.id = mail.message_id
                   and mail.failure is distinct from :failure
                returning mail.person, m.case_number, m.task_id
                """)
            .param("id", mail)
            .param("failure", BOUNCED)
            .query(MailUndeliverable.class)
            .list();
    failed.forEach(events::publishEvent);
    return !failed.isEmpty();
  }

  private static Optional<UUID> failedMail(byte[] report) {
    try {
      MimeMessage message =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(report));
      if (!message.isMimeType("multipart/report")
          || !(message.getContent() instanceof Multipart parts)) {
        return Optional.empty();
      }
      boolean failed = false;
      Optional<UUID> ours = Optional.empty();
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart part = parts.getBodyPart(i);
        if (part.isMimeType("message/delivery-status")) {
          failed = FAILED.matcher(text(part)).find();
        } else if (part.isMimeType("text/rfc822-headers") || part.isMimeType("message/rfc822")) {
          ours = id(new InternetHeaders(part.getInputStream()).getHeader("Message-ID", null));
        }
      }
      return failed ? ours : Optional.empty();
    } catch (MessagingException | IOException unreadable) {
      return Optional.empty();
    }
  }

  private static String text(Part part) throws MessagingException, IOException {
    try (InputStream content = part.getInputStream()) {
      return new String(content.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    }
  }

  private static Optional<UUID> id(@Nullable String messageId) {
    Matcher ours = OURS.matcher(messageId == null ? "" : messageId);
    return ours.find() ? Optional.of(UUID.fromString(ours.group(1))) : Optional.empty();
  }
}
