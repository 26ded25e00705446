package org.exitinterview.agreement;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Role;
import org.exitinterview.process.ExitInterviewProcess.Decision;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.register.CaseRegister;
import org.springframework.stereotype.Component;

/** Tells the CSM what the young person answered (procedure 13.8 section 2). */
@Component("tellServiceManager")
class TellServiceManager implements JavaDelegate {

  private final CaseRegister register;
  private final Outbox outbox;

  TellServiceManager(CaseRegister register, Outbox outbox) {
    this.register = register;
    this.outbox = outbox;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String caseNumber = execution.getProcessBusinessKey();
    String answer = Variables.DECISION.from(execution);
    if (!answer.equals(Decision.NOT_REACHABLE)) {
      register.noteOffer(caseNumber, answer.equals(Decision.GIVEN));
    }
    outbox.tell(
        Recipient.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId()),
        Notice.AGREEMENT_OUTCOME,
        caseNumber);
  }
}
