package org.exitinterview.concern;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.process.Decisions;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which way a concern goes, and whether it holds copies, by concern-route.dmn. */
@Component("decideConcernRoute")
class DecideConcernRoute implements JavaDelegate {

  private static final String TABLE = "concern-route";

  /** Answers to "Whom is it about?" that mean somebody who works with children. */
  private static final Set<String> WORKERS =
      Set.of("homeStaff", "carer", "interviewer", "socialWorker", "reviewingOfficer");

  private final CaseRegister register;
  private final Decisions decisions;
  private final Concerns concerns;

  DecideConcernRoute(CaseRegister register, Decisions decisions, Concerns concerns) {
    this.register = register;
    this.decisions = decisions;
    this.concerns = concerns;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String concernNumber = execution.getProcessBusinessKey();
    Map<String, Object> facts = register.facts(concernNumber);
    Map<String, Object> question = new HashMap<>();
    question.put("immediateDanger", facts.get("immediateDanger"));
    question.put("route", facts.get("route"));
    question.put("aboutWorker", isAboutWorker(facts.get("concernAbout")));
    DmnDecisionResultEntries answer =
        decisions.evaluate(execution, TABLE, question).getSingleResult();
    String route = Route.of(String.valueOf(answer.<Object>getEntry("decision"))).code();
    concerns.noteRoute(concernNumber, route, Boolean.TRUE.equals(answer.getEntry("holdCopies")));
    Variables.DECISION.set(execution, route);
  }

  private static boolean isAboutWorker(@Nullable Object about) {
    return about instanceof Collection<?> people && people.stream().anyMatch(WORKERS::contains);
  }
}
