package org.exitinterview.register;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.OutcomeListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Closes the case in the register with the outcome of its end event. */
@Component
class CaseClosing implements OutcomeListener {

  /** Children's Homes Regulations 2015, regulation 36: 75 years from the date of birth. */
  private static final int YEARS_FROM_BIRTH = 75;

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
    register.close(
        caseNumber,
        CaseOutcome.valueOf(outcome),
        null,
        retainUntil(register.byNumber(caseNumber).dateOfBirth()));
  }

  private static @Nullable LocalDate retainUntil(@Nullable LocalDate dateOfBirth) {
    return dateOfBirth == null ? null : dateOfBirth.plusYears(YEARS_FROM_BIRTH);
  }
}
