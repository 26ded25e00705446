package org.exitinterview.leaving;

import java.util.Arrays;

/**
 * What eligibility.dmn says about a placement.
 *
 * @param rule name of the rule that decided; for contradictions what to put right
 * @param sensitive the reason touches the care given in the home, so circulation is held
 */
record Scope(Verdict verdict, String rule, boolean sensitive) {

  /** Whether an interview is offered, or why that cannot be said. */
  enum Verdict {
    IN_SCOPE("inScope"),
    OUT_OF_SCOPE("outOfScope"),
    STILL_OPEN("stillOpen"),
    CONTRADICTORY("contradictory"),
    NOT_RESIDENTIAL("notResidential");

    private final String code;

    Verdict(String code) {
      this.code = code;
    }

    /** The code in eligibility.dmn and in the register. */
    String code() {
      return code;
    }

    static Verdict of(String code) {
      return Arrays.stream(values())
          .filter(verdict -> verdict.code.equals(code))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("eligibility.dmn answers an unknown scope: " + code));
    }
  }
}
