package org.exitinterview.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;

/**
 * Which way each value of {@code decision} takes after the step that decides: through steps that
 * only send or note something, and through gateways that ask about the same decision again.
 */
final class Ways {

  private static final Pattern TEST = Pattern.compile("decision == \"(\\w+)\"");

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Set<String>> byDefault = new LinkedHashMap<>();

  /** Follows the values from the step on. */
  static Ways after(FlowNode step, Set<String> values) {
    Ways ways = new Ways();
    step.getOutgoing().forEach(flow -> ways.follow(flow, values));
    return ways;
  }

  /** What is wrong, and what to do. */
  List<String> problems() {
    return problems;
  }

  /** Values that no condition names, by the default flow they take in the end. */
  Map<String, Set<String>> byDefault() {
    return byDefault;
  }

  private void follow(SequenceFlow flow, Set<String> values) {
    FlowNode target = flow.getTarget();
    if (target instanceof ExclusiveGateway gateway && Model.splits(gateway)) {
      if (asksForDecision(gateway)) {
        split(gateway, values);
      }
    } else if (target instanceof ExclusiveGateway
        || target instanceof SendTask
        || target instanceof ServiceTask) {
      target.getOutgoing().forEach(next -> follow(next, values));
    }
  }

  private void split(ExclusiveGateway gateway, Set<String> values) {
    Set<String> left = new LinkedHashSet<>(values);
    Set<String> atMostPartly = new LinkedHashSet<>(values);
    for (SequenceFlow flow : gateway.getOutgoing()) {
      if (flow.getConditionExpression() == null) {
        continue;
      }
      String condition = flow.getConditionExpression().getTextContent();
      Set<String> tested = tested(condition);
      if (tested.isEmpty() && condition.contains("decision")) {
        problems.add(flow.getId() + ": compare the decision by ==, as in decision == \"given\"");
      }
      for (String value : tested) {
        if (!values.contains(value)) {
          problems.add(
              "%s: no answer '%s' arrives here, only %s".formatted(flow.getId(), value, values));
        }
      }
      if (!condition.contains("&&")) {
        left.removeAll(tested);
      }
      atMostPartly.removeAll(tested);
      if (!tested.isEmpty()) {
        follow(flow, tested);
      }
    }
    SequenceFlow rest = gateway.getDefault();
    if (left.isEmpty()) {
      problems.add(
          "%s: every answer has another way; remove the flow or a condition"
              .formatted(rest.getId()));
    }
    boolean asksOn =
        rest.getTarget() instanceof ExclusiveGateway next
            && Model.splits(next)
            && asksForDecision(next);
    if (!asksOn) {
      byDefault.put(rest.getId(), atMostPartly);
    }
    follow(rest, left);
  }

  private static boolean asksForDecision(ExclusiveGateway gateway) {
    return gateway.getOutgoing().stream()
        .map(SequenceFlow::getConditionExpression)
        .anyMatch(
            condition -> condition != null && condition.getTextContent().contains("decision"));
  }

  private static Set<String> tested(String condition) {
    Set<String> values = new LinkedHashSet<>();
    Matcher matcher = TEST.matcher(condition);
    while (matcher.find()) {
      values.add(matcher.group(1));
    }
    return values;
  }
}
