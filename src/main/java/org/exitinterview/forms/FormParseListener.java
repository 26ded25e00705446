package org.exitinterview.forms;

import java.util.Optional;
import org.camunda.bpm.engine.BpmnParseException;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.record.Drafts;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Puts our handling of forms into every process the engine reads. A new deployment whose forms are
 * not in order is refused; one that is already there is taken as it is, so that a stricter rule
 * never stops a start.
 */
final class FormParseListener extends AbstractBpmnParseListener {

  private static final String SAME_DEPLOYMENT = "deployment";

  private final ObjectProvider<DeployedForms> forms;
  private final ObjectProvider<StepSubmission> submission;
  private final ObjectProvider<StepKnowledge> knowledge;
  private final ObjectProvider<CaseRegister> register;
  private final ObjectProvider<CurrentPerson> currentPerson;
  private final ObjectProvider<Drafts> drafts;
  private final ObjectProvider<TeamOfStep> team;

  FormParseListener(
      ObjectProvider<DeployedForms> forms,
      ObjectProvider<StepSubmission> submission,
      ObjectProvider<StepKnowledge> knowledge,
      ObjectProvider<CaseRegister> register,
      ObjectProvider<CurrentPerson> currentPerson,
      ObjectProvider<Drafts> drafts,
      ObjectProvider<TeamOfStep> team) {
    this.forms = forms;
    this.submission = submission;
    this.knowledge = knowledge;
    this.register = register;
    this.currentPerson = currentPerson;
    this.drafts = drafts;
    this.team = team;
  }

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    TaskDefinition task =
        ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
    ProcessDefinitionEntity process = (ProcessDefinitionEntity) scope.getProcessDefinition();
    AssignmentActs acts =
        new AssignmentActs(
            process.getKey(),
            entity -> team.getObject().includesAssignee(entity),
            register,
            currentPerson);
    task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, acts);
    task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, acts);
    step(element, process, task.getFormDefinition())
        .ifPresent(
            step -> {
              task.setTaskFormHandler(
                  new StepFormHandler(task.getTaskFormHandler(), step, submission, knowledge));
              task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, new OnlyThroughForm());
              DraftEnds ends = new DraftEnds(drafts);
              task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, ends);
              task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, ends);
              task.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, ends);
            });
  }

  @Override
  public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
    if (scope instanceof ProcessDefinitionEntity process && activity.equals(process.getInitial())) {
      step(element, process, process.getStartFormDefinition())
          .ifPresent(
              step ->
                  process.setStartFormHandler(
                      new CaseStartFormHandler(
                          process.getStartFormHandler(), step, submission, knowledge)));
    }
  }

  private Optional<Step> step(
      Element element, ProcessDefinitionEntity process, @Nullable FormDefinition definition) {
    if (definition == null || definition.getCamundaFormDefinitionKey() == null) {
      return Optional.empty();
    }
    Step step =
        new Step(
            process.getDeploymentId(),
            process.getKey(),
            element.attribute("id"),
            definition.getCamundaFormDefinitionKey().getExpressionText(),
            extensionProperty(element, "record"),
            extensionProperty(element, "recordItem"));
    DeploymentEntity deployment =
        Context.getCommandContext()
            .getDeploymentManager()
            .findDeploymentById(process.getDeploymentId());
    if (deployment.isNew()) {
      check(element, step, definition, deployment);
    }
    return Optional.of(step);
  }

  private void check(
      Element element, Step step, FormDefinition definition, DeploymentEntity deployment) {
    String name = Optional.ofNullable(element.attribute("name")).orElse(step.element());
    if (!SAME_DEPLOYMENT.equals(definition.getCamundaFormDefinitionBinding())) {
      throw new BpmnParseException(
          "'%s': set the binding of the form to 'deployment', so that a case keeps its forms"
              .formatted(name),
          element);
    }
    StepForm form =
        forms
            .getObject()
            .find(deployment.getResources().values(), step.formId())
            .orElseThrow(
                () ->
                    new BpmnParseException(
                        "'%s': deploy the form '%s' together with the process"
                            .formatted(name, step.formId()),
                        element));
    if (!form.problems().isEmpty()) {
      throw new BpmnParseException(
          "'%s', form '%s': %s".formatted(name, step.formId(), String.join("; ", form.problems())),
          element);
    }
    if (step.record() == null && !form.sections().isEmpty()) {
      throw new BpmnParseException(
          ("'%s': its form '%s' keeps answers in the record. Give the step the extension property"
                  + " record (open, write, decide or read)")
              .formatted(name, step.formId()),
          element);
    }
  }

  private static @Nullable String extensionProperty(Element element, String name) {
    Element extensions = element.element("extensionElements");
    Element properties =
        extensions == null
            ? null
            : extensions.elementNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "properties");
    if (properties == null) {
      return null;
    }
    return properties.elementsNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "property").stream()
        .filter(property -> name.equals(property.attribute("name")))
        .map(property -> property.attribute("value"))
        .findFirst()
        .orElse(null);
  }
}
