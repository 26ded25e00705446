package org.exitinterview.concern;

import java.util.List;
import org.exitinterview.people.SealedTasks;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.register.Act;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What safeguarding leads decide in the forms of a concern, put into effect as they finish them.
 */
@Component
class ConcernActs {

  private static final String ACKNOWLEDGE = "userTask_acknowledgeConcern";
  private static final String CLOSE = "userTask_closeConcern";

  private final Concerns concerns;
  private final RaiseConcern readers;
  private final SealedTasks sealedTasks;

  ConcernActs(Concerns concerns, RaiseConcern readers, SealedTasks sealedTasks) {
    this.concerns = concerns;
    this.readers = readers;
    this.sealedTasks = sealedTasks;
  }

  @EventListener
  void done(Act act) {
    if (!act.process().equals(CompanionProcesses.CONCERN) || act.kind() != Act.Kind.COMPLETION) {
      return;
    }
    if (act.step().equals(ACKNOWLEDGE)) {
      acknowledge(act);
    } else if (act.step().equals(CLOSE)) {
      concerns.close(act.caseNumber(), String.valueOf(act.facts().get("concernOutcome")));
    }
  }

  private void acknowledge(Act act) {
    concerns.acknowledge(
        act.caseNumber(), act.person(), "yes".equals(act.facts().get("supervisorsMayKnow")));
    List<String> hidden = RaiseConcern.people(act.facts().get("hiddenFrom"));
    if (!hidden.isEmpty()) {
      concerns.hide(act.caseNumber(), hidden, act.person());
      readers.letLeadsRead(act.caseNumber());
      sealedTasks.seal(act.caseNumber(), hidden);
    }
  }
}
