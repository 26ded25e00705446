package org.exitinterview.modelling;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.jspecify.annotations.Nullable;

/**
 * Checks that no way leads to the sending of copies without the decision on who receives them
 * (steps 10 and 11), neither from the start nor from a step that can have changed the record since.
 *
 * <p>This is for early, clear words. Whether copies are really sent is decided when they are.
 */
final class CirculationDecided {

  private static final String SENDS = "sendCopies";
  private static final String RECORD = "record";
  private static final String DECIDES = "decide";
  private static final String ONLY_READS = "read";

  private final Ways ways;
  private final Map<String, String> resources;
  private final List<ModelProblem> problems = new ArrayList<>();

  private CirculationDecided(Collection<Process> processes, Map<String, String> resources) {
    this.ways = new Ways(processes, CirculationDecided::isDecision);
    this.resources = resources;
  }

  /**
   * Every sending that a case can reach without the decision.
   *
   * @param processes the processes of a deployment
   * @param resources the file of each process, by its id
   */
  static List<ModelProblem> problems(Collection<Process> processes, Map<String, String> resources) {
    CirculationDecided check = new CirculationDecided(processes, resources);
    check.ways.before(CirculationDecided::sends).forEach(check::checkSending);
    check.ways.before(CirculationDecided::onlyLooksLikeDecision).forEach(check::refuseDecision);
    return check.problems;
  }

  /** Where a case must not be put, for from there it could be sent without the decision. */
  static Set<Place> unchecked(Collection<Process> processes) {
    Ways ways = new Ways(processes, CirculationDecided::isDecision);
    return ways.leadingUncheckedTo(ways.before(CirculationDecided::sends));
  }

  private void checkSending(Place sending) {
    List<Place> changes = ways.before(CirculationDecided::changesRecord);
    List<Place> changed = new ArrayList<>();
    changes.forEach(change -> changed.add(change.run().after(change.element())));
    changed.addAll(ways.afterReplaceable());
    Optional<List<Place>> fromStart = ways.shortestUnchecked(ways.starts(), sending);
    if (fromStart.isPresent()) {
      add(
          sending,
          ("%s could send the record without the decision on its circulation. This way misses it:"
                  + " %s. Put a user task with the property record=decide and its form on this way")
              .formatted(label(sending), described(fromStart.get())));
      return;
    }
    Optional<List<Place>> fromChange = ways.shortestUnchecked(changed, sending);
    if (fromChange.isPresent()) {
      add(
          sending,
          ("%s could send the record although it was changed after the decision on its"
                  + " circulation. This way misses it: %s. Lead it back to the user task with the"
                  + " property record=decide")
              .formatted(label(sending), described(fromChange.get())));
      return;
    }
    changes.stream()
        .filter(change -> ways.besideEachOther(change, sending))
        .findFirst()
        .ifPresent(
            change ->
                add(
                    sending,
                    ("%s could send the record while it is changed beside it, in %s. Let both ways"
                            + " meet before the decision on the circulation")
                        .formatted(label(sending), label(change))));
  }

  private void refuseDecision(Place place) {
    add(
        place,
        ("%s has the property record=decide, but can be passed without a decision. Make it a user"
                + " task with a linked form that is done exactly once")
            .formatted(label(place)));
  }

  /** An element of a process that is also called is looked at twice and reported once. */
  private void add(Place place, String message) {
    String resource = resources.getOrDefault(place.process(), place.process());
    boolean known =
        problems.stream()
            .anyMatch(
                problem ->
                    problem.resource().equals(resource)
                        && problem.element().equals(place.element()));
    if (!known) {
      problems.add(new ModelProblem(resource, place.element(), message + "."));
    }
  }

  /** Ends and named elements only, because a joining gateway tells the reader nothing. */
  private String described(List<Place> way) {
    List<Place> elements = way.stream().filter(place -> ways.at(place) != null).toList();
    Set<String> labels = new LinkedHashSet<>();
    for (int i = 0; i < elements.size(); i++) {
      Place place = elements.get(i);
      FlowNode node = ways.at(place);
      boolean isEnd = i == 0 || i == elements.size() - 1;
      if (isEnd || (node != null && nameOf(node) != null)) {
        labels.add(label(place));
      }
    }
    return labels.stream().collect(joining(" -> "));
  }

  private String label(Place place) {
    FlowNode node = ways.at(place);
    String name = node == null ? null : nameOf(node);
    return "'%s'".formatted(name == null ? place.element() : name);
  }

  private static @Nullable String nameOf(FlowElement element) {
    String name = element.getName();
    return name == null || name.isBlank() ? null : name.strip().replaceAll("\\s+", " ");
  }

  private static boolean isDecision(FlowNode node) {
    return node instanceof UserTask task
        && task.getLoopCharacteristics() == null
        && task.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "formRef") != null
        && DECIDES.equals(record(task));
  }

  private static boolean onlyLooksLikeDecision(FlowNode node) {
    return DECIDES.equals(record(node)) && !isDecision(node);
  }

  private static boolean changesRecord(FlowNode node) {
    String record = record(node);
    return record != null && !record.equals(DECIDES) && !record.equals(ONLY_READS);
  }

  /** Whatever kind of step it is, and also behind an event. */
  private static boolean sends(FlowNode node) {
    return Stream.concat(
            Stream.of(node), node.getChildElementsByType(EventDefinition.class).stream())
        .map(
            element ->
                element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "delegateExpression"))
        .filter(expression -> expression != null)
        .anyMatch(expression -> ModelContent.step(expression).filter(SENDS::equals).isPresent());
  }

  private static @Nullable String record(BaseElement element) {
    return Stream.ofNullable(element.getExtensionElements())
        .flatMap(extensions -> extensions.getChildElementsByType(CamundaProperties.class).stream())
        .flatMap(properties -> properties.getCamundaProperties().stream())
        .filter(property -> RECORD.equals(property.getCamundaName()))
        .map(CamundaProperty::getCamundaValue)
        .findFirst()
        .orElse(null);
  }
}
