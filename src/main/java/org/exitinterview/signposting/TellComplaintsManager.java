package org.exitinterview.signposting;

import java.util.EnumSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Role;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.springframework.stereotype.Component;

/** Lets the complaints manager read what is passed on and tells him or her. */
@Component("tellComplaintsManager")
class TellComplaintsManager implements JavaDelegate {

  private static final String GROUP = Role.COMPLAINTS_MANAGER.groupId();

  private final RecordVault vault;
  private final Outbox outbox;

  TellComplaintsManager(RecordVault vault, Outbox outbox) {
    this.vault = vault;
    this.outbox = outbox;
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
  }
}
