package org.exitinterview.modelling;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.exitinterview.process.ProcessData;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks that a model consists of what this product knows, element by element: whatever is not
 * listed here is refused, so that nothing the engine can do besides becomes a way around.
 *
 * <p>It looks at the document as the engine does. The engine finds many elements by their local
 * name, so elements of other vocabularies are refused and not overlooked.
 */
final class ModelContent {

  private static final String MODELER = "http://camunda.org/schema/modeler/1.0";

  /** Vocabularies whose attributes the engine does not read. */
  private static final Set<String> DECORATION =
      Set.of(
          XMLConstants.XMLNS_ATTRIBUTE_NS_URI,
          XMLConstants.XML_NS_URI,
          BpmnModelConstants.XSI_NS,
          MODELER,
          "http://bpmn.io/schema/bpmn/biocolor/1.0",
          "http://www.omg.org/spec/BPMN/non-normative/color/1.0");

  private static final Set<String> ELEMENTS =
      words(
          """
          definitions process collaboration participant laneSet childLaneSet lane flowNodeRef
          documentation extensionElements incoming outgoing sequenceFlow conditionExpression
          startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent
          timerEventDefinition timeCycle timeDate timeDuration messageEventDefinition
          signalEventDefinition errorEventDefinition escalationEventDefinition
          conditionalEventDefinition condition linkEventDefinition terminateEventDefinition
          message signal error escalation
          task manualTask userTask serviceTask sendTask businessRuleTask receiveTask
          subProcess callActivity multiInstanceLoopCharacteristics loopCardinality
          completionCondition
          exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway
          textAnnotation text association group category categoryValue messageFlow
          dataObject dataObjectReference dataStoreReference
          """);

  private static final Set<String> EXTENSIONS =
      words(
          """
          properties property inputOutput inputParameter outputParameter in out
          failedJobRetryTimeCycle
          """);

  private static final Set<String> SETTINGS =
      words(
          """
          assignee candidateGroups candidateUsers dueDate followUpDate priority formRef
          formRefBinding delegateExpression asyncBefore asyncAfter exclusive jobPriority
          taskPriority collection elementVariable calledElementBinding decisionRef
          decisionRefBinding mapDecisionResult resultVariable historyTimeToLive versionTag
          isStartableInTasklist candidateStarterGroups candidateStarterUsers variableName
          variableEvents escalationCodeVariable modelerTemplate modelerTemplateVersion modelerTemplateIcon
          """);

