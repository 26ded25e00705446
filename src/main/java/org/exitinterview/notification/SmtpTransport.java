package org.exitinterview.notification;

import jakarta.mail.Address;
import jakarta.mail.SendFailedException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/** Hands mails to the authority's mail server. */
class SmtpTransport implements MailTransport {

  private final JavaMailSender sender;
  private final MailFormat format;

  SmtpTransport(JavaMailSender sender, MailFormat format) {
    this.sender = sender;
    this.format = format;
  }

  @Override
  public void send(Mail mail) {
    try {
      sender.send(format.message(mail));
    } catch (MailSendException e) {
      if (e.getFailedMessages().values().stream().anyMatch(SmtpTransport::isAddressRefused)) {
        throw new AddressRefusedException();
      }
      throw e;
    }
  }

  /** The mail server said "never" to the recipient, as opposed to "not now". */
  private static boolean isAddressRefused(Exception failure) {
    Address[] refused =
        failure instanceof SendFailedException failed ? failed.getInvalidAddresses() : null;
    return refused != null && refused.length > 0;
  }
}
