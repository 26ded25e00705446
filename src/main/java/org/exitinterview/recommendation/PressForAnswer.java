package org.exitinterview.recommendation;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.chasing.Deadlines;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.process.RecommendationProcess;
import org.exitinterview.process.RecommendationProcess.Variables;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.springframework.stereotype.Component;

/**
 * The reviewing officer presses for an answer: the first time the manager hears of it, the second
 * time the senior manager, as escalation.dmn says.
 */
@Component("pressForAnswer")
class PressForAnswer implements JavaDelegate {

  private static final String STEP = "pressForAnswer";

  private final Deadlines deadlines;
  private final Outbox outbox;
  private final CaseRegister register;

  PressForAnswer(Deadlines deadlines, Outbox outbox, CaseRegister register) {
    this.deadlines = deadlines;
    this.outbox = outbox;
    this.register = register;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String caseNumber = execution.getProcessBusinessKey();
    int earlier = Variables.PRESSES.from(execution).intValue();
    String group = deadlines.escalationTo(STEP, earlier).groupId();
    outbox.tell(Recipient.group(group), Notice.PRESSED, caseNumber);
    outbox.tell(Recipient.user(Variables.OWNER.from(execution)), Notice.PRESSED, caseNumber);
    register.record(
        new Act(
            Act.SERVICE,
            Act.Kind.SYSTEM,
            RecommendationProcess.KEY,
            caseNumber,
            execution.getCurrentActivityId(),
            null,
            Variables.RECOMMENDATION_ID.from(execution),
            "press",
            java.util.Map.of("chaseNumber", earlier + 1, "chasedTo", group)));
  }
}
