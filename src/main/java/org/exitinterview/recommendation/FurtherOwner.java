package org.exitinterview.recommendation;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.RecommendationProcess;
import org.exitinterview.process.RecommendationProcess.Variables;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts a recommendation that was sent to one more person: asked, chased and tracked like the first,
 * and the case does not end before this one has answered too.
 */
@Service
public class FurtherOwner {

  private final RuntimeService runtimeService;
  private final IdentityService identityService;
  private final Recommendations recommendations;
  private final CaseRegister register;

  FurtherOwner(
      RuntimeService runtimeService,
      IdentityService identityService,
      Recommendations recommendations,
      CaseRegister register) {
    this.runtimeService = runtimeService;
    this.identityService = identityService;
    this.recommendations = recommendations;
    this.register = register;
  }

  /**
   * Asks one more person; the caller has checked that the reviewing officer may.
   *
   * @param person user id of whoever names
   * @return whether the case still waits for recommendations, and the person was not asked before
   */
  @Transactional
  public boolean ask(String person, String recommendationId, String owner) {
    Optional<String> caseInstance = waitingCase(recommendationId);
    if (caseInstance.isEmpty() || recommendations.isAsked(recommendationId, owner)) {
      return false;
    }
    // Sealed in the name of whoever names, so before the engine acts as itself.
    String shared = recommendations.share(recommendationId, owner);
    asEngine(
        () ->
            runtimeService
                .createProcessInstanceModification(caseInstance.get())
                .startBeforeActivity(ExitInterviewProcess.Elements.RECOMMENDATION)
                .setVariableLocal(Variables.RECOMMENDATION_ID.variableName(), shared)
                .execute());
    register.record(
        new Act(
            person,
            Act.Kind.SYSTEM,
            RecommendationProcess.KEY,
            recommendations.caseOf(recommendationId),
            RecommendationProcess.Elements.ANSWER_RECOMMENDATION,
            null,
            shared,
            "furtherOwner",
            Map.of("owner", owner)));
    return true;
  }

  /** The case, while it waits for at least one recommendation; afterwards it has gone on. */
  private Optional<String> waitingCase(String recommendationId) {
    String caseNumber = recommendations.caseOf(recommendationId);
    var whoActs = identityService.getCurrentAuthentication();
    identityService.clearAuthentication();
    try {
      Optional<ProcessInstance> exitCase =
          runtimeService
              .createProcessInstanceQuery()
              .processDefinitionKey(ExitInterviewProcess.KEY)
              .processInstanceBusinessKey(caseNumber)
              .active()
              .list()
              .stream()
              .findFirst();
      return exitCase
          .filter(
              found ->
                  runtimeService
                          .createProcessInstanceQuery()
                          .processDefinitionKey(RecommendationProcess.KEY)
                          .superProcessInstanceId(found.getId())
                          .count()
                      > 0)
          .map(ProcessInstance::getId);
    } finally {
      identityService.setAuthentication(whoActs);
    }
  }

  private void asEngine(Runnable work) {
    var whoActs = identityService.getCurrentAuthentication();
    identityService.clearAuthentication();
    try {
      work.run();
    } finally {
      identityService.setAuthentication(whoActs);
    }
  }
}
