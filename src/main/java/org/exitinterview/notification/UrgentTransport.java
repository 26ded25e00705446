package org.exitinterview.notification;

import java.io.IOException;
import java.util.UUID;

/** Carries short messages to telephones: a gateway for text messages, or anything that calls. */
interface UrgentTransport {

  /**
   * Hands one message over; the same one twice must be harmless.
   *
   * @throws IOException if it was not taken and may be later
   */
  void send(UUID id, String telephone, String text) throws IOException;
}
