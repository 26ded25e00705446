package org.exitinterview.interview;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.process.Decisions;
import org.exitinterview.process.ExitInterviewProcess.Decision;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.SealedAct;
import org.springframework.stereotype.Component;

/**
 * Is the interviewer independent of the authority, the home and the case (procedure 13.8 section 1;
 * independence.dmn)?
 */
@Component("checkIndependence")
class CheckIndependence implements JavaDelegate {

  private static final String TABLE = "independence";

  private final RecordVault vault;
  private final Decisions decisions;

  CheckIndependence(RecordVault vault, Decisions decisions) {
    this.vault = vault;
    this.decisions = decisions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Variables.DECISION.set(
        execution, isPassed(execution) ? Decision.INDEPENDENT : Decision.NOT_INDEPENDENT);
  }

  /** Whether whoever was allocated last is independent, as far as was declared. */
  boolean isPassed(DelegateExecution execution) {
    Map<String, Object> declared =
        new LinkedHashMap<>(
            vault
                .latestAct(execution.getProcessBusinessKey(), Elements.ALLOCATE_INTERVIEWER)
                .map(SealedAct::facts)
                .orElse(Map.of()));
    for (Declaration declaration : Declaration.values()) {
      declared.putIfAbsent(declaration.key(), "unknown");
    }
    return Boolean.TRUE.equals(
        decisions.evaluate(execution, TABLE, declared).getSingleResult().getEntry("independent"));
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
