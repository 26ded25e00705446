package org.exitinterview.leaving;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.process.Decisions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is offered an interview, as eligibility.dmn says. */
@Component
class Eligibility {

  private static final String TABLE = "eligibility";

  private final Decisions decisions;
  private volatile @Nullable ScopeRules latest;

  Eligibility(Decisions decisions) {
    this.decisions = decisions;
  }

  /** The newest rules, for deciding what comes in. */
  ScopeRules rules() {
    Decisions.Table table = decisions.latest(TABLE);
    ScopeRules known = latest;
    if (known == null || !known.areOf(table)) {
      known = new ScopeRules(table);
      latest = known;
    }
    return known;
  }

  /** Decides by the rules deployed with the model of the case. */
  Scope decide(DelegateExecution execution, ScopeFacts facts) {
    return ScopeRules.read(decisions.evaluate(execution, TABLE, facts.asVariables()));
  }
}
