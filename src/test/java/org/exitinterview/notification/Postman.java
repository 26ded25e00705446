package org.exitinterview.notification;

import org.springframework.context.ApplicationContext;

/** Empties the outbox when a test says so; the tests' application never does by itself. */
public final class Postman {

  private Postman() {}

  /** Delivers everything that is due. */
  public static void deliver(ApplicationContext application) {
    application.getBean(OutboxSender.class).deliverDue();
  }
}
