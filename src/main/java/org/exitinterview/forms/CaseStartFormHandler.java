package org.exitinterview.forms;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.form.StartFormData;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.form.handler.StartFormHandler;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.springframework.beans.factory.ObjectProvider;

/** The same for the form that starts a process. */
final class CaseStartFormHandler implements StartFormHandler {

  private final StartFormHandler engineHandler;
  private final Step step;
  private final ObjectProvider<StepSubmission> submission;
  private final ObjectProvider<StepKnowledge> knowledge;

  CaseStartFormHandler(
      StartFormHandler engineHandler,
      Step step,
      ObjectProvider<StepSubmission> submission,
      ObjectProvider<StepKnowledge> knowledge) {
    this.engineHandler = engineHandler;
    this.step = step;
    this.submission = submission;
    this.knowledge = knowledge;
  }

  @Override
  public StartFormData createStartFormData(ProcessDefinitionEntity processDefinition) {
    StartFormData form = engineHandler.createStartFormData(processDefinition);
    form.getFormFields().addAll(knowledge.getObject().shown(step).values());
    return form;
  }

  @Override
  public void submitFormVariables(VariableMap sent, VariableScope execution) {
    submission.getObject().start(step, (ExecutionEntity) execution, sent);
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
