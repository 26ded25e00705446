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

  @Override
  public void ended(DelegateExecution execution, String outcome) {
    String caseNumber = execution.getProcessBusinessKey();
    if (promises.areOpen(caseNumber)) {
      throw new UntoldPromiseException(caseNumber);
    }
    register.close(caseNumber, CaseOutcome.valueOf(outcome), null, register.lastDay(caseNumber));
  }
}
