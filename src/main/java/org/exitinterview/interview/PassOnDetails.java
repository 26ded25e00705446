package org.exitinterview.interview;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.springframework.stereotype.Component;

/**
 * Passes name, contact, needs and safety notes on to the interviewer, and nothing else (procedure
 * 13.8 section 2).
 */
@Component("passOnDetails")
class PassOnDetails implements JavaDelegate {

  static final String BASIS = "appointed as interviewer";

  private final RecordVault vault;
  private final Outbox outbox;

  PassOnDetails(RecordVault vault, Outbox outbox) {
    this.vault = vault;
    this.outbox = outbox;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String caseNumber = execution.getProcessBusinessKey();
    String interviewer = Variables.INTERVIEWER.from(execution);
    Reader reader = Reader.user(interviewer);
    vault.grant(caseNumber, reader, Section.forContactingTheYoungPerson(), Access.READ, BASIS);
    vault.grant(caseNumber, reader, Section.ofTheInterview(), Access.WRITE, BASIS);
    outbox.tell(Recipient.user(interviewer), Notice.DETAILS_PASSED_ON, caseNumber);
  }
}
