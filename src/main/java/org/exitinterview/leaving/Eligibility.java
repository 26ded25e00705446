package org.exitinterview.leaving;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.process.Decisions;
import org.springframework.stereotype.Component;

/** Who is offered an interview, as eligibility.dmn says. */
@Component
class Eligibility {

  private static final String TABLE = "eligibility";

  private final Decisions decisions;

  Eligibility(Decisions decisions) {
    this.decisions = decisions;
  }

  /** The newest rules, for deciding what comes in. */
  ScopeRules rules() {
    return new ScopeRules(decisions.latest(TABLE));
  }

  /** Decides by the rules deployed with the model of the case. */
  Scope decide(DelegateExecution execution, ScopeFacts facts) {
    return ScopeRules.read(decisions.evaluate(execution, TABLE, facts.asVariables()));
  }
}
