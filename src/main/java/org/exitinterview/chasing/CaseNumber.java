package org.exitinterview.chasing;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.process.CompanionProcesses;

/** The case a process instance is about. */
final class CaseNumber {

  private static final String UNKNOWN = "unknown";

  private CaseNumber() {}

  /**
   * The business key; for a concern or a hand-over, which have none, the case they name; {@code
   * unknown} if they name none, because a message without a number is better than no message.
   */
  static String of(DelegateExecution execution) {
    String businessKey = execution.getProcessBusinessKey();
    if (businessKey != null) {
      return businessKey;
    }
    return execution.getVariable(CompanionProcesses.ABOUT_CASE.variableName())
            instanceof String aboutCase
        ? aboutCase
        : UNKNOWN;
  }
}
