package org.exitinterview.chasing;

import java.util.Locale;
import org.exitinterview.people.Role;
import org.jspecify.annotations.Nullable;

/**
 * One rung of the ladder that a waiting step climbs.
 *
 * @param kind what happens on it
 * @param after working days after the step began to wait
 * @param to who hears of it; null for reminders, which go to whoever has the step
 */
record Rung(Kind kind, int after, @Nullable Role to) {

  /** What happens on a rung, from the gentlest to the strongest. */
  enum Kind {
    REMINDER,
    ALERT,
    ESCALATION;

    /** The code that models and register use. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Rung reminder(int after) {
    return new Rung(Kind.REMINDER, after, null);
  }

  static Rung alert(int after, Role to) {
    return new Rung(Kind.ALERT, after, to);
  }

  static Rung escalation(int after, Role to) {
    return new Rung(Kind.ESCALATION, after, to);
  }
}
