package org.exitinterview.interview;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.process.Decisions;
import org.exitinterview.process.ExitInterviewProcess.Decision;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.Completion;
import org.springframework.stereotype.Component;

/**
 * Is the interviewer independent of the authority, the home and the case (procedure 13.8 section 1;
 * independence.dmn)?
 */
@Component("checkIndependence")
class CheckIndependence implements JavaDelegate {

  private static final String TABLE = "independence";

  private final CaseRegister register;
  private final Decisions decisions;

  CheckIndependence(CaseRegister register, Decisions decisions) {
    this.register = register;
    this.decisions = decisions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Map<String, Object> declared =
        new LinkedHashMap<>(
            register
                .latestCompletion(execution.getProcessBusinessKey(), Elements.ALLOCATE_INTERVIEWER)
                .map(Completion::facts)
                .orElse(Map.of()));
    for (Declaration declaration : Declaration.values()) {
      declared.putIfAbsent(declaration.key(), "unknown");
    }
    boolean independent =
        Boolean.TRUE.equals(
            decisions
                .evaluate(execution, TABLE, declared)
                .getSingleResult()
                .getEntry("independent"));
    Variables.DECISION.set(
        execution, independent ? Decision.INDEPENDENT : Decision.NOT_INDEPENDENT);
  }

  /** What the CSM declares about an interviewer; form keys of allocate-interviewer.form. */
  private enum Declaration {
    EMPLOYED_BY_AUTHORITY("employedByAuthority"),
    WORKS_AT_HOME("worksAtHome"),
    IN_CASE_LINE("inCaseLine"),
    DECLARED_CONFLICT("declaredConflict");

    private final String key;

    Declaration(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }
}
