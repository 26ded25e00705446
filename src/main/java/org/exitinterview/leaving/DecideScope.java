package org.exitinterview.leaving;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides whether the case is in scope, by the case row and its return if there is one. */
@Component("decideScope")
class DecideScope implements JavaDelegate {

  private final CaseRegister register;
  private final PlacementEndings endings;
  private final Eligibility eligibility;

  DecideScope(CaseRegister register, PlacementEndings endings, Eligibility eligibility) {
    this.register = register;
    this.endings = endings;
    this.eligibility = eligibility;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String caseNumber = execution.getProcessBusinessKey();
    Scope scope = eligibility.decide(execution, facts(register.byNumber(caseNumber)));
    register.noteScope(caseNumber, scope.rule(), scope.sensitive());
    boolean inScope = scope.verdict() == Scope.Verdict.IN_SCOPE;
    Variables.DECISION.set(
        execution, (inScope ? Scope.Verdict.IN_SCOPE : Scope.Verdict.OUT_OF_SCOPE).code());
  }

  private ScopeFacts facts(ExitCase exitCase) {
    return endings
        .ofCase(exitCase.caseNumber())
        .map(ending -> ending.placement().scopeFacts())
        .orElseGet(() -> noticeFacts(exitCase));
  }

  private static ScopeFacts noticeFacts(ExitCase exitCase) {
    return new ScopeFacts(
        Source.NOTICE,
        orEmpty(exitCase.placementType()),
        exitCase.moveDate() == null ? "none" : "given",
        orEmpty(exitCase.reasonEpisodeCeased()),
        ScopeFacts.NO_NEXT,
        "",
        orEmpty(exitCase.reasonPlaceChange()));
  }

  private static String orEmpty(@Nullable String code) {
    return code == null ? "" : code;
  }
}
