package org.exitinterview.chasing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.exitinterview.process.ChaseVariables;
import org.exitinterview.process.RecommendationProcess;
import org.jspecify.annotations.Nullable;

/**
 * The step that waits. Where its boundary timer leads straight to a reminder it is read from the
 * diagram; where the timer calls the chase, the escalation's code names it.
 *
 * @param taskDefinitionKey id of the user task in the model
 */
record WaitingStep(String taskDefinitionKey) {

  private static final String TASK_PREFIX = "userTask_";

  /** The step of that name in deadlines.dmn. */
  static WaitingStep named(String step) {
    return new WaitingStep(TASK_PREFIX + step);
  }

  /** The step that is chased here. */
  static WaitingStep of(DelegateExecution execution) {
    return isInSubProcess(execution)
        ? named(ChaseVariables.STEP.from(execution))
        : behind(execution);
  }

  private static boolean isInSubProcess(DelegateExecution execution) {
    return execution.getBpmnModelElementInstance().getParentElement() instanceof SubProcess;
  }

  /** Key of the process that the step belongs to. */
  static String processKey(DelegateExecution execution) {
    return ((ExecutionEntity) execution).getProcessDefinition().getKey();
  }

  /** Which recommendation the step is about; null where it is about the case. */
  static @Nullable String item(DelegateExecution execution) {
    return execution.getVariable(RecommendationProcess.Variables.RECOMMENDATION_ID.variableName())
            instanceof String item
        ? item
        : null;
  }

  /**
   * Follows the flows back from the event or task that is being executed to the boundary timer.
   *
   * @throws IllegalStateException if no boundary event leads there
   */
  static WaitingStep behind(DelegateExecution execution) {
    Deque<FlowNode> toVisit = new ArrayDeque<>();
    Set<String> visited = new HashSet<>();
    toVisit.add((FlowNode) execution.getBpmnModelElementInstance());
    while (!toVisit.isEmpty()) {
      FlowNode node = toVisit.remove();
      if (node instanceof BoundaryEvent boundary) {
        return new WaitingStep(boundary.getAttachedTo().getId());
      }
      if (visited.add(node.getId())) {
        sources(node).forEach(toVisit::add);
      }
    }
    throw new IllegalStateException(
        "No boundary event leads to '" + execution.getCurrentActivityId() + "'");
  }

  /** Asked of the flows, because a node's own list of incoming flows is optional in BPMN. */
  private static Stream<FlowNode> sources(FlowNode node) {
    return node.getModelInstance().getModelElementsByType(SequenceFlow.class).stream()
        .filter(flow -> node.equals(flow.getTarget()))
        .map(SequenceFlow::getSource);
  }

  /** The step's name in deadlines.dmn. */
  String name() {
    return taskDefinitionKey.startsWith(TASK_PREFIX)
        ? taskDefinitionKey.substring(TASK_PREFIX.length())
        : taskDefinitionKey;
  }

  /** The tasks that wait in this process instance; several if the step has several instances. */
  List<Task> tasks(DelegateExecution execution) {
    return execution
        .getProcessEngineServices()
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(execution.getProcessInstanceId())
        .taskDefinitionKey(taskDefinitionKey)
        .active()
        .list();
  }
}