  /** What to do instead of the most likely things that are not listed. */
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("scriptTask", "is a script. Use a step of this product"),
          Map.entry("script", "holds a script. Remove it; a model runs no code"),
          Map.entry("class", "runs a Java class. Use a step of this product"),
          Map.entry("expression", "calls an expression. Use a step of this product"),
          Map.entry("type", "is worked on by a program outside. Use a step of this product"),
          Map.entry("topic", "is worked on by a program outside. Use a step of this product"),
          Map.entry("connector", "uses a connector. Use a step of this product"),
          Map.entry("executionListener", "has a listener. Draw what it does as a step"),
          Map.entry("taskListener", "has a listener. Draw what it does as a step"),
          Map.entry("field", "passes fields to code. Remove them"),
          Map.entry("formKey", "shows a form of its own kind. Link a Camunda Form"),
          Map.entry("formData", "describes a form in the model. Link a Camunda Form"),
          Map.entry("formHandlerClass", "brings its own form handling. Link a Camunda Form"),
          Map.entry("caseRef", "calls a CMMN case. Call a process"),
          Map.entry("variableMappingClass", "maps data by code. Name each variable"),
          Map.entry("variableMappingDelegateExpression", "maps data by code. Name each variable"),
          Map.entry("compensateEventDefinition", "compensates. Draw it as an ordinary way"),
          Map.entry("transaction", "is a transaction. Use an ordinary subprocess"),
          Map.entry("language", "names a language of its own. Remove it"));

  /** Where the name of a variable is written that the model fills. */
  private static final Set<String> VARIABLE_SETTINGS =
      Set.of("resultVariable", "elementVariable", "escalationCodeVariable");

  private static final Set<String> MAPPINGS = Set.of("inputParameter", "outputParameter");

  private static final Pattern STEP = Pattern.compile("[$#]\\{\\s*(\\w+)\\s*}");

  private final String resource;
  private final Set<String> steps;
  private final List<ModelProblem> problems = new ArrayList<>();

  private ModelContent(String resource, Set<String> steps) {
    this.resource = resource;
    this.steps = steps;
  }

  /** Everything in the document that is not known, in the order of the document. */
  static List<ModelProblem> problems(String resource, Document document, Set<String> steps) {
    ModelContent content = new ModelContent(resource, steps);
    content.check(document.getDocumentElement());
    return content.problems;
  }

  /** The step that a delegate expression names; empty if it is not just a name. */
  static Optional<String> step(String delegateExpression) {
    Matcher matcher = STEP.matcher(delegateExpression.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private void check(Element element) {
    String namespace = String.valueOf(element.getNamespaceURI());
    if (namespace.equals(BpmnModelConstants.BPMNDI_NS)) {
      return;
    }
    String name = element.getLocalName();
    boolean known =
        namespace.equals(BpmnModelConstants.BPMN20_NS)
            ? ELEMENTS.contains(name)
            : namespace.equals(BpmnModelConstants.CAMUNDA_NS) && EXTENSIONS.contains(name);
    if (!known) {
      refuse(element, name);
      return;
    }
    attributes(element).forEach(attribute -> check(element, attribute));
    checkText(element);
    checkMappings(element, namespace);
    checkProperties(element, name);
    children(element).forEach(this::check);
  }

  private void check(Element element, Attr attribute) {
    String namespace = attribute.getNamespaceURI();
    String name = attribute.getLocalName();
    String value = attribute.getValue();
    if (namespace == null) {
      if (name.equals("language")) {
        refuse(element, name);
      }
    } else if (namespace.equals(BpmnModelConstants.CAMUNDA_NS)) {
      if (!SETTINGS.contains(name)) {
        refuse(element, name);
        return;
      }
      if (name.equals("delegateExpression")) {
        checkStep(element, value);
        return;
      }
      if (VARIABLE_SETTINGS.contains(name)) {
        checkVariable(element, value);
      }
    } else if (!DECORATION.contains(namespace)) {
      refuse(element, name);
      return;
    }
    checkExpression(element, value);
  }

  private void checkStep(Element element, String expression) {
    Optional<String> step = step(expression);
    if (step.filter(steps::contains).isEmpty()) {
      add(
          element,
          "%s uses the step '%s', which this product does not have. Use one of: %s"
              .formatted(
                  label(element),
                  step.orElse(expression),
                  steps.stream().sorted().collect(joining(", "))));
    }
  }

  private void checkVariable(Element element, String name) {
    if (!ProcessData.isListed(name)) {
      add(
          element,
          "%s fills the variable '%s', which is no process data. Use one of: %s"
              .formatted(
                  label(element),
                  name,
                  ProcessData.names().stream().sorted().collect(joining(", "))));
    }
  }

  private void checkText(Element element) {
    StringBuilder text = new StringBuilder();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
        text.append(node.getNodeValue());
      }
    }
    checkExpression(element, text.toString());
  }

  private void checkExpression(Element element, String text) {
    if (Expressions.isExpression(text)) {
      Expressions.problem(text.strip())
          .ifPresent(
              problem ->
                  add(
                      element,
                      "%s uses the expression %s, but %s. Compare process data, or leave it out"
                          .formatted(label(element), text.strip(), problem)));
    }
  }

  /** What goes into a variable is named one by one. */
  private void checkMappings(Element element, String namespace) {
    if (!namespace.equals(BpmnModelConstants.CAMUNDA_NS)) {
      return;
    }
    String name = element.getLocalName();
    if (MAPPINGS.contains(name)) {
      checkVariable(element, element.getAttribute("name"));
    } else if (name.equals("in") || name.equals("out")) {
      if (element.hasAttribute("variables")) {
        add(
            element,
            "%s passes on all variables. Name each one that is needed".formatted(label(element)));
      } else if (element.hasAttribute("target")) {
        checkVariable(element, element.getAttribute("target"));
      }
    }
  }

  /** The engine's readers take the first of several, so a second one would only mislead. */
  private void checkProperties(Element element, String name) {
    if (name.equals("extensionElements")
        && children(element).filter(child -> "properties".equals(child.getLocalName())).count()
            > 1) {
      add(element, "%s has several lists of properties. Keep one".formatted(label(element)));
    }
    if (name.equals("properties")) {
      Set<String> seen = new HashSet<>();
      children(element)
          .map(property -> property.getAttribute("name"))
          .filter(property -> !seen.add(property))
          .forEach(
              property ->
                  add(
                      element,
                      "%s has the property '%s' twice. Keep one"
                          .formatted(label(element), property)));
    }
  }

  private void refuse(Element element, String name) {
    add(
        element,
        INSTEAD.containsKey(name)
            ? "%s %s".formatted(label(element), INSTEAD.get(name))
            : "%s uses '%s', which models of this product do without. Remove it"
                .formatted(label(element), name));
  }

  private void add(Element element, String message) {
    Element owner = owner(element);
    problems.add(
        new ModelProblem(
            resource, owner == null ? resource : owner.getAttribute("id"), message + "."));
  }

  /** What the reader of the diagram calls the element. */
  private static String label(Element element) {
    Element owner = owner(element);
    String name = owner == null ? "" : owner.getAttribute("name");
    return "'%s'"
        .formatted(
            owner == null
                ? element.getLocalName()
                : name.isBlank() ? owner.getAttribute("id") : name);
  }

  private static @Nullable Element owner(Element element) {
    for (@Nullable Node node = element;
        node instanceof Element owner;
        node = node.getParentNode()) {
      boolean isBpmn = BpmnModelConstants.BPMN20_NS.equals(owner.getNamespaceURI());
      if (isBpmn && owner.hasAttribute("id")) {
        return owner;
      }
    }
    return null;
  }

  private static Stream<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children.stream();
  }

  private static Stream<Attr> attributes(Element element) {
    List<Attr> attributes = new ArrayList<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      attributes.add((Attr) element.getAttributes().item(i));
    }
    return attributes.stream();
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
