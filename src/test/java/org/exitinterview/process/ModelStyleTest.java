package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.exitinterview.people.Role;
import org.exitinterview.process.Drawing.Box;
import org.exitinterview.process.Drawing.Line;
import org.exitinterview.register.CaseOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How a model has to look, so that a social worker can read the diagram and the engine does what it
 * shows. Rules that bpmnlint decides are not repeated here: {@code npm --prefix src/lint run lint}.
 */
class ModelStyleTest {

  private static final String TIME_TO_LIVE = "P730D";

  private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][a-zA-Z]*");

  private static final Pattern KEBAB_CASE = Pattern.compile("[a-z]+(-[a-z]+)*");

  /** Verbs that hide what is really done. */
  private static final Set<String> EMPTY_VERBS =
      Set.of("handle", "process", "manage", "perform", "execute", "do");

  /** At five lanes a diagram still fits a screen. */
  private static final int LANES = 5;

  private static final int EVENT = 36;
  private static final int GATEWAY = 50;
  private static final int TASK_HEIGHT = 80;
  private static final int TASK_WIDTH = 100;

  /** For a name with a word that a box of the standard width would break. */
  private static final int WIDE_TASK_WIDTH = 120;

  private static final int LONGEST_WORD = 13;

  /** Processes whose ends are counted. */
  private static final Set<String> COUNTED = Set.of("exit-interview", "recommendation");

  private static final Set<String> ROLES =
      Stream.of(Role.values()).map(Role::groupId).collect(Collectors.toSet());

  static Stream<Model> models() {
    return Model.all();
  }

  // Names

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A file is named as its process")
  void fileIsNamedAsItsProcess(Model model) {
    Process process = model.process();
    assertThat(process.getId())
        .as("Process id in %s: name the file as the process, without a version", model)
        .isEqualTo(model.name())
        .matches(KEBAB_CASE);
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("An id says what its element is")
  void idSaysWhatTheElementIs(Model model) {
    check(
        model,
        model.elements(FlowElement.class),
        element -> !hasPrefixAndCamelCase(element.getId(), prefix(element)),
        element -> "give it an id like %s_%s".formatted(prefix(element), "wordsOfTheLabel"));
    check(
        model,
        model.elements(Lane.class),
        lane -> !hasPrefixAndCamelCase(lane.getId(), "lane"),
        lane -> "give it an id like lane_socialWorker");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Tasks, events, lanes and pools have names")
  void everythingThatHappensHasName(Model model) {
    check(
        model,
        Stream.concat(model.elements(Activity.class), model.elements(Event.class)),
        element -> isBlank(element.getName()),
        element -> "name it: a task by verb and object, an event by what has come about");
    check(
        model,
        model.elements(Lane.class),
        lane -> isBlank(lane.getName()),
        lane -> "name the lane by its role");
    check(
        model,
        model.elements(Participant.class),
        pool -> !model.process().getName().equals(pool.getName()),
        pool -> "name the pool as the process: " + model.process().getName());
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A task is named by a verb that says what is done, in sentence case")
  void taskIsNamedByWhatIsDone(Model model) {
    check(
        model,
        model.elements(Task.class),
        task -> EMPTY_VERBS.contains(firstWord(task.getName())),
        task -> "'%s' does not say what is done; choose the verb".formatted(task.getName()));
    check(
        model,
        model.elements(Task.class),
        task -> !task.getName().matches("[A-Z][a-z]*(-[a-z]+)*( ([a-z-]+|[A-Z]{2,5}))*"),
        task -> "write '%s' in sentence case without a stop".formatted(task.getName()));
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A gateway that splits asks, its flows answer, and one flow is the default")
  void gatewayAsksAndFlowsAnswer(Model model) {
    check(
        model,
        splitsOf(model),
        gateway -> isBlank(gateway.getName()) || !gateway.getName().endsWith("?"),
        gateway -> "name it by the question it asks, with a question mark");
    check(
        model,
        splitsOf(model),
        gateway -> gateway.getDefault() == null,
        gateway -> "mark the default flow; without one a case can get stuck");
    check(
        model,
        splitsOf(model).flatMap(gateway -> gateway.getOutgoing().stream()),
        flow -> isBlank(flow.getName()),
        flow -> "label the flow with the answer it stands for");
    check(
        model,
        splitsOf(model).flatMap(gateway -> gateway.getOutgoing().stream()),
        flow -> isDefault(flow) == (flow.getConditionExpression() != null),
        flow -> "give each flow a condition, and the default flow none");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Joins and parallel gateways have no name")
  void joinHasNoName(Model model) {
    check(
        model,
        model
            .elements(Gateway.class)
            .filter(
                gateway -> !(gateway instanceof ExclusiveGateway choice && Model.splits(choice))),
        gateway -> !isBlank(gateway.getName()),
        gateway -> "remove its name; only a gateway that decides asks something");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Process and user tasks say in a sentence what they are for")
  void stepIsDocumented(Model model) {
    check(
        model,
        Stream.concat(Stream.of(model.process()), model.elements(UserTask.class)),
        element -> !Model.documentation(element).endsWith("."),
        element -> "write its documentation, at least one sentence with a full stop");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A process can run and its history is kept for two years")
  void historyIsKeptForTwoYears(Model model) {
    Process process = model.process();
    assertThat(process.isExecutable()).as("%s: mark it as executable", model).isTrue();
    assertThat(process.getName()).as("%s: name the process", model).isNotBlank();
    assertThat(process.getCamundaHistoryTimeToLiveString())
        .as("%s: set the history time to live; the engine takes days only", model)
        .isEqualTo(TIME_TO_LIVE);
  }

  // Shape

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Flows run straight or at right angles")
  void flowsAreOrthogonal(Model model) {
    check(
        model,
        new Drawing(model).lines().stream(),
        Line::flow,
        line ->
            line.segments().stream()
                .anyMatch(segment -> !segment.isHorizontal() && !segment.isVertical()),
        line -> "move its bends until each piece is horizontal or vertical");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("No flow runs through a shape")
  void flowPassesNoShape(Model model) {
    Drawing drawing = new Drawing(model);
    for (Line line : drawing.lines()) {
      check(
          model,
          model.elements(FlowNode.class).filter(node -> !line.belongsTo(node)),
          node -> line.passes(drawing.box(node)),
          node -> line.flow().getId() + " runs through it; lead the flow around");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("No flow crosses another flow")
  void flowCrossesNoFlow(Model model) {
    List<Line> lines = new Drawing(model).lines();
    for (Line line : lines) {
      check(
          model,
          lines.stream().filter(other -> !other.equals(line) && !meet(line, other)),
          Line::flow,
          line::crosses,
          other -> line.flow().getId() + " crosses it; move one of the two");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Nothing is drawn on top of something else")
  void nothingOverlaps(Model model) {
    Drawing drawing = new Drawing(model);
    List<FlowNode> nodes = model.elements(FlowNode.class).toList();
    for (FlowNode node : nodes) {
      check(
          model,
          nodes.stream().filter(other -> !other.equals(node) && !mayTouch(node, other)),
          other -> drawing.box(node).overlaps(drawing.box(other)),
          other -> "it overlaps %s; move one of the two".formatted(node.getId()));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Events, gateways and tasks have one size each")
  void elementsHaveStandardSize(Model model) {
    Drawing drawing = new Drawing(model);
    check(
        model,
        model.elements(Event.class),
        event -> !hasSize(drawing.box(event), EVENT, EVENT),
        event -> "draw it %d x %d".formatted(EVENT, EVENT));
    check(
        model,
        model.elements(Gateway.class),
        gateway -> !hasSize(drawing.box(gateway), GATEWAY, GATEWAY),
        gateway -> "draw it %d x %d".formatted(GATEWAY, GATEWAY));
    check(
        model,
        model.elements(Activity.class).filter(activity -> !(activity instanceof SubProcess)),
        task -> !hasSize(drawing.box(task), taskWidth(task), TASK_HEIGHT),
        task -> "draw it %d x %d".formatted(taskWidth(task), TASK_HEIGHT));
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A node is drawn inside its lane")
  void nodeStandsInItsLane(Model model) {
    Drawing drawing = new Drawing(model);
    List<Lane> lanes = model.elements(Lane.class).toList();
    if (lanes.isEmpty()) {
      return;
    }
    check(
        model,
        model.process().getFlowElements().stream()
            .filter(FlowNode.class::isInstance)
            .map(FlowNode.class::cast),
        node ->
            model
                .laneOf(node)
                .filter(lane -> drawing.box(lane).contains(drawing.box(node)))
                .isEmpty(),
        node -> "put it into one lane and draw it there");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("There are at most five lanes, each for a role")
  void laneIsRole(Model model) {
    assertThat(model.elements(Lane.class))
        .as("%s: more lanes than a screen shows; split the process", model)
        .hasSizeLessThanOrEqualTo(LANES);
    check(
        model,
        model.elements(Lane.class),
        lane -> !ROLES.contains(groupOf(lane)),
        lane -> "no role has the group %s; name the lane after a role".formatted(groupOf(lane)));
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("What goes back goes to a join or waits, and the reader sees a loop")
  void loopsAreVisible(Model model) {
    Drawing drawing = new Drawing(model);
    check(
        model,
        model.elements(SequenceFlow.class),
        flow ->
            drawing.box(flow.getTarget()).right() < drawing.box(flow.getSource()).x()
                && !isJoin(flow.getTarget())
                && !isWait(flow.getTarget()),
        flow -> "it leads back to the left; lead it to a gateway that joins");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A gateway that decides shows its X")
  void exclusiveGatewayShowsItsMarker(Model model) {
    Drawing drawing = new Drawing(model);
    check(
        model,
        model.elements(ExclusiveGateway.class),
        gateway -> !drawing.shape(gateway).isMarkerVisible(),
        gateway -> "set isMarkerVisible on its shape");
  }

  // Semantics

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Code is reached by delegate expressions only")
  void codeIsReachedByDelegateExpression(Model model) {
    check(
        model,
        model
            .elements(BaseElement.class)
            .filter(
                element ->
                    element instanceof ServiceTask
                        || element instanceof SendTask
                        || element instanceof BusinessRuleTask
                        || (element instanceof MessageEventDefinition message
                            && message.getParentElement() instanceof EndEvent)),
        element ->
            isBlank(
                element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "delegateExpression")),
        element -> "implement it by a delegate expression that names a bean");
    assertThat(
            model.bpmn().getDocument().getRootElement().getChildElements().stream()
                .flatMap(ModelStyleTest::withDescendants)
                .map(element -> element.getLocalName())
                .filter(
                    Set.of(
                            "script",
                            "scriptTask",
                            "connector",
                            "executionListener",
                            "taskListener",
                            "field")
                        ::contains))
        .as("%s: scripts, connectors and listeners hide what a model does; use a step", model)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Forms and called processes come from the same deployment")
  void linkedFilesAreBoundToTheDeployment(Model model) {
    check(
        model,
        Stream.concat(model.elements(UserTask.class), model.elements(StartEvent.class)),
        element ->
            camunda(element, "formRef") != null
                && !"deployment".equals(camunda(element, "formRefBinding")),
        element -> "bind the form to the deployment, or running cases get a form they do not fit");
    check(
        model,
        model.elements(CallActivity.class),
        call -> !"deployment".equals(call.getCamundaCalledElementBinding()),
        call -> "bind the called process to the deployment");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A call activity names each variable it passes")
  void callActivityMapsByName(Model model) {
    check(
        model,
        model.elements(CallActivity.class),
        call ->
            Stream.concat(
                    extensions(call, CamundaIn.class).map(CamundaIn::getCamundaVariables),
                    extensions(call, CamundaOut.class).map(CamundaOut::getCamundaVariables))
                .anyMatch("all"::equals),
        call -> "name the variables it passes instead of all");
    check(
        model,
        model.elements(CallActivity.class),
        call ->
            extensions(call, CamundaIn.class).allMatch(in -> isBlank(in.getCamundaBusinessKey())),
        call -> "pass the case number as business key");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A send task stands between two save points and is tried again when it fails")
  void sendTaskStandsBetweenSavePoints(Model model) {
    check(
        model,
        model.elements(SendTask.class),
        task -> !task.isCamundaAsyncBefore() || !task.isCamundaAsyncAfter(),
        task ->
            "set asyncBefore and asyncAfter, or a failure in the next step sends the message twice");
    check(
        model,
        model.elements(SendTask.class),
        task -> extensions(task, CamundaFailedJobRetryTimeCycle.class).findAny().isEmpty(),
        task -> "say how often and when it is tried again (failedJobRetryTimeCycle)");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("No other step is a save point, but the start of a process")
  void otherStepsAreNoSavePoints(Model model) {
    check(
        model,
        model
            .elements(FlowNode.class)
            .filter(node -> !(node instanceof SendTask) && !(node instanceof StartEvent)),
        node -> node.isCamundaAsyncBefore() || node.isCamundaAsyncAfter(),
        node ->
            "remove its save point: it writes to the same database, and each one costs a"
                + " transaction; a reminder is a job of its own already");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A user task is offered to the role of its lane")
  void userTaskIsOfferedToTheRoleOfItsLane(Model model) {
    check(
        model,
        model.elements(UserTask.class),
        task -> Model.candidateGroups(task).size() != 1,
        task -> "offer it to exactly one candidate group");
    check(
        model,
        model.elements(UserTask.class),
        task -> !ROLES.containsAll(Model.candidateGroups(task)),
        task -> "no role has the group " + Model.candidateGroups(task));
    check(
        model,
        model.elements(UserTask.class),
        task ->
            model
                .laneOf(task)
                .filter(lane -> !List.of(groupOf(lane)).equals(Model.candidateGroups(task)))
                .isPresent(),
        task -> "its candidate group is not the role of its lane; change one of them");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A user task has a form, a due date and a reminder")
  void userTaskIsDueAndChased(Model model) {
    check(
        model,
        model.elements(UserTask.class),
        task -> isBlank(camunda(task, "formRef")),
        task -> "link its form");
    check(
        model,
        model.elements(UserTask.class),
        task -> isBlank(task.getCamundaDueDate()),
        task -> "give it a due date: ${deadlines.due('%s')}".formatted(Model.stepName(task)));
    check(
        model,
        model.elements(UserTask.class),
        task ->
            model
                .timersOn(task, event -> !event.cancelActivity())
                .noneMatch(timer -> timer.getTimeCycle() != null),
        task -> "add a reminder: a non-interrupting timer with a cycle on its edge");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Whoever reminds does not interrupt, and reminding leads nowhere else")
  void reminderLeavesTheStepWaiting(Model model) {
    check(
        model,
        model.elements(BoundaryEvent.class).filter(event -> !event.cancelActivity()),
        event ->
            !event.getOutgoing().stream()
                .map(SequenceFlow::getTarget)
                .allMatch(target -> target instanceof EndEvent end && Model.sends(end)),
        event -> "lead it to a message end event: the step itself goes on waiting");
    check(
        model,
        model.elements(BoundaryEvent.class).filter(BoundaryEvent::cancelActivity),
        event ->
            event.getChildElementsByType(TimerEventDefinition.class).stream()
                .anyMatch(timer -> timer.getTimeCycle() != null),
        event -> "an interrupting timer fires once; give it a duration");
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("An end says how the case ended, in the words of the register")
  void endSaysHowTheCaseEnded(Model model) {
    if (!COUNTED.contains(model.name())) {
      return;
    }
    check(
        model,
        model.elements(EndEvent.class).filter(end -> !Model.sends(end)),
        end -> Model.property(end, "outcome").isEmpty(),
        end -> "add the extension property outcome; ends are counted by it");
    check(
        model,
        model.elements(EndEvent.class).filter(Model::sends),
        end -> Model.property(end, "outcome").isPresent(),
        end -> "a reminder ends no case; remove its outcome");
    if (model.name().equals("exit-interview")) {
      assertThat(
              model
                  .elements(EndEvent.class)
                  .flatMap(end -> Model.property(end, "outcome").stream())
                  .collect(Collectors.toSet()))
          .as("%s: outcomes of its end events against those of the register", model)
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(CaseOutcome.values()).map(Enum::name).toList());
    }
  }

  // How a rule is checked

  private static <T extends BaseElement> void check(
      Model model,
      Stream<? extends T> elements,
      Predicate<? super T> broken,
      Function<? super T, String> whatToDo) {
    check(model, elements, Function.identity(), broken, whatToDo);
  }

  private static <T> void check(
      Model model,
      Stream<? extends T> things,
      Function<? super T, ? extends BaseElement> element,
      Predicate<? super T> broken,
      Function<? super T, String> whatToDo) {
    assertThat(
            things
                .filter(broken)
                .map(thing -> element.apply(thing).getId() + ": " + whatToDo.apply(thing)))
        .as("%s", model)
        .isEmpty();
  }

  private static Stream<ExclusiveGateway> splitsOf(Model model) {
    return model.elements(ExclusiveGateway.class).filter(Model::splits);
  }

  private static boolean isDefault(SequenceFlow flow) {
    return flow.getSource() instanceof ExclusiveGateway gateway
        && flow.equals(gateway.getDefault());
  }

  private static boolean hasPrefixAndCamelCase(String id, String prefix) {
    return id.startsWith(prefix + "_")
        && CAMEL_CASE.matcher(id.substring(prefix.length() + 1)).matches();
  }

  private static String prefix(FlowElement element) {
    if (element instanceof Gateway) {
      return "gateway";
    }
    if (element instanceof SequenceFlow) {
      return "flow";
    }
    if (element instanceof BoundaryEvent
        || (element instanceof CatchEvent && !(element instanceof StartEvent))) {
      return "event";
    }
    return element.getElementType().getTypeName().replaceFirst("^intermediateThrowEvent", "event");
  }

  private static String firstWord(String name) {
    return name.split(" ", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static String groupOf(Lane lane) {
    return Model.kebab(lane.getId().replaceFirst("^lane_", ""));
  }

  private static boolean isJoin(FlowNode node) {
    return node instanceof Gateway && node.getIncoming().size() > 1;
  }

  private static boolean isWait(FlowNode node) {
    return node instanceof CatchEvent;
  }

  /** Flows that start or end together may share a piece of their way. */
  private static boolean meet(Line one, Line other) {
    return one.flow().getSource().equals(other.flow().getSource())
        || one.flow().getTarget().equals(other.flow().getTarget());
  }

  private static boolean mayTouch(FlowNode one, FlowNode other) {
    return isOn(one, other) || isOn(other, one) || isIn(one, other) || isIn(other, one);
  }

  private static boolean isOn(FlowNode one, FlowNode other) {
    return one instanceof BoundaryEvent event && other.equals(event.getAttachedTo());
  }

  private static boolean isIn(FlowNode one, FlowNode other) {
    return other instanceof SubProcess && other.equals(one.getParentElement());
  }

  private static boolean hasSize(Box box, int width, int height) {
    return box.width() == width && box.height() == height;
  }

  private static int taskWidth(Activity task) {
    return Stream.of(task.getName().split(" ")).anyMatch(word -> word.length() >= LONGEST_WORD)
        ? WIDE_TASK_WIDTH
        : TASK_WIDTH;
  }

  private static String camunda(ModelElementInstance element, String attribute) {
    return element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
  }

  private static <T extends ModelElementInstance> Stream<T> extensions(
      BaseElement element, Class<T> type) {
    return element.getExtensionElements() == null
        ? Stream.empty()
        : element.getExtensionElements().getChildElementsByType(type).stream();
  }

  private static Stream<DomElement> withDescendants(DomElement element) {
    return Stream.concat(
        Stream.of(element),
        element.getChildElements().stream().flatMap(ModelStyleTest::withDescendants));
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
