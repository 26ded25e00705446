package org.exitinterview.forms;

import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.exitinterview.record.AccessRefusedException;
import org.exitinterview.record.RecordVault;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Enters into the read log whom the engine itself refuses a step: that a person asked for words is
 * of interest, whoever it was that refused.
 */
final class RefusedSteps {

  private final ObjectProvider<RecordVault> vault;

  RefusedSteps(ObjectProvider<RecordVault> vault) {
    this.vault = vault;
  }

  /** Does something with the step; notes a refusal of the engine's, and passes it on. */
  <T extends @Nullable Object> T noting(CommandExecutor engine, String taskId, Supplier<T> work) {
    try {
      return work.get();
    } catch (AccessRefusedException notedByTheVault) {
      throw notedByTheVault;
    } catch (AuthorizationException refused) {
      engine.execute(
          context ->
              context.runWithoutAuthorization(
                  () -> {
                    TaskEntity task = context.getTaskManager().findTaskById(taskId);
                    if (task != null && task.getExecutionId() != null) {
                      vault
                          .getObject()
                          .noteRefusal(CaseOfTask.number(task), task.getTaskDefinitionKey());
                    }
                    return null;
                  }));
      throw refused;
    }
  }
}
