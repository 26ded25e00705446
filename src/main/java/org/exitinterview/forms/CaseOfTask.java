package org.exitinterview.forms;

import java.util.Optional;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** Which case, and what within it, a task belongs to. */
final class CaseOfTask {

  private static final String TASK = "task";

  private CaseOfTask() {}

  /**
   * The case number: the business key of the outermost process, whatever called process the task is
   * in. A process without one is known by its id.
   */
  static String number(TaskEntity task) {
    ExecutionEntity outermost = task.getExecution().getProcessInstance();
    while (outermost.getSuperExecution() != null) {
      outermost = outermost.getSuperExecution().getProcessInstance();
    }
    return Optional.ofNullable(outermost.getBusinessKey()).orElse(outermost.getId());
  }

  /** What within the record the words of the step belong to; {@code ""} for the case itself. */
  static String item(Step step, TaskEntity task) {
    String item = step.recordItem();
    if (item == null) {
      return "";
    }
    return TASK.equals(item) ? task.getId() : String.valueOf(task.getVariable(item));
  }
}
