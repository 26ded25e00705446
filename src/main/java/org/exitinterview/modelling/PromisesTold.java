package org.exitinterview.modelling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a case in which something was recommended does not end before the young person has
 * been told: that it was recommended, and later what came of it (procedure 13.8 section 3, and in
 * the spirit of Children's Homes Regulations 2015 reg 7).
 *
 * <p>This is for early, clear words. That no case closes with an untold promise is held when it
 * closes, and no event interrupts a case that has one.
 */
final class PromisesTold {

  private static final String NOTES = "noteRecommendation";
  private static final String LETTER = "letter";
  private static final String WHAT_CHANGED = "whatChanged";
  private static final String STILL_OWED = "${promises.owedFor(execution)}";

  private final List<FlowNode> nodes = new ArrayList<>();
  private final List<SequenceFlow> flows = new ArrayList<>();

  private PromisesTold(Process process) {
    process.getModelInstance().getModelElementsByType(FlowNode.class).stream()
        .filter(node -> process.equals(processOf(node)))
        .forEach(nodes::add);
    process.getModelInstance().getModelElementsByType(SequenceFlow.class).stream()
        .filter(flow -> nodes.contains(flow.getSource()))
        .forEach(flows::add);
  }

  /**
   * Every end that a case can reach around a letter.
   *
   * @param processes the processes of a deployment
   * @param resources the file of each process, by its id
   */
  static List<ModelProblem> problems(Collection<Process> processes, Map<String, String> resources) {
    List<ModelProblem> problems = new ArrayList<>();
    for (Process process : processes) {
      PromisesTold check = new PromisesTold(process);
      String file = resources.getOrDefault(process.getId(), process.getId());
      Set<FlowNode> aroundFirst = check.reached(PromisesTold::isThanks, flow -> true);
      Set<FlowNode> aroundSecond =
          check.reached(PromisesTold::isWhatChanged, flow -> !check.isTakenOnlyIfNotOwed(flow));
      check.nodes.stream()
          .filter(PromisesTold::endsCase)
          .forEach(
              end -> {
                if (aroundFirst.contains(end)) {
                  problems.add(problem(file, end, "that it was recommended", "thanks"));
                } else if (aroundSecond.contains(end)) {
                  problems.add(problem(file, end, "what came of it", WHAT_CHANGED));
                }
              });
    }
    return problems;
  }

  private static ModelProblem problem(String file, FlowNode end, String what, String letter) {
    return new ModelProblem(
        file,
        end.getId(),
        ("'%s' can be reached after a recommendation although the young person was not told %s."
                + " Call the process 'letter' with letter=%s on every way that leads there.")
            .formatted(end.getName() == null ? end.getId() : end.getName(), what, letter));
  }

  /** What a case can reach from a recommendation without passing the steps that are closed. */
  private Set<FlowNode> reached(Predicate<FlowNode> closed, Predicate<SequenceFlow> open) {
    Set<FlowNode> reached = new HashSet<>();
    nodes.stream().filter(PromisesTold::notesRecommendation).forEach(reached::add);
    boolean more = !reached.isEmpty();
    while (more) {
      more = false;
      for (FlowNode node : nodes) {
        if (!reached.contains(node) && arrives(node, reached, closed, open)) {
          more = reached.add(node);
        }
      }
    }
    return reached;
  }

  /** A parallel join is passed when all its ways arrive, everything else when one does. */
  private boolean arrives(
      FlowNode node,
      Set<FlowNode> reached,
      Predicate<FlowNode> closed,
      Predicate<SequenceFlow> open) {
    if (node instanceof BoundaryEvent event) {
      return nodes.stream()
          .anyMatch(
              at ->
                  at.getId().equals(event.getAttributeValue("attachedToRef"))
                      && (reached.contains(at) || holds(at, reached)));
    }
    if (node instanceof StartEvent && node.getParentElement() instanceof SubProcess inside) {
      // What an event starts: the application lets no event interrupt a case with a promise.
      return !inside.triggeredByEvent() && reached.contains(inside);
    }
    if (linked(node, reached)) {
      return true;
    }
    List<SequenceFlow> incoming =
        flows.stream().filter(flow -> flow.getTarget().equals(node)).toList();
    Predicate<SequenceFlow> taken =
        flow -> isLeft(flow.getSource(), reached, closed) && open.test(flow);
    return !incoming.isEmpty()
        && (node instanceof ParallelGateway
            ? incoming.stream().allMatch(taken)
            : incoming.stream().anyMatch(taken));
  }

  private boolean isLeft(FlowNode node, Set<FlowNode> reached, Predicate<FlowNode> closed) {
    if (node instanceof SubProcess) {
      return nodes.stream()
          .anyMatch(
              end ->
                  node.equals(end.getParentElement())
                      && end instanceof EndEvent
                      && reached.contains(end));
    }
    return reached.contains(node) && !closed.test(node);
  }

  /** Whether something within a subprocess is reached. */
  private static boolean holds(FlowNode node, Set<FlowNode> reached) {
    return node instanceof SubProcess && reached.stream().anyMatch(at -> isWithin(at, node));
  }

  private static boolean isWithin(FlowNode inner, FlowNode outer) {
    for (ModelElementInstance at = inner.getParentElement();
        at != null;
        at = at.getParentElement()) {
      if (at.equals(outer)) {
        return true;
      }
    }
    return false;
  }

  private boolean linked(FlowNode node, Set<FlowNode> reached) {
    Set<String> names = linkNames(node);
    return !(node instanceof ThrowEvent)
        && !names.isEmpty()
        && reached.stream()
            .anyMatch(
                from ->
                    from instanceof ThrowEvent
                        && linkNames(from).stream().anyMatch(names::contains));
  }

  private static Set<String> linkNames(FlowNode node) {
    Set<String> names = new HashSet<>();
    node.getChildElementsByType(LinkEventDefinition.class)
        .forEach(link -> names.add(String.valueOf(link.getName())));
    return names;
  }

  /** The default way past a gateway whose every other way asks whether the letter is owed. */
  private boolean isTakenOnlyIfNotOwed(SequenceFlow flow) {
    return flow.getConditionExpression() == null
        && flows.stream()
            .anyMatch(
                other ->
                    other.getSource().equals(flow.getSource())
                        && other.getConditionExpression() != null
                        && STILL_OWED.equals(
                            other.getConditionExpression().getTextContent().strip()));
  }

  private static boolean notesRecommendation(FlowNode node) {
    String delegate =
        node.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "delegateExpression");
    return delegate != null && delegate.replaceAll("\\s", "").matches("[$#]\\{" + NOTES + "}");
  }

  private static boolean isThanks(FlowNode node) {
    return isLetter(node) && !isWhatChanged(node);
  }

  private static boolean isWhatChanged(FlowNode node) {
    return isLetter(node)
        && node.getModelInstance().getModelElementsByType(CamundaIn.class).stream()
            .anyMatch(
                in ->
                    LETTER.equals(in.getCamundaTarget())
                        && WHAT_CHANGED.equals(in.getCamundaSourceExpression())
                        && isWithin(in, node));
  }

  private static boolean isWithin(CamundaIn in, FlowNode node) {
    return in.getParentElement() != null && node.equals(in.getParentElement().getParentElement());
  }

  /** A call that may be skipped, because it is repeated for each of none, tells nobody. */
  private static boolean isLetter(FlowNode node) {
    return node instanceof CallActivity call
        && LETTER.equals(call.getCalledElement())
        && ((Activity) node).getLoopCharacteristics() == null;
  }

  /** An end with an outcome, not within what an event starts. */
  private static boolean endsCase(FlowNode node) {
    return node instanceof EndEvent
        && node.getParentElement() instanceof Process
        && node.getModelInstance().getModelElementsByType(CamundaProperty.class).stream()
            .anyMatch(
                property ->
                    "outcome".equals(property.getCamundaName())
                        && property.getParentElement() != null
                        && property.getParentElement().getParentElement() != null
                        && node.equals(
                            property.getParentElement().getParentElement().getParentElement()));
  }

  private static Process processOf(FlowNode node) {
    @Nullable ModelElementInstance at = node.getParentElement();
    while (at != null && !(at instanceof Process)) {
      at = at.getParentElement();
    }
    return (Process) Objects.requireNonNull(at);
  }
}
