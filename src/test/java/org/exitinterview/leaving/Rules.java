package org.exitinterview.leaving;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;

/** eligibility.dmn in a decision engine by itself. */
final class Rules {

  private static final DmnEngine ENGINE =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private static final DmnDecision TABLE = table();

  private Rules() {}

  static ScopeRules ofEligibility() {
    return new ScopeRules(facts -> ENGINE.evaluateDecision(TABLE, facts));
  }

  private static DmnDecision table() {
    try (InputStream content = Rules.class.getResourceAsStream("/processes/eligibility.dmn")) {
      return ENGINE.parseDecision("eligibility", Objects.requireNonNull(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
