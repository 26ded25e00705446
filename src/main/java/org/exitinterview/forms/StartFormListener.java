package org.exitinterview.forms;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What a process does with its start form before the answers are kept: it opens the case. */
public interface StartFormListener {

  /** Key of the process whose start form is meant. */
  String processKey();

  /**
   * Called in the transaction of the start, after the submission was checked.
   *
   * @param facts the register facts of the submission, by form key
   * @return number of the case that the answers belong to
   */
  String started(DelegateExecution execution, Map<String, Object> facts);
}
