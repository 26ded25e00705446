package org.exitinterview.interview;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.process.NotToBeTriedAgain;
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
  private final CheckIndependence independence;
  private final Outbox outbox;

  PassOnDetails(RecordVault vault, CheckIndependence independence, Outbox outbox) {
    this.vault = vault;
    this.independence = independence;
    this.outbox = outbox;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String caseNumber = execution.getProcessBusinessKey();
    String interviewer = allocated(execution);
    Reader reader = Reader.user(interviewer);
    vault.grant(caseNumber, reader, Section.forContactingTheYoungPerson(), Access.READ, BASIS);
    vault.grant(caseNumber, reader, Section.ofTheInterview(), Access.WRITE, BASIS);
    outbox.tell(Recipient.user(interviewer), Notice.DETAILS_PASSED_ON, caseNumber);
  }

  /**
   * Whom the CSM allocated. Not the process variable, which a supervisor may set, who may also move
   * a case past the check.
   */
  private String allocated(DelegateExecution execution) {
    String interviewer =
        vault
            .latestAct(execution.getProcessBusinessKey(), Elements.ALLOCATE_INTERVIEWER)
            .map(act -> act.facts().get("interviewer"))
            .map(Object::toString)
            .orElseThrow(() -> new NotAllocatedException("Nobody allocated an interviewer"));
    if (!independence.isPassed(execution)) {
      throw new NotAllocatedException("The interviewer is not independent");
    }
    return interviewer;
  }

  /** Nobody gets the details, now or later. */
  private static final class NotAllocatedException extends IllegalStateException
      implements NotToBeTriedAgain {

    private NotAllocatedException(String message) {
      super(message);
    }
  }
}
