package org.exitinterview.modelling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.exitinterview.modelling.Place.Run;
import org.jspecify.annotations.Nullable;

/**
 * All ways a case can take through the processes of a deployment. Where the model leaves open
 * whether a way can really be taken, it is assumed that it can: conditions are not weighed, and a
 * parallel branch counts as a way by itself.
 */
final class Ways {

  private static final String SAME_DEPLOYMENT = "deployment";

  /** Steps that must be done to be passed; each way to leave them before is a way around them. */
  private final Predicate<FlowNode> isCheck;

  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final Map<Place, Set<Place>> targets = new HashMap<>();
  private final Map<Place, Set<Place>> next = new HashMap<>();

  /** Only taken by those who have done a check. */
  private final Map<Place, Set<Place>> throughCheck = new HashMap<>();

  /** Starts something beside the case, which goes on. */
  private final Map<Place, Set<Place>> beside = new HashMap<>();

  private final List<Set<Place>> branches = new ArrayList<>();

  /** What runs several times at once. */
  private final List<Set<Place>> repeated = new ArrayList<>();

  private final Map<Place, FlowNode> nodes = new LinkedHashMap<>();
  private final Set<Place> replaceable = new LinkedHashSet<>();

  Ways(Collection<Process> processes, Predicate<FlowNode> isCheck) {
    this.isCheck = isCheck;
    processes.forEach(process -> this.processes.putIfAbsent(process.getId(), process));
    this.processes
        .values()
        .forEach(
            process -> {
              addProcess(process, new Run(process.getId(), false));
              addProcess(process, new Run(process.getId(), true));
            });
  }

  /** Where each process starts. */
  List<Place> starts() {
    return processes.keySet().stream().map(id -> new Run(id, false).start()).toList();
  }

