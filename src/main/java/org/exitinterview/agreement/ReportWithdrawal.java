package org.exitinterview.agreement;

import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.circulation.Circulation;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.forms.StartFormListener;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.register.CaseVisibility;
import org.exitinterview.register.ExitCase;
import org.springframework.stereotype.Component;

/**
 * A report that a young person takes agreement back. Only somebody who works on the case may end
 * it, and a mistyped number must not pass as a report.
 */
@Component
class ReportWithdrawal implements StartFormListener {

  private static final String PREFIX =
      CompanionProcesses.WITHDRAWAL.substring(0, 2).toUpperCase(Locale.ROOT);

  private final CaseVisibility cases;
  private final Circulation circulation;
  private final CurrentPerson currentPerson;

  ReportWithdrawal(CaseVisibility cases, Circulation circulation, CurrentPerson currentPerson) {
    this.cases = cases;
    this.circulation = circulation;
    this.currentPerson = currentPerson;
  }

  @Override
  public String processKey() {
    return CompanionProcesses.WITHDRAWAL;
  }

  /**
   * Checks which case it is about.
   *
   * @throws FormRefusedException if the person has no such case, or nothing is left to stop
   */
  @Override
  public String started(DelegateExecution execution, Map<String, Object> facts) {
    String aboutCase = String.valueOf(facts.get(CompanionProcesses.ABOUT_CASE.variableName()));
    ExitCase exitCase =
        cases
            .find(currentPerson.get(), aboutCase)
            .orElseThrow(
                () ->
                    new FormRefusedException(
                        "Case number: you have no case of that number. Copy it from your task."));
    if (exitCase.outcome() != null && !circulation.sentFor(aboutCase)) {
      throw new FormRefusedException(
          "Case number: this case is closed and nobody received a copy. There is nothing to stop.");
    }
    return CaseNumber.generate(PREFIX);
  }
}
