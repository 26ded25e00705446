package org.exitinterview.forms;

import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.exitinterview.record.Section;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What of the record a waiting step shows and writes, whoever asks. */
@Component
public class StepNeeds {

  private final ObjectProvider<ProcessEngine> engine;
  private final DeployedForms forms;

  StepNeeds(ObjectProvider<ProcessEngine> engine, DeployedForms forms) {
    this.engine = engine;
    this.forms = forms;
  }

  /**
   * What a step needs.
   *
   * @param item what within the case it is about; {@code ""} for the case itself
   */
  public record Needs(Set<Section> sections, String item) {}

  /** What the step needs; empty for a step without a form, or one that waits no more. */
  public Optional<Needs> of(String taskId) {
    Command<Optional<Needs>> command =
        context ->
            Optional.ofNullable(context.getTaskManager().findTaskById(taskId)).flatMap(this::needs);
    return ((ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration())
        .getCommandExecutorTxRequired()
        .execute(command);
  }

  private Optional<Needs> needs(TaskEntity task) {
    if (task.getTaskDefinition() == null
        || !(task.getTaskDefinition().getTaskFormHandler() instanceof StepFormHandler handler)) {
      return Optional.empty();
    }
    Step step = handler.step();
    return Optional.of(new Needs(forms.of(step).sections(), CaseOfTask.item(step, task)));
  }
}
