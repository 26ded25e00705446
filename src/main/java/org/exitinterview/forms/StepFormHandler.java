package org.exitinterview.forms;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Stands in front of the engine's own handling of a task's form. Nothing that is sent becomes a
 * process variable or a history entry by itself.
 */
final class StepFormHandler implements TaskFormHandler {

  private final TaskFormHandler engineHandler;
  private final Step step;
  private final ObjectProvider<StepSubmission> submission;
  private final ObjectProvider<StepKnowledge> knowledge;

  StepFormHandler(
      TaskFormHandler engineHandler,
      Step step,
      ObjectProvider<StepSubmission> submission,
      ObjectProvider<StepKnowledge> knowledge) {
    this.engineHandler = engineHandler;
    this.step = step;
    this.submission = submission;
    this.knowledge = knowledge;
  }

  Step step() {
    return step;
  }

  @Override
  public TaskFormData createTaskForm(TaskEntity task) {
    TaskFormData form = engineHandler.createTaskForm(task);
    form.getFormFields().addAll(knowledge.getObject().shown(step, task).values());
    return form;
  }

  @Override
  public void submitFormVariables(VariableMap sent, VariableScope task) {
    submission.getObject().finish(step, (TaskEntity) task, sent);
  }

  @Override
  public void parseConfiguration(
      Element element,
      DeploymentEntity deployment,
      ProcessDefinitionEntity processDefinition,
      BpmnParse parse) {
    // The engine's handler is already configured when this one is put in front of it.
  }
}
