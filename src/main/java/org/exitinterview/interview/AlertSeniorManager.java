package org.exitinterview.interview;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Role;
import org.springframework.stereotype.Component;

/** Tells the senior managers that no interviewer is free. */
@Component("alertSeniorManager")
class AlertSeniorManager implements JavaDelegate {

  private final Outbox outbox;

  AlertSeniorManager(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void execute(DelegateExecution execution) {
    outbox.tell(
        Recipient.group(Role.SENIOR_MANAGER.groupId()),
        Notice.NO_INTERVIEWER_FREE,
        execution.getProcessBusinessKey());
  }
}
