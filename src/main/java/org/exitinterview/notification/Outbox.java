package org.exitinterview.notification;

import org.springframework.stereotype.Service;

/** Notifications to send, written in the transaction of the step that causes them. */
@Service
public class Outbox {

  /** Tells somebody something about a case. */
  public void tell(Recipient recipient, Notice notice, String caseNumber) {
    throw new UnsupportedOperationException();
  }
}
