package org.exitinterview.process;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.IdentifierNode;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.exitinterview.ExitInterviewApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;

/**
 * Models, Java, forms and decision tables name each other by plain strings, which no compiler
 * checks. This test does, in both directions: what is named exists, and what exists is named.
 */
class ModelContractTest {

  private static final Path FORMS = Path.of("forms");
  private static final Path SOURCES = Path.of("src/main/java");

  /**
   * Where several answers share the default flow on purpose. An answer added to a form is missing
   * here, so that nobody sends cases along a flow by forgetting about it.
   */
  private static final Map<String, Set<String>> SHARED_DEFAULTS =
      Map.of(
          "flow_feasibleYes", Set.of("feasible", "feasibleWithSupport"),
          "flow_interviewYesOrInPart", Set.of("held", "partial"));

  private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{[^}]*}");

  private static final Pattern CALL = Pattern.compile("\\b(\\w+)\\.(\\w+)\\(([^()]*)\\)");

  private static final Pattern DEADLINE =
      Pattern.compile(
          "deadlines\\.(due|reminders|alert|giveUp|chasing)\\('(\\w+)'"
              + "(?:, recommendations\\.actionBy\\(recommendationId\\))?\\)");

  private static final Map<String, Class<?>> BEANS = beans();

  static Stream<Model> models() {
    return Model.all();
  }

  // Beans

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Every delegate expression names a delegate")
  void everyDelegateExpressionNamesDelegate(Model model) {
    assertThat(delegateExpressions(model).filter(bean -> !isDelegate(bean)))
        .as("%s: add a @Component with that name which is a JavaDelegate", model)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A step is named as its bean")
  void stepIsNamedAsItsBean(Model model) {
    assertThat(
            model
                .elements(Task.class)
                .filter(task -> camunda(task, "delegateExpression") != null)
                .filter(
                    task ->
                        !("${" + task.getId().replaceFirst("^[a-zA-Z]+_", "") + "}")
                            .equals(camunda(task, "delegateExpression")))
                .map(Task::getId))
        .as("%s: steps whose id, after its prefix, is not the name of their bean", model)
        .isEmpty();
  }

  @Test
  @DisplayName("Every delegate is a step of a model")
  void everyDelegateIsStep() {
    Set<String> used = models().flatMap(ModelContractTest::delegateExpressions).collect(toSet());
    assertThat(
            BEANS.keySet().stream()
                .filter(ModelContractTest::isDelegate)
                .filter(bean -> !used.contains(bean)))
        .as("Delegates that no model uses: remove them, or draw their step")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Every method that an expression calls exists")
  void everyMethodCalledExists(Model model) {
    assertThat(
            expressions(model)
                .flatMap(expression -> CALL.matcher(expression).results())
                .filter(call -> !isMethod(call))
                .map(MatchResult::group))
        .as("%s: no bean has such a public method", model)
        .isEmpty();
  }

  // Variables

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Expressions read process data and beans, and nothing else")
  void expressionsReadProcessDataOnly(Model model) {
    assertThat(
            expressions(model)
                .flatMap(ModelContractTest::identifiers)
                .filter(
                    name ->
                        !name.equals("execution")
                            && !BEANS.containsKey(name)
                            && !ProcessData.isListed(name)))
        .as("%s: variables that ProcessData does not list; words belong into the record", model)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Whatever a model sets or passes on is process data")
  void mappedVariablesAreProcessData(Model model) {
    Stream<@Nullable String> names =
        Stream.of(
                model
                    .elements(CamundaIn.class)
                    .flatMap(in -> Stream.of(text(in, "source"), text(in, "target"))),
                model
                    .elements(CamundaOut.class)
                    .flatMap(out -> Stream.of(text(out, "source"), text(out, "target"))),
                model.elements(CamundaInputParameter.class).map(in -> text(in, "name")),
                model.elements(CamundaOutputParameter.class).map(out -> text(out, "name")),
                model
                    .elements(MultiInstanceLoopCharacteristics.class)
                    .map(MultiInstanceLoopCharacteristics::getCamundaElementVariable))
            .flatMap(Function.identity());
    assertThat(names.filter(name -> name != null && !name.isEmpty() && !ProcessData.isListed(name)))
        .as("%s: variables that ProcessData does not list", model)
        .isEmpty();
  }

  // Forms

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Every form a model names exists, under the name of its step")
  void everyFormNamedExists(Model model) {
    assertThat(formRefs(model).filter(form -> !Files.exists(formFile(form))))
        .as("%s: there is no such form in %s", model, FORMS)
        .isEmpty();
    assertThat(
            formRefs(model).filter(form -> !json(formFile(form)).path("id").asText().equals(form)))
        .as("%s: forms whose id is not their file name", model)
        .isEmpty();
    assertThat(
            model
                .elements(UserTask.class)
                .filter(task -> !Model.kebab(Model.stepName(task)).equals(camunda(task, "formRef")))
                .map(UserTask::getId))
        .as("%s: user tasks whose form is not named as the step", model)
        .isEmpty();
  }

  @Test
  @DisplayName("Every form is shown by a step")
  void everyFormIsShown() {
    assertThat(Model.files(FORMS, ".form").map(ModelContractTest::nameOf))
        .as("Forms against those that the models name")
        .containsExactlyInAnyOrderElementsOf(
            models().flatMap(ModelContractTest::formRefs).collect(toSet()));
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Every answer of a form has its way, and every way its answer")
  void everyAnswerHasItsWay(Model model) {
    assertThat(
            model.elements(UserTask.class).flatMap(task -> problemsAfter(task, decisionsOf(task))))
        .as("%s: answers of forms against the conditions after their step", model)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("Every result of a business rule that a gateway asks for is one that Java gives")
  void everyResultOfRuleIsKnown(Model model) {
    assertThat(
            model
                .elements(BusinessRuleTask.class)
                .flatMap(ModelContractTest::testedAfter)
                .filter(result -> !isNamedInJava(result)))
        .as("%s: results that no class of the application gives", model)
        .isEmpty();
  }

  // Decision tables

  @Test
  @DisplayName("Every step of deadlines.dmn is a user task, and every user task is a row")
  void everyUserTaskHasDeadline() {
    assertThat(Deadline.all().map(Deadline::step))
        .as("Rows of deadlines.dmn against the user tasks of the models")
        .containsExactlyInAnyOrderElementsOf(
            models()
                .flatMap(model -> model.elements(UserTask.class))
                .map(Model::stepName)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("A step is timed by its own row")
  void stepIsTimedByItsOwnRow(Model model) {
    assertThat(
            model
                .elements(UserTask.class)
                .filter(
                    task ->
                        !deadlineSteps(task.getCamundaDueDate())
                            .equals(List.of(Model.stepName(task))))
                .map(UserTask::getId))
        .as("%s: due dates that are not ${deadlines.due('nameOfTheStep')}", model)
        .isEmpty();
    assertThat(
            model
                .elements(BoundaryEvent.class)
                .filter(
                    event ->
                        event.getAttachedTo() instanceof UserTask task
                            && !deadlineSteps(event.getRawTextContent())
                                .equals(List.of(Model.stepName(task))))
                .map(BoundaryEvent::getId))
        .as("%s: timers that do not read the row of their own step", model)
        .isEmpty();
  }

  /**
   * Alerts may be filled in before they are drawn: who hears of a step that waits too long is
   * settled in the table for every step, and drawn where the procedure says so.
   */
  @Test
  @DisplayName("Every time that a model reads is filled in, and none is filled in for nothing")
  void everyTimeReadIsFilledIn() {
    Set<String> read =
        models()
            .flatMap(ModelContractTest::expressions)
            .flatMap(expression -> DEADLINE.matcher(expression).results())
            .flatMap(ModelContractTest::cellsRead)
            .collect(toSet());
    Set<String> filledIn = Deadline.all().flatMap(ModelContractTest::filledIn).collect(toSet());
    assertThat(read.stream().filter(cell -> !filledIn.contains(cell)))
        .as("Cells of deadlines.dmn that are empty although a timer reads them")
        .isEmpty();
    assertThat(filledIn.stream().filter(cell -> !cell.startsWith("alert ") && !read.contains(cell)))
        .as("Cells of deadlines.dmn that no timer reads: empty them, or draw the timer")
        .isEmpty();
  }

  @Test
  @DisplayName("Every decision table is named as its file and asked by Java")
  void everyDecisionTableIsAsked() {
    assertThat(
            Model.files(Model.FOLDER, ".dmn")
                .filter(file -> !decisionsIn(file).equals(List.of(nameOf(file)))))
        .as("Tables that hold another decision than the one they are named after")
        .isEmpty();
    assertThat(
            Model.files(Model.FOLDER, ".dmn")
                .map(ModelContractTest::nameOf)
                .filter(table -> !isNamedInJava(table)))
        .as("Tables that no class asks")
        .isEmpty();
  }

  // Names in Java

  @Test
  @DisplayName("Every message of the models has its constant, and every constant its message")
  void messagesAreTheSameInJava() {
    assertThat(constants("Messages"))
        .as("Constants of the classes Messages against the messages of the models")
        .containsExactlyInAnyOrderElementsOf(
            models()
                .flatMap(model -> model.elements(Message.class))
                .map(Message::getName)
                .collect(toSet()));
  }

  @Test
  @DisplayName("Every element that Java names is drawn")
  void elementsNamedInJavaAreDrawn() {
    assertThat(
            models()
                .flatMap(model -> model.elements(FlowNode.class))
                .map(FlowNode::getId)
                .collect(toSet()))
        .as("Ids of the models")
        .containsAll(constants("Elements"));
  }

  @Test
  @DisplayName("Every process has its key in Java, and every key its model")
  void processKeysAreTheSameInJava() {
    assertThat(
            processClasses()
                .filter(type -> type.getSimpleName().matches(".*Process(es)?"))
                .flatMap(ModelContractTest::stringConstants)
                .filter(constant -> constant.matches("[a-z]+(-[a-z]+)*"))
                .collect(toSet()))
        .as("Keys in Java against the processes")
        .containsExactlyInAnyOrderElementsOf(models().map(Model::name).toList());
  }

  // What a model says

  private static Stream<String> delegateExpressions(Model model) {
    return elements(model)
        .map(element -> element.getAttribute(BpmnModelConstants.CAMUNDA_NS, "delegateExpression"))
        .filter(expression -> expression != null && !expression.isEmpty())
        .map(expression -> expression.replaceAll("^\\$\\{|}$", ""));
  }

  private static Stream<String> formRefs(Model model) {
    return Stream.concat(model.elements(UserTask.class), model.elements(StartEvent.class))
        .map(element -> camunda(element, "formRef"))
        .filter(form -> form != null);
  }

  /** Every expression, in whichever attribute or element it stands. */
  private static Stream<String> expressions(Model model) {
    return EXPRESSION.matcher(unescaped(read(model.file()))).results().map(MatchResult::group);
  }

  private static Stream<String> identifiers(String expression) {
    Iterable<IdentifierNode> nodes =
        new Builder(Builder.Feature.METHOD_INVOCATIONS).build(expression).getIdentifierNodes();
    Set<String> names = new LinkedHashSet<>();
    nodes.forEach(node -> names.add(node.getName()));
    return names.stream();
  }

  private static Stream<String> problemsAfter(UserTask task, Set<String> values) {
    Ways ways = Ways.after(task, values);
    Stream<String> forgotten =
        ways.byDefault().entrySet().stream()
            .filter(
                way ->
                    way.getValue().size() > 1
                        && !way.getValue().equals(SHARED_DEFAULTS.get(way.getKey())))
            .map(
                way ->
                    "%s: the answers %s of %s all go this way by default; draw a flow for each, or"
                            .formatted(way.getKey(), way.getValue(), camunda(task, "formRef"))
                        + " say in SHARED_DEFAULTS that they belong together");
    return Stream.concat(ways.problems().stream(), forgotten);
  }

  private static Stream<String> testedAfter(BusinessRuleTask task) {
    return task.getOutgoing().stream()
        .flatMap(flow -> flow.getTarget().getOutgoing().stream())
        .filter(flow -> flow.getConditionExpression() != null)
        .flatMap(
            flow ->
                Pattern.compile("decision == \"(\\w+)\"")
                    .matcher(flow.getConditionExpression().getTextContent())
                    .results())
        .map(match -> match.group(1));
  }

  private static List<String> deadlineSteps(String text) {
    return DEADLINE.matcher(text).results().map(call -> call.group(2)).toList();
  }

  /** The ladder of a step reads its reminders and its alert, and escalation.dmn beside. */
  private static Stream<String> cellsRead(MatchResult call) {
    return call.group(1).equals("chasing")
        ? Stream.of("reminders " + call.group(2), "alert " + call.group(2))
        : Stream.of(call.group(1) + " " + call.group(2));
  }

  private static Stream<String> filledIn(Deadline row) {
    return Stream.of(
            row.dueIn().isEmpty() ? "" : "due " + row.step(),
            row.remindEvery().isEmpty() ? "" : "reminders " + row.step(),
            row.alertAfter().isEmpty() ? "" : "alert " + row.step(),
            row.giveUpAfter().isEmpty() ? "" : "giveUp " + row.step())
        .filter(cell -> !cell.isEmpty());
  }

  private static Stream<DomElement> elements(Model model) {
    return withDescendants(model.bpmn().getDocument().getRootElement());
  }

  private static Stream<DomElement> withDescendants(DomElement element) {
    return Stream.concat(
        Stream.of(element),
        element.getChildElements().stream().flatMap(ModelContractTest::withDescendants));
  }

  private static @Nullable String camunda(ModelElementInstance element, String attribute) {
    return element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
  }

  private static @Nullable String text(ModelElementInstance element, String attribute) {
    return element.getAttributeValue(attribute);
  }

  // What a form says

  private static Path formFile(String form) {
    return FORMS.resolve(form + ".form");
  }

  private static Set<String> decisionsOf(UserTask task) {
    Set<String> values = new LinkedHashSet<>();
    String form = camunda(task, "formRef");
    if (form != null) {
      collectDecisions(json(formFile(form)), values);
    }
    return values;
  }

  private static void collectDecisions(JsonNode component, Set<String> values) {
    if (component.path("key").asText().equals("decision")) {
      component.path("values").forEach(value -> values.add(value.path("value").asText()));
    }
    component.path("components").forEach(child -> collectDecisions(child, values));
  }

  // What Java says

  /** Beans of the application by name, read from the classes: no application is started here. */
  private static Map<String, Class<?>> beans() {
    var names = new AnnotationBeanNameGenerator();
    var registry = new DefaultListableBeanFactory();
    return new ClassPathScanningCandidateComponentProvider(true)
        .findCandidateComponents(ExitInterviewApplication.class.getPackageName()).stream()
            .map(AnnotatedBeanDefinition.class::cast)
            .flatMap(
                bean -> {
                  Class<?> type = load(String.valueOf(bean.getBeanClassName()));
                  return Stream.concat(
                      Stream.of(Map.entry(names.generateBeanName(bean, registry), type)),
                      Stream.of(type.getDeclaredMethods())
                          .filter(method -> method.isAnnotationPresent(Bean.class))
                          .map(method -> Map.entry(method.getName(), method.getReturnType())));
                })
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
  }

  private static boolean isDelegate(String bean) {
    Class<?> type = BEANS.get(bean);
    return type != null && JavaDelegate.class.isAssignableFrom(type);
  }

  private static boolean isNamedInJava(String name) {
    return javaSources().stream().anyMatch(source -> source.contains('"' + name + '"'));
  }

  private static List<String> decisionsIn(Path file) {
    return Dmn.readModelFromFile(file.toFile()).getModelElementsByType(Decision.class).stream()
        .map(Decision::getId)
        .toList();
  }

  private static boolean isMethod(MatchResult call) {
    if (call.group(1).equals("execution")) {
      return true;
    }
    Class<?> bean = BEANS.get(call.group(1));
    int arguments = call.group(3).isBlank() ? 0 : call.group(3).split(",", -1).length;
    return bean != null
        && Stream.of(bean.getMethods())
            .anyMatch(
                method ->
                    method.getName().equals(call.group(2))
                        && method.getParameterCount() == arguments);
  }

  private static Stream<Class<?>> processClasses() {
    Path folder = SOURCES.resolve(ExitInterviewProcess.class.getPackageName().replace('.', '/'));
    return Model.files(folder, ".java")
        .filter(file -> !file.endsWith("package-info.java"))
        .map(file -> load(ExitInterviewProcess.class.getPackageName() + "." + nameOf(file)));
  }

  private static Set<String> constants(String nestedClass) {
    return processClasses()
        .flatMap(type -> Stream.of(type.getDeclaredClasses()))
        .filter(type -> type.getSimpleName().equals(nestedClass))
        .flatMap(ModelContractTest::stringConstants)
        .collect(toSet());
  }

  private static Stream<String> stringConstants(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(
            field ->
                Modifier.isPublic(field.getModifiers())
                    && Modifier.isStatic(field.getModifiers())
                    && field.getType() == String.class)
        .map(ModelContractTest::value);
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> load(String className) {
    return ClassUtils.resolveClassName(className, ModelContractTest.class.getClassLoader());
  }

  private static List<String> javaSources() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ModelContractTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.\\w+$", "");
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescaped(String xml) {
    return xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
