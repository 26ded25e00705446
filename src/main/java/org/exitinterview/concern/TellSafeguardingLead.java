package org.exitinterview.concern;

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

/** Lets the safeguarding lead, and nobody else, read a concern and tells him or her at once. */
@Component("tellSafeguardingLead")
class TellSafeguardingLead implements JavaDelegate {

  private static final String GROUP = Role.SAFEGUARDING_LEAD.groupId();

  private final RecordVault vault;
  private final Outbox outbox;

  TellSafeguardingLead(RecordVault vault, Outbox outbox) {
    this.vault = vault;
    this.outbox = outbox;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String concernNumber = execution.getProcessBusinessKey();
    vault.grant(
        concernNumber,
        Reader.group(GROUP),
        EnumSet.of(Section.CONCERN),
        Access.WRITE,
        "safeguarding lead");
    outbox.tell(Recipient.group(GROUP), Notice.CONCERN_RAISED, concernNumber);
  }
}
