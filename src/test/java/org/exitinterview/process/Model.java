package org.exitinterview.process;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EscalationEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * A model of the folder {@code processes} as the tests read it: the source file, because a test of
 * the style must not wait for an engine that refuses it.
 */
public record Model(Path file, BpmnModelInstance bpmn) {

  /** Where models and decision tables lie. */
  public static final Path FOLDER = Path.of("processes");

  /** All models, by file name. */
  public static Stream<Model> all() {
    return files(FOLDER, ".bpmn").map(Model::of);
  }

  /** The model of that process. */
  public static Model of(String processId) {
    return of(FOLDER.resolve(processId + ".bpmn"));
  }

  private static Model of(Path file) {
    return new Model(file, Bpmn.readModelFromFile(file.toFile()));
  }

  /** Files of a folder with that ending, by name; none if there is no such folder. */
  public static Stream<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** File name without its ending. */
  public String name() {
    return file.getFileName().toString().replace(".bpmn", "");
  }

  /** The one process of the file. */
  public Process process() {
    Collection<Process> processes = bpmn.getModelElementsByType(Process.class);
    if (processes.size() != 1) {
      throw new AssertionError(file + " holds " + processes.size() + " processes; draw one a file");
    }
    return processes.iterator().next();
  }

  /** All elements of that type, also inside subprocesses. */
  public <T extends ModelElementInstance> Stream<T> elements(Class<T> type) {
    return bpmn.getModelElementsByType(type).stream();
  }

  /** The lane a node lies in. */
  public Optional<Lane> laneOf(FlowNode node) {
    return elements(Lane.class).filter(lane -> lane.getFlowNodeRefs().contains(node)).findFirst();
  }

  /** Timers on the edge of a step that match. */
  Stream<TimerEventDefinition> timersOn(FlowNode step, Predicate<BoundaryEvent> matching) {
    return elements(BoundaryEvent.class)
        .filter(event -> step.equals(event.getAttachedTo()))
        .filter(matching)
        .flatMap(event -> event.getChildElementsByType(TimerEventDefinition.class).stream());
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }

  /** How deadlines.dmn and the forms call a step: {@code userTask_seekAgreement} without prefix. */
  public static String stepName(UserTask task) {
    return task.getId().replaceFirst("^userTask_", "");
  }

  /** {@code seekAgreement} as {@code seek-agreement}. */
  public static String kebab(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The extension property of an element. */
  public static Optional<String> property(BaseElement element, String name) {
    return Optional.ofNullable(element.getExtensionElements()).stream()
        .flatMap(extensions -> extensions.getChildElementsByType(CamundaProperties.class).stream())
        .flatMap(properties -> properties.getCamundaProperties().stream())
        .filter(property -> name.equals(property.getCamundaName()))
        .map(property -> property.getCamundaValue())
        .findFirst();
  }

  /** An exclusive gateway where the case takes one of several ways. */
  static boolean splits(ExclusiveGateway gateway) {
    return gateway.getOutgoing().size() > 1;
  }

  /** An end event that sends a message or calls the chase; behind a timer it chases somebody. */
  static boolean sends(EndEvent end) {
    return !end.getChildElementsByType(MessageEventDefinition.class).isEmpty()
        || !end.getChildElementsByType(EscalationEventDefinition.class).isEmpty();
  }

  /** What an element says about itself, on one line. */
  public static String documentation(BaseElement element) {
    return element.getDocumentations().stream()
        .map(ModelElementInstance::getTextContent)
        .map(String::strip)
        .collect(joining(" "));
  }

  /** Groups that may take a step. */
  public static List<String> candidateGroups(UserTask task) {
    return task.getCamundaCandidateGroupsList();
  }
}
