package org.exitinterview.forms;

import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.jspecify.annotations.Nullable;

/**
 * Closes the ways past the form of a step that the engine opens to whoever has the task: what comes
 * along with them would become process variables, unchecked. Whom the engine refuses a step is
 * noted.
 */
final class TasksWithForms extends TaskServiceImpl {

  private final RefusedSteps refusedSteps;

  TasksWithForms(RefusedSteps refusedSteps) {
    this.refusedSteps = refusedSteps;
  }

  @Override
  public void claim(String taskId, @Nullable String userId) {
    noting(taskId, () -> super.claim(taskId, userId));
  }

  @Override
  public void setAssignee(String taskId, @Nullable String userId) {
    noting(taskId, () -> super.setAssignee(taskId, userId));
  }

  @Override
  public void delegateTask(String taskId, @Nullable String userId) {
    noting(taskId, () -> super.delegateTask(taskId, userId));
  }

  @Override
  public void complete(String taskId, @Nullable Map<String, Object> variables) {
    noting(taskId, () -> super.complete(taskId, variables));
  }

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

  private void noting(String taskId, Runnable work) {
    refusedSteps.<@Nullable Object>noting(
        commandExecutor,
        taskId,
        () -> {
          work.run();
          return null;
        });
  }

  private static BadUserRequestException onlyWithForm() {
    return new BadUserRequestException(OnlyThroughForm.REFUSAL);
  }
}
