package org.exitinterview.register;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One act: who did what in which step. The time is added when it is recorded.
 *
 * @param person user id, or {@link #SERVICE} for what the service did by itself
 * @param process key of the process, such as {@code exit-interview}
 * @param step element id in the model
 * @param taskId null for starts and for the service's own acts
 * @param item which of several, such as the recommendation's id; null where there is only one
 * @param decision what the step decided; null where it decides nothing
 * @param facts codes, numbers, flags and dates of the step's form, by form key; never free text
 */
public record Act(
    String person,
    Kind kind,
    String process,
    String caseNumber,
    String step,
    @Nullable String taskId,
    @Nullable String item,
    @Nullable String decision,
    Map<String, Object> facts) {

  /** The "person" of acts that no person did. */
  public static final String SERVICE = "exit-interview-service";

  /** What was done. */
  public enum Kind {
    START("start"),
    CLAIM("claim"),
    HAND_OVER("hand-over"),
    RELEASE("release"),
    COMPLETION("completion"),
    SYSTEM("system");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The code kept in the register. */
    public String code() {
      return code;
    }
  }
}
