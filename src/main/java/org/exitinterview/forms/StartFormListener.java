package org.exitinterview.forms;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What a process needs before its first step, when a person starts it with a form. */
public interface StartFormListener {

  /** Key of the process it serves. */
  String processKey();

  /**
   * Called when the form is checked and nothing is kept yet.
   *
   * @param facts the answers kept in the register or as process data, by form key
   * @return the case number, which becomes the business key
   * @throws FormRefusedException if the process cannot be started for these answers
   */
  String started(DelegateExecution execution, Map<String, Object> facts);

  /**
   * Called when the record is open, before the words are written: the place to put readers on its
   * circulation list. The person who starts is on it already, for the sections of the form.
   */
  default void recordOpened(String caseNumber, Map<String, Object> facts) {}
}
