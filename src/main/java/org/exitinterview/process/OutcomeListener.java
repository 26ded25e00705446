package org.exitinterview.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Notes how something ended: end events carry their outcome as an extension property. */
public interface OutcomeListener {

  /** Key of the process whose outcomes it notes. */
  String processKey();

  /** An end event with that outcome was reached; runs in the engine's transaction. */
  void ended(DelegateExecution execution, String outcome);

  /**
   * An event, such as a message, is about to end everything that goes on in the process; an
   * exception refuses it. Runs in the transaction of whoever sent the event.
   */
  default void interrupted(DelegateExecution execution) {}
}
