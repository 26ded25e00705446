package org.exitinterview.notification;

/** A way for mails to leave. */
interface MailTransport {

  /**
   * Hands one mail over. Handing the same mail over again must be harmless, as the sender may have
   * been stopped before it noted the first time.
   *
   * @throws AddressRefusedException if this mail will never be taken
   * @throws org.springframework.mail.MailException if it was not taken and may be later
   */
  void send(Mail mail);
}
