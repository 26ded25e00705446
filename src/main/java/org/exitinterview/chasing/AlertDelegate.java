package org.exitinterview.chasing;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.process.ChaseVariables;
import org.springframework.stereotype.Component;

/** Tells the role named in deadlines.dmn that a step waits longer than agreed. */
@Component("alert")
class AlertDelegate implements JavaDelegate {

  private final Outbox outbox;
  private final Deadlines deadlines;

  AlertDelegate(Outbox outbox, Deadlines deadlines) {
    this.outbox = outbox;
    this.deadlines = deadlines;
  }

  /** Links to no task: the role that is alerted may see the step's state, not do the step. */
  @Override
  public void execute(DelegateExecution execution) {
    WaitingStep step = WaitingStep.of(execution);
    outbox.tell(
        Recipient.group(deadlines.alertTo(step.name()).groupId()),
        Notice.ALERT,
        CaseNumber.of(execution));
    ChaseVariables.clear(execution);
  }
}
