package org.exitinterview.leaving;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.exitinterview.process.Decisions;

/**
 * One version of eligibility.dmn. Returns repeat the same few codes thousands of times and FEEL is
 * slow, so each combination is asked once.
 */
final class ScopeRules {

  /** No authority has nearly so many combinations of codes; a file of nonsense might. */
  private static final int MOST_REMEMBERED = 50_000;

  private final Decisions.Table table;
  private final Map<ScopeFacts, Scope> answers = new ConcurrentHashMap<>();

  ScopeRules(Decisions.Table table) {
    this.table = table;
  }

  /**
   * Decides a placement.
   *
   * @throws IllegalStateException if no rule fits or its answer has a gap
   */
  Scope decide(ScopeFacts facts) {
    Scope known = answers.get(facts);
    if (known != null) {
      return known;
    }
    Scope answer = read(table.evaluate(facts.asVariables()));
    if (answers.size() < MOST_REMEMBERED) {
      answers.put(facts, answer);
    }
    return answer;
  }

  /** Whether these are the rules of that version. */
  boolean areOf(Decisions.Table version) {
    return table.equals(version);
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
