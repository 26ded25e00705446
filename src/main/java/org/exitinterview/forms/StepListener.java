package org.exitinterview.forms;

import java.util.Map;

/** Hears of every step a person finishes with a form, in the same transaction. */
public interface StepListener {

  /**
   * Called when words, process data and register have been written.
   *
   * @param processKey key of the process
   * @param step id of the user task
   * @param facts the answers kept in the register or as process data, by form key
   */
  void completed(String processKey, String step, String caseNumber, Map<String, Object> facts);
}
