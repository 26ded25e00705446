package org.exitinterview.signposting;

import java.util.EnumSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Role;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.springframework.stereotype.Component;

/**
 * Lets the complaints manager read what is passed on and tells him or her. If the young person
 * wants the interview to wait, those who work on the case are told that something is wanted of
 * them.
 */
@Component("tellComplaintsManager")
class TellComplaintsManager implements JavaDelegate {

  /** The young person wants the interview to wait until somebody has been in touch. */
  private static final String WAITS = "waits";

  private static final String GROUP = Role.COMPLAINTS_MANAGER.groupId();

  private final RecordVault vault;
  private final Outbox outbox;
  private final CaseRegister register;

  TellComplaintsManager(RecordVault vault, Outbox outbox, CaseRegister register) {
    this.vault = vault;
    this.outbox = outbox;
    this.register = register;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String number = execution.getProcessBusinessKey();
    vault.grant(
        number,
        Reader.group(GROUP),
        EnumSet.of(Section.SIGNPOSTING),
        Access.WRITE,
        "complaints manager");
    outbox.tell(Recipient.group(GROUP), Notice.SIGNPOSTED, number);
    if (WAITS.equals(register.facts(number).get("interviewMeanwhile"))) {
      tellThatInterviewWaits(register.byNumber(CompanionProcesses.ABOUT_CASE.from(execution)));
    }
  }

  private void tellThatInterviewWaits(ExitCase exitCase) {
    Stream.of(exitCase.interviewer(), exitCase.socialWorker())
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            person ->
                outbox.tell(Recipient.user(person), Notice.INTERVIEW_WAITS, exitCase.caseNumber()));
  }
}