  /** Before each element that fits. */
  List<Place> before(Predicate<FlowNode> fits) {
    return nodes.entrySet().stream()
        .filter(entry -> fits.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** After each call of a process that may be replaced without this one. */
  List<Place> afterReplaceable() {
    return List.copyOf(replaceable);
  }

  /** The element at a place; null at the edge of a process. */
  @Nullable FlowNode at(Place place) {
    return nodes.get(place.run().before(place.element()));
  }

  /** Every place from which one of the others is reached on a way that passes no check. */
  Set<Place> leadingUncheckedTo(Collection<Place> goals) {
    Map<Place, Set<Place>> cameFrom = new HashMap<>();
    for (Map<Place, Set<Place>> edges : List.of(next, beside)) {
      edges.forEach((from, to) -> to.forEach(place -> link(cameFrom, place, from)));
    }
    Set<Place> leading = new HashSet<>(goals);
    Deque<Place> waiting = new ArrayDeque<>(goals);
    while (!waiting.isEmpty()) {
      for (Place before : cameFrom.getOrDefault(waiting.remove(), Set.of())) {
        if (leading.add(before)) {
          waiting.add(before);
        }
      }
    }
    return leading;
  }

  /** The shortest way from one of the places to the other that passes no check. */
  Optional<List<Place>> shortestUnchecked(Collection<Place> from, Place to) {
    Map<Place, Place> cameFrom = new HashMap<>();
    Deque<Place> waiting = new ArrayDeque<>(from);
    Set<Place> seen = new HashSet<>(from);
    while (!waiting.isEmpty()) {
      Place place = waiting.remove();
      if (place.equals(to)) {
        return Optional.of(way(cameFrom, place));
      }
      for (Map<Place, Set<Place>> edges : List.of(next, beside)) {
        for (Place following : edges.getOrDefault(place, Set.of())) {
          if (seen.add(following)) {
            cameFrom.put(following, place);
            waiting.add(following);
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether one place is on a branch of its own while the case goes to the other: what happens
   * there can happen at any moment of the way to the other.
   */
  boolean besideEachOther(Place one, Place other) {
    if (repeated.stream().anyMatch(at -> at.contains(one) && at.contains(other))) {
      return true;
    }
    for (Set<Place> heads : branches) {
      for (Place head : heads) {
        Set<Place> reached = reached(head);
        if (reached.contains(one) && !reached.contains(other)) {
          for (Place sibling : heads) {
            if (!sibling.equals(head)) {
              Set<Place> beyond = reached(sibling);
              if (beyond.contains(other) && !beyond.contains(one)) {
                return true;
              }
            }
          }
        }
      }
    }
    return false;
  }

  private Set<Place> reached(Place from) {
    Set<Place> reached = new HashSet<>(Set.of(from));
    Deque<Place> waiting = new ArrayDeque<>(reached);
    while (!waiting.isEmpty()) {
      Place place = waiting.remove();
      for (Map<Place, Set<Place>> edges : List.of(next, throughCheck)) {
        for (Place following : edges.getOrDefault(place, Set.of())) {
          if (reached.add(following)) {
            waiting.add(following);
          }
        }
      }
    }
    return reached;
  }

  private static List<Place> way(Map<Place, Place> cameFrom, Place last) {
    Deque<Place> way = new ArrayDeque<>();
    for (@Nullable Place place = last; place != null; place = cameFrom.get(place)) {
      way.addFirst(place);
    }
    return List.copyOf(way);
  }

  // Building

  /**
   * Follows flows by what they connect, as the engine does; that nodes name their flows as well is
   * for drawing only.
   */
  private void addProcess(Process process, Run run) {
    for (SequenceFlow flow :
        process.getModelInstance().getModelElementsByType(SequenceFlow.class)) {
      link(
          targets,
          run.after(flow.getAttributeValue("sourceRef")),
          run.before(flow.getAttributeValue("targetRef")));
    }
    addScope(run, process.getFlowElements(), run.start(), run.end());
  }

  private void addScope(Run run, Collection<FlowElement> elements, Place start, Place end) {
    List<FlowNode> scope =
        elements.stream().filter(FlowNode.class::isInstance).map(FlowNode.class::cast).toList();
    for (FlowNode node : scope) {
      Place before = run.before(node.getId());
      Place after = run.after(node.getId());
      nodes.put(before, node);
      addInside(run, node, before, after);
      targets.getOrDefault(after, Set.of()).forEach(target -> link(next, after, target));
      if (node instanceof StartEvent) {
        link(next, start, before);
      }
      if (!targets.containsKey(after) && linkName(node).isEmpty()) {
        link(next, after, end);
      }
      addBranches(run, node);
    }
    addLinks(run, scope);
    for (FlowNode node : scope) {
      if (node instanceof BoundaryEvent event) {
        addBoundaryEvent(run, event, scope);
      } else if (node instanceof SubProcess subProcess && subProcess.triggeredByEvent()) {
        addEventSubProcess(run, subProcess, scope, start);
      }
    }
  }

  private void addInside(Run run, FlowNode node, Place before, Place after) {
    boolean mayBeSkipped = node instanceof Activity step && step.getLoopCharacteristics() != null;
    if (node instanceof SubProcess subProcess) {
      addScope(run, subProcess.getFlowElements(), before, after);
    } else if (node instanceof CallActivity call) {
      mayBeSkipped |= !addCall(call, before, after);
    } else {
      link(isCheck.test(node) ? throughCheck : next, before, after);
    }
    if (node instanceof Activity step
        && step.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics instances
        && !instances.isSequential()) {
      repeated.add(within(run, node, new HashSet<>()));
    }
    if (mayBeSkipped) {
      // No instance at all, or one after the other.
      link(next, before, after);
      link(next, after, before);
    }
  }

  /** Whether the called process is known and stays as it is. */
  private boolean addCall(CallActivity call, Place before, Place after) {
    Process called = processes.get(call.getCalledElement());
    if (called != null) {
      Run inside = new Run(called.getId(), true);
      link(next, before, inside.start());
      link(next, inside.end(), after);
    }
    boolean stays = called != null && SAME_DEPLOYMENT.equals(call.getCamundaCalledElementBinding());
    if (!stays) {
      replaceable.add(after);
    }
    return stays;
  }

  /**
   * The way through a boundary event leaves the step before it is done, wherever the case is in it.
   */
  private void addBoundaryEvent(Run run, BoundaryEvent event, List<FlowNode> scope) {
    String attachedTo = event.getAttributeValue("attachedToRef");
    Place before = run.before(event.getId());
    Map<Place, Set<Place>> edges = event.cancelActivity() ? next : beside;
    scope.stream()
        .filter(node -> node.getId().equals(attachedTo))
        .flatMap(node -> within(run, node, new HashSet<>()).stream())
        .forEach(place -> link(edges, place, before));
    if (!event.cancelActivity()) {
      branches.add(Set.of(before, run.before(attachedTo)));
    }
  }

  /** It can start as long as its scope runs. */
  private void addEventSubProcess(
      Run run, SubProcess subProcess, List<FlowNode> scope, Place start) {
    Place before = run.before(subProcess.getId());
    boolean interrupts =
        subProcess.getChildElementsByType(StartEvent.class).stream()
            .allMatch(StartEvent::isInterrupting);
    Map<Place, Set<Place>> edges = interrupts ? next : beside;
    link(edges, start, before);
    for (FlowNode node : scope) {
      if (!node.equals(subProcess)) {
        within(run, node, new HashSet<>()).forEach(place -> link(edges, place, before));
        link(edges, run.after(node.getId()), before);
      }
    }
    if (!interrupts) {
      branches.add(Set.of(before, start));
    }
  }

  /** All places of a step, also inside it and in what it calls. */
  private Set<Place> within(Run run, FlowNode node, Set<String> called) {
    Set<Place> places = new LinkedHashSet<>();
    places.add(run.before(node.getId()));
    if (node instanceof SubProcess subProcess) {
      addWithin(places, run, subProcess.getFlowElements(), called);
    } else if (node instanceof CallActivity call) {
      Process target = processes.get(call.getCalledElement());
      if (target != null && called.add(target.getId())) {
        addWithin(places, new Run(target.getId(), true), target.getFlowElements(), called);
      }
    }
    return places;
  }

  private void addWithin(
      Set<Place> places, Run run, Collection<FlowElement> elements, Set<String> called) {
    for (FlowElement element : elements) {
      if (element instanceof FlowNode node) {
        places.addAll(within(run, node, called));
        places.add(run.after(node.getId()));
      }
    }
  }

  /** Several flows out of anything that does not choose run side by side. */
  private void addBranches(Run run, FlowNode node) {
    boolean chooses = node instanceof ExclusiveGateway || node instanceof EventBasedGateway;
    Set<Place> heads = targets.getOrDefault(run.after(node.getId()), Set.of());
    if (!chooses && heads.size() > 1) {
      branches.add(heads);
    }
  }

  private void addLinks(Run run, List<FlowNode> scope) {
    for (FlowNode from : scope) {
      if (from instanceof ThrowEvent) {
        for (FlowNode to : scope) {
          if (to instanceof CatchEvent
              && linkName(from).isPresent()
              && linkName(from).equals(linkName(to))) {
            link(next, run.after(from.getId()), run.before(to.getId()));
          }
        }
      }
    }
  }

  private static Optional<String> linkName(FlowNode node) {
    return node instanceof IntermediateThrowEvent || node instanceof IntermediateCatchEvent
        ? node.getChildElementsByType(LinkEventDefinition.class).stream()
            .map(LinkEventDefinition::getName)
            .filter(Objects::nonNull)
            .findFirst()
        : Optional.empty();
  }

  private static void link(Map<Place, Set<Place>> edges, Place from, Place to) {
    edges.computeIfAbsent(from, unused -> new LinkedHashSet<>()).add(to);
  }
}
