package org.exitinterview.forms;

import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.jspecify.annotations.Nullable;

/**
 * Closes the ways past the form of a step that the engine opens to whoever has the task: what comes
 * along with them would become process variables, unchecked.
 */
final class TasksWithForms extends TaskServiceImpl {

  @Override
  public void resolveTask(String taskId, @Nullable Map<String, Object> variables) {
    if (variables != null && !variables.isEmpty()) {
      throw onlyWithForm();
    }
    super.resolveTask(taskId, variables);
  }

  @Override
  public void handleBpmnError(
      String taskId,
      String errorCode,
      @Nullable String errorMessage,
      @Nullable Map<String, Object> variables) {
    throw onlyWithForm();
  }

  @Override
  public void handleEscalation(
      String taskId, String escalationCode, @Nullable Map<String, Object> variables) {
    throw onlyWithForm();
  }

  private static BadUserRequestException onlyWithForm() {
    return new BadUserRequestException(OnlyThroughForm.REFUSAL);
  }
}
