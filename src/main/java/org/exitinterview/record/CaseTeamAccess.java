package org.exitinterview.record;

import java.util.EnumSet;
import java.util.Set;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.register.CaseTeamChanged;
import org.exitinterview.register.CaseTeamChanged.Member;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Access follows the work: who takes a case over may read and write what the work needs, who hands
 * it over no longer may, from the same moment. The unit manager who gave notice has handed it over
 * when a social worker is named, and does not learn where the young person lives now.
 */
@Component
class CaseTeamAccess {

  private static final Set<Section> SOCIAL_WORKER_SECTIONS =
      EnumSet.of(
          Section.YOUNG_PERSON,
          Section.CONTACT,
          Section.NEEDS,
          Section.FEASIBILITY,
          Section.AGREEMENT);

  private final RecordVault vault;

  CaseTeamAccess(RecordVault vault) {
    this.vault = vault;
  }

  @EventListener
  void teamChanged(CaseTeamChanged change) {
    if (change.former() != null) {
      vault.end(change.caseNumber(), Reader.user(change.former()));
    }
    if (change.member() == Member.SOCIAL_WORKER) {
      vault.endAll(change.caseNumber(), Elements.NOTICE_RECEIVED);
      vault.grant(
          change.caseNumber(),
          Reader.user(change.current()),
          SOCIAL_WORKER_SECTIONS,
          Access.WRITE,
          "case-responsible social worker");
    }
  }
}
