package org.exitinterview.register;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.OutcomeListener;
import org.springframework.stereotype.Component;

/**
 * Closes the case in the register with the outcome of its end event, whatever the model says only
 * when nothing that was promised to the young person is left untold.
 */
@Component
class CaseClosing implements OutcomeListener {

  private final CaseRegister register;
  private final Promises promises;

  CaseClosing(CaseRegister register, Promises promises) {
    this.register = register;
    this.promises = promises;
  }

  @Override
  public String processKey() {
    return ExitInterviewProcess.KEY;
  }

  /**
   * Nothing interrupts a case in which a promise is open, neither a withdrawn notice nor a
   * withdrawn agreement: whoever sends the event is refused, and the case goes on to its letters.
   * By then copies have gone, and recording a withdrawal stops any further ones.
   */
  @Override
  public void interrupted(DelegateExecution execution) {
    requireTold(execution.getProcessBusinessKey());
  }

  @Override
  public void ended(DelegateExecution execution, String outcome) {
    String caseNumber = execution.getProcessBusinessKey();
    requireTold(caseNumber);
    register.close(caseNumber, CaseOutcome.valueOf(outcome), null, register.lastDay(caseNumber));
  }

  private void requireTold(String caseNumber) {
    if (promises.areOpen(caseNumber)) {
      throw new UntoldPromiseException(caseNumber);
    }
  }
}
