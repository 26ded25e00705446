package org.exitinterview.register;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.OutcomeListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Closes the case in the register with the outcome of its end event, whatever the model says only
 * when nothing that was promised to the young person is left untold.
 */
@Component
class CaseClosing implements OutcomeListener {

  /** Children's Homes Regulations 2015, regulation 36: 75 years from the date of birth. */
  private static final int YEARS_FROM_BIRTH = 75;

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
