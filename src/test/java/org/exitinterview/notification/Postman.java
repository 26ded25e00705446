package org.exitinterview.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.ApplicationContext;

/** Empties the outbox when a test says so; the tests' application never does by itself. */
public final class Postman {

  private Postman() {}

  /** Delivers everything that is due, at the next time at which people are mailed. */
  public static void deliver(ApplicationContext application) {
    MailRules rules = application.getBean(MailRules.class);
    OutboxSender sender = application.getBean(OutboxSender.class);
    Date now = ClockUtil.getCurrentTime();
    Instant time = now.toInstant();
    while (!rules.isMailTime(time)) {
      time = time.plus(Duration.ofMinutes(30));
    }
    try {
      ClockUtil.setCurrentTime(Date.from(time));
      sender.deliverDue();
      ClockUtil.setCurrentTime(Date.from(time.plus(rules.gatherFor())));
      sender.deliverDue();
    } finally {
      ClockUtil.setCurrentTime(now);
    }
  }
}
