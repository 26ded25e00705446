package org.exitinterview.leaving;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.exitinterview.process.Decisions;

/**
 * One version of eligibility.dmn for one return. A return repeats the same few codes thousands of
 * times and FEEL is slow, so each combination is asked once. Not thread-safe.
 */
final class ScopeRules {

  private final Decisions.Table table;
  private final Map<ScopeFacts, Scope> answers = new HashMap<>();

  ScopeRules(Decisions.Table table) {
    this.table = table;
  }

  /**
   * Decides a placement.
   *
   * @throws IllegalStateException if no rule fits or its answer has a gap
   */
  Scope decide(ScopeFacts facts) {
    return answers.computeIfAbsent(facts, this::ask);
  }

  private Scope ask(ScopeFacts facts) {
    return read(table.evaluate(facts.asVariables()));
  }

  static Scope read(DmnDecisionResult result) {
    DmnDecisionResultEntries entries = result.getSingleResult();
    if (entries == null) {
      throw new IllegalStateException("No rule of eligibility.dmn fits");
    }
    String scope = entries.getEntry("scope");
    String rule = entries.getEntry("rule");
    if (scope == null || rule == null) {
      throw new IllegalStateException("A rule of eligibility.dmn has no scope or no name");
    }
    return new Scope(
        Scope.Verdict.of(scope), rule, Boolean.TRUE.equals(entries.getEntry("sensitive")));
  }
}
