package org.exitinterview.notification;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.springframework.mail.MailPreparationException;
import org.springframework.stereotype.Component;

/** Turns a mail into the form mail servers exchange. */
@Component
class MailFormat {

  private static final String MESSAGE_ID = "Message-ID";

  private final NotificationSettings settings;
  private final Clock clock;

  MailFormat(NotificationSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The mail as a MIME message.
   *
   * @throws AddressRefusedException if the recipient's address is malformed
   * @throws MailPreparationException if the message cannot be made, such as for a malformed sender
   */
  MimeMessage message(Mail mail) {
    InternetAddress recipient = recipient(mail);
    try {
      InternetAddress sender = new InternetAddress(settings.mailFrom(), true);
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
      message.setFrom(sender);
      message.setRecipient(Message.RecipientType.TO, recipient);
      message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
      message.setText(mail.text(), StandardCharsets.UTF_8.name());
      message.setSentDate(Date.from(clock.instant()));
      // Keeps out-of-office answers from coming back to an address that nobody reads.
      message.setHeader("Auto-Submitted", "auto-generated");
      message.saveChanges();
      String address = sender.getAddress();
      message.setHeader(
          MESSAGE_ID, "<" + mail.id() + address.substring(address.lastIndexOf('@')) + ">");
      return message;
    } catch (MessagingException e) {
      throw new MailPreparationException("The mail could not be put together", e);
    }
  }

  private static InternetAddress recipient(Mail mail) {
    try {
      return new InternetAddress(mail.to(), true);
    } catch (AddressException malformed) {
      throw new AddressRefusedException();
    }
  }
}
