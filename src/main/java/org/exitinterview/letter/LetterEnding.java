package org.exitinterview.letter;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.LetterProcess;
import org.exitinterview.process.LetterProcess.Elements;
import org.exitinterview.process.OutcomeListener;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.Promises;
import org.exitinterview.register.Promises.Ending;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notes in the ledger of promises how each letter ended. */
@Component
class LetterEnding implements OutcomeListener {

  private final Promises promises;
  private final CaseRegister register;

  LetterEnding(Promises promises, CaseRegister register) {
    this.promises = promises;
    this.register = register;
  }

  @Override
  public String processKey() {
    return LetterProcess.KEY;
  }

  @Override
  public void ended(DelegateExecution execution, String outcome) {
    String caseNumber = execution.getProcessBusinessKey();
    boolean whatChanged = LetterProcess.LETTER.from(execution).equals(LetterProcess.WHAT_CHANGED);
    Ending ending = Ending.valueOf(outcome);
    if (whatChanged) {
      promises.changeEnded(caseNumber, ending);
    } else {
      promises.feedbackEnded(caseNumber, ending);
      if (ending == Ending.OPTED_OUT || wantsNoMore(caseNumber)) {
        promises.changeEnded(caseNumber, Ending.OPTED_OUT);
      }
    }
    register.record(
        new Act(
            Act.SERVICE,
            Act.Kind.SYSTEM,
            LetterProcess.KEY,
            caseNumber,
            whatChanged ? Elements.TELL_WHAT_CHANGED : Elements.WRITE_TO_YOUNG_PERSON,
            null,
            null,
            outcome,
            Map.of(LetterTemplates.factOf(whatChanged), LetterTemplates.LATEST)));
  }

  /** Cases that began before letters had a process of their own finish in the old way. */
  @EventListener
  void written(Act act) {
    if (act.kind() != Act.Kind.COMPLETION || !act.process().equals(ExitInterviewProcess.KEY)) {
      return;
    }
    if (act.step().equals(Elements.WRITE_TO_YOUNG_PERSON)) {
      promises.feedbackEnded(act.caseNumber(), Ending.TOLD);
    } else if (act.step().equals(Elements.TELL_WHAT_CHANGED)) {
      promises.changeEnded(act.caseNumber(), Ending.TOLD);
    }
  }

  private boolean wantsNoMore(String caseNumber) {
    return "no".equals(register.facts(caseNumber).get("wantsToHearMore"));
  }
}
