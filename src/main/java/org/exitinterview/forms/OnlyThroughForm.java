package org.exitinterview.forms;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

/** Refuses to complete a task by any other way than its form. */
final class OnlyThroughForm implements TaskListener {

  static final String REFUSAL = "This step is finished with its form.";

  @Override
  public void notify(DelegateTask task) {
    if (!StepProgress.current().wasSubmitted(task.getId())) {
      throw new FormRefusedException(REFUSAL);
    }
  }
}
