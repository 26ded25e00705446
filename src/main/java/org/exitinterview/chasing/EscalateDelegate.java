package org.exitinterview.chasing;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.process.ChaseVariables;
import org.springframework.stereotype.Component;

/** Tells the role that escalation.dmn names for the rung just found in the register. */
@Component("escalate")
class EscalateDelegate implements JavaDelegate {

  private final Outbox outbox;

  EscalateDelegate(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Links to no task: whoever is told may see the step's state, not do the step. */
  @Override
  public void execute(DelegateExecution execution) {
    outbox.tell(
        Recipient.group(ChaseVariables.CHASED_TO.from(execution)),
        Notice.ESCALATION,
        CaseNumber.of(execution));
    ChaseVariables.clear(execution);
  }
}
