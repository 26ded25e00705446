package org.exitinterview.notification;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Empties the outbox regularly, on every machine that also works on the engine's jobs. */
@Component
@ConditionalOnProperty(
    name = "camunda.bpm.job-execution.enabled",
    havingValue = "true",
    matchIfMissing = true)
class OutboxSchedule {

  private final OutboxSender sender;
  private final UrgentSender urgentSender;

  OutboxSchedule(OutboxSender sender, UrgentSender urgentSender) {
    this.sender = sender;
    this.urgentSender = urgentSender;
  }

  /** Apart from the mails, so that a mail server that keeps one waiting delays none of them. */
  @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10S")
  void deliverUrgent() {
    urgentSender.deliverDue();
  }

  @Scheduled(initialDelayString = "PT10S", fixedDelayString = "${exitinterview.mail-every:PT15S}")
  void deliver() {
    sender.deliverDue();
  }
}
