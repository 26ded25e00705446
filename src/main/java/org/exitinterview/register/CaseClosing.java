package org.exitinterview.register;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.OutcomeListener;
import org.springframework.stereotype.Component;

/** Closes the case in the register with the outcome of its end event. */
@Component
class CaseClosing implements OutcomeListener {

  private final CaseRegister register;

  CaseClosing(CaseRegister register) {
    this.register = register;
  }

  @Override
  public String processKey() {
    return ExitInterviewProcess.KEY;
  }

  @Override
  public void ended(DelegateExecution execution, String outcome) {
    String caseNumber = execution.getProcessBusinessKey();
    register.close(caseNumber, CaseOutcome.valueOf(outcome), null, register.lastDay(caseNumber));
  }
}
