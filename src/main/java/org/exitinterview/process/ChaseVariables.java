package org.exitinterview.process;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What the chase of a waiting step carries; the same in every model. */
public final class ChaseVariables {

  /** The step that waits: its user task's id without the prefix. */
  public static final ProcessVariable<String> STEP = ProcessVariable.of("step", String.class);

  /** What happens now: {@code reminder}, {@code alert} or {@code escalation}. */
  public static final ProcessVariable<String> RUNG = ProcessVariable.of("rung", String.class);

  /** Group that hears of it now; empty for reminders, which go to whoever has the step. */
  public static final ProcessVariable<String> CHASED_TO =
      ProcessVariable.of("chasedTo", String.class);

  private ChaseVariables() {}

  /** Leaves nothing behind: the register knows who was told what. */
  public static void clear(DelegateExecution execution) {
    execution.removeVariables(
        List.of(STEP.variableName(), RUNG.variableName(), CHASED_TO.variableName()));
  }
}
