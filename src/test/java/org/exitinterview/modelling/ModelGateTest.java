package org.exitinterview.modelling;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.exitinterview.modelling.Draft.call;
import static org.exitinterview.modelling.Draft.document;
import static org.exitinterview.modelling.Draft.end;
import static org.exitinterview.modelling.Draft.eventSubProcess;
import static org.exitinterview.modelling.Draft.flow;
import static org.exitinterview.modelling.Draft.flows;
import static org.exitinterview.modelling.Draft.parallel;
import static org.exitinterview.modelling.Draft.process;
import static org.exitinterview.modelling.Draft.send;
import static org.exitinterview.modelling.Draft.shipped;
import static org.exitinterview.modelling.Draft.small;
import static org.exitinterview.modelling.Draft.start;
import static org.exitinterview.modelling.Draft.subProcess;
import static org.exitinterview.modelling.Draft.task;
import static org.exitinterview.modelling.Draft.timer;
import static org.exitinterview.modelling.Draft.timerStart;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.ExitInterviewApplication;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;

/** A model with a way around the decision on the circulation, or with code in it, is refused. */
class ModelGateTest {

  private static final Set<String> STEPS = steps();

  private static final String SEND = "sendTask_sendCopies";
  private static final String DECIDE = "userTask_decideCirculation";
  private static final String AGREE = "userTask_agreeRecord";
  private static final String KEEP = "serviceTask_keepWhatWasAgreed";
  private static final String SENDS = "camunda:delegateExpression=\"${sendCopies}\"";

  private static final String ANY = "This way misses it";

  @Test
  void aTableOfTimesAloneIsRefusedBecauseItWouldChangeNothing() throws Exception {
    byte[] table =
        new org.springframework.core.io.ClassPathResource("processes/deadlines.dmn")
            .getContentAsByteArray();
    assertThat(ModelCheck.problems(java.util.Map.of("deadlines.dmn", table), STEPS))
        .extracting(ModelProblem::message)
        .anyMatch(problem -> problem.contains("alone changes nothing: running cases keep"));
  }

  @Test
  @DisplayName("What this product ships is accepted")
  void shippedIsAccepted() {
    assertThat(problems(shipped())).isEmpty();
  }

  static Stream<Arguments> waysAroundInTheProcedure() {
    return Stream.of(
        arguments(
            "the decision is left out",
            shipped().lead(AGREE, KEEP, SEND),
            "'Agree record' -> 'Send copies'"),
        arguments(
            "a gateway leads around it",
            shipped().add(flow("gateway_interview", SEND)),
            "'Was it held?' -> 'Send copies'"),
        arguments(
            "it is left out before anything is said",
            shipped().lead("userTask_screenNotice", "gateway_screened", SEND),
            "'Screen notice' -> 'Send copies'"),
        arguments(
            "a timer takes the case away from it",
            shipped().add(timer("late", DECIDE, true) + flow("late", SEND)),
            "'Decide circulation' -> 'Send copies'"),
        arguments(
            "a timer sends beside it",
            shipped().add(timer("late", DECIDE, false) + flow("late", SEND)),
            "'Decide circulation' -> 'Send copies'"),
        arguments(
            "its reminder sends",
            shipped()
                .replace(
                    "<bpmn:escalationEventDefinition id=\"escalationEvent_decideCirculation\" escalationRef=\"escalation_decideCirculation\"",
                    "<bpmn:messageEventDefinition id=\"message_decideCirculation\" " + SENDS),
            "'Decide circulation' -> 'Time to chase' -> 'Chase IRO'"),
        arguments(
            "it is an ordinary step",
            shipped().replace("value=\"decide\"", "value=\"write\""),
            "'Decide circulation' -> 'Release now?' -> 'Send copies'"),
        arguments(
            "it is repeated for each of nobody",
            shipped()
                .replace(
                    "<bpmn:outgoing>flow_decideCirculationToRelease</bpmn:outgoing>",
                    "<bpmn:outgoing>flow_decideCirculationToRelease</bpmn:outgoing>"
                        + "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>0"
                        + "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"),
            "'Decide circulation' has the property record=decide, but can be passed"),
        arguments(
            "it has no form",
            shipped().replace("camunda:formRef=\"decide-circulation\" ", ""),
            "'Decide circulation' has the property record=decide, but can be passed"),
        arguments(
            "it is a step without anybody",
            shipped()
                .replace("bpmn:userTask id=\"" + DECIDE, "bpmn:manualTask id=\"" + DECIDE)
                .replace(
                    "<bpmn:outgoing>flow_decideCirculationToRelease</bpmn:outgoing>\n    </bpmn:userTask>",
                    "<bpmn:outgoing>flow_decideCirculationToRelease</bpmn:outgoing></bpmn:manualTask>"),
            "'Decide circulation' -> 'Release now?' -> 'Send copies'"),
        arguments(
            "an event at any time sends instead",
            shipped()
                .add(
                    eventSubProcess(
                        "urgent", timerStart("due", true) + send("hurry") + flow("due", "hurry"))),
            "'hurry' could send the record without the decision"),
        arguments(
            "an event at any time sends beside it",
            shipped()
                .add(
                    eventSubProcess(
                        "urgent", timerStart("due", false) + send("hurry") + flow("due", "hurry"))),
            "'hurry' could send the record without the decision"),
        arguments(
            "the step behind an event sends",
            shipped().replace("camunda:delegateExpression=\"${tellInvolved}\"", SENDS),
            "'Young person withdraws' -> 'Tell everyone involved'"),
        arguments(
            "a branch beside it leads to the sending",
            shipped().add(flow(AGREE, SEND)),
            "'Agree record' -> 'Send copies'"),
        arguments(
            "a link leads around it",
            shipped()
                .lead(AGREE, KEEP, "away")
                .add(
                    """
                    <bpmn:intermediateThrowEvent id="away">
                      <bpmn:linkEventDefinition id="link_away" name="around" />
                    </bpmn:intermediateThrowEvent>
                    <bpmn:intermediateCatchEvent id="back">
                      <bpmn:linkEventDefinition id="link_back" name="around" />
                    </bpmn:intermediateCatchEvent>"""
                        + flow("back", SEND)),
            "'Agree record' -> 'Send copies'"),
        arguments(
            "the record is changed after it",
            shipped()
                .lead("gateway_release", SEND, "tidy")
                .add(task("tidy", "write") + flow("tidy", SEND)),
            "'tidy' -> 'Send copies'"),
        arguments(
            "copies are sent again after a change",
            shipped().add(flow("userTask_considerContent", SEND)),
            "'Consider content' -> 'Send copies'"),
        arguments(
            "the interview goes on and does not come back to it",
            shipped()
                .lead("gateway_release", SEND, "gateway_tryAgain")
                .lead("gateway_interview", AGREE, SEND),
            "'Was it held?' -> 'Send copies'"),
        arguments(
            "an earlier step sends",
            shipped().replace("camunda:delegateExpression=\"${decideScope}\"", SENDS),
            "'Notice of a move received' -> 'Decide scope'"),
        arguments(
            "an earlier step sends, written otherwise",
            shipped()
                .replace(
                    "camunda:delegateExpression=\"${decideScope}\"",
                    "camunda:delegateExpression=\"#{ sendCopies }\""),
            "'Notice of a move received' -> 'Decide scope'"),
        arguments(
            "the way is not named at its ends",
            shipped()
                .lead(AGREE, KEEP, SEND)
                .replace("<bpmn:outgoing>flow_agreeRecordToKeepWhatWasAgreed</bpmn:outgoing>", "")
                .replace("<bpmn:incoming>flow_agreeRecordToKeepWhatWasAgreed</bpmn:incoming>", ""),
            "'Agree record' -> 'Send copies'"),
        arguments(
            "a second start leads to the sending",
            shipped()
                .add(
                    """
                    <bpmn:startEvent id="second" name="Asked by phone">
                      <bpmn:messageEventDefinition id="by_phone" messageRef="message_noticeWithdrawn" />
                    </bpmn:startEvent>"""
                        + flow("second", SEND)),
            "'Asked by phone' -> 'Send copies'"),
        arguments(
            "the called process sends",
            shipped()
                .replaceIn(
                    "processes/recommendation.bpmn",
                    "camunda:delegateExpression=\"${sendRecommendation}\"",
                    SENDS),
            "'Recommendation made' -> 'Send recommendation'"),
        arguments(
            "a process beside the case sends",
            shipped()
                .replaceIn(
                    "processes/withdrawal.bpmn",
                    "camunda:delegateExpression=\"${stopCirculation}\"",
                    SENDS),
            "'Copies already sent?' -> 'Stop further circulation'"));
  }

  static Stream<Arguments> waysAroundTheLetters() {
    return Stream.of(
        arguments(
            "the letter is left out",
            shipped()
                .lead("gateway_feedBack", "callActivity_writeToYoungPerson", "gateway_answered")
                .lead("callActivity_writeToYoungPerson", "gateway_answered", "gateway_told"),
            "'Interview completed' can be reached after a recommendation although the young person"
                + " was not told that it was recommended"),
        arguments(
            "the case ends with the recommendation",
            shipped()
                .lead(
                    "serviceTask_noteRecommendation",
                    "gateway_anotherRecommendation",
                    "endEvent_completed"),
            "not told that it was recommended"),
        arguments(
            "a timer takes the case away from the letter",
            shipped()
                .add(
                    timer("late", "callActivity_writeToYoungPerson", true)
                        + flow("late", "gateway_told")),
            "not told that it was recommended"),
        arguments(
            "the letter is some other process",
            shipped()
                .replace(
                    "name=\"Write to young person\" calledElement=\"letter\"",
                    "name=\"Write to young person\" calledElement=\"recommendation\""),
            "not told that it was recommended"),
        arguments(
            "the second letter depends on something else than the promise",
            shipped().replace("${promises.owedFor(execution)}", "${decision == \"tell\"}"),
            "was not told what came of it"),
        arguments(
            "a way leads around the second letter",
            shipped().add(flow("gateway_answered", "gateway_wholeInterview")),
            "was not told what came of it"),
        arguments(
            "the second letter is the first one again",
            shipped().replace("sourceExpression=\"whatChanged\"", "sourceExpression=\"thanks\""),
            "was not told what came of it"));
  }

  static Stream<Arguments> waysAroundInSmallModels() {
    String decided = start("start") + task("decide", "decide") + send("send");
    return Stream.of(
        arguments(
            "nobody decides",
            small(start("start") + send("send") + flow("start", "send")),
            "'start' -> 'send'"),
        arguments(
            "a timer ends the subprocess with the decision",
            small(
                start("start")
                    + subProcess("sub", decidedIn("inner"))
                    + timer("late", "sub", true)
                    + send("send")
                    + flows("start", "sub", "send")
                    + flow("late", "send")),
            ANY),
        arguments(
            "an event ends the subprocess with the decision",
            small(
                start("start")
                    + subProcess(
                        "sub",
                        decidedIn("inner")
                            + eventSubProcess(
                                "event",
                                timerStart("due", true) + end("over") + flow("due", "over")))
                    + send("send")
                    + flows("start", "sub", "send")),
            ANY),
        arguments(
            "the subprocess with the decision is repeated for each of nobody",
            small(
                start("start")
                    + subProcess(
                        "sub",
                        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>0"
                            + "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
                            + decidedIn("inner"))
                    + send("send")
                    + flows("start", "sub", "send")),
            ANY),
        arguments(
            "a subprocess runs several times at once and changes the record in each",
            small(
                start("start")
                    + subProcess(
                        "sub",
                        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2"
                            + "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
                            + start("inner")
                            + task("edit", "write")
                            + task("decide", "decide")
                            + send("send")
                            + flows("inner", "edit", "decide", "send"))
                    + flows("start", "sub")),
            "while it is changed beside it, in 'edit'"),
        arguments(
            "a branch runs beside the decision and both meet",
            small(
                decided
                    + parallel("split")
                    + parallel("join")
                    + flows("start", "split", "decide", "join", "send")
                    + flow("split", "join")),
            ANY),
        arguments(
            "a branch changes the record while copies are sent",
            small(
                decided
                    + parallel("split")
                    + task("edit", "write")
                    + flows("start", "split", "decide", "send")
                    + flow("split", "edit")),
            "while it is changed beside it, in 'edit'"),
        arguments(
            "a reminder lets the record be changed while copies are sent",
            small(
                decided
                    + timer("late", "decide", false)
                    + task("edit", "write")
                    + flows("start", "decide", "send")
                    + flow("late", "edit")),
            "while it is changed beside it, in 'edit'"),
        arguments(
            "an event lets the record be changed while copies are sent",
            small(
                decided
                    + flows("start", "decide", "send")
                    + eventSubProcess(
                        "event",
                        timerStart("due", false) + task("edit", "write") + flow("due", "edit"))),
            "while it is changed beside it, in 'edit'"),
        arguments(
            "the called process with the decision can be replaced",
            small(
                start("start")
                    + call("call", "latest")
                    + send("send")
                    + flows("start", "call", "send"),
                decidedIn("inner")),
            ANY),
        arguments(
            "a process that can be replaced comes after the decision",
            small(
                decided + call("call", "latest") + flows("start", "decide", "call", "send"),
                start("first") + end("last") + flow("first", "last")),
            "'call' -> 'send'"),
        arguments(
            "a timer ends the called process with the decision",
            small(
                start("start")
                    + call("call", "deployment")
                    + timer("late", "call", true)
                    + send("send")
                    + flows("start", "call", "send")
                    + flow("late", "send"),
                decidedIn("inner")),
            ANY),
        arguments(
            "the called process changes the record after the decision",
            small(
                decided + call("call", "deployment") + flows("start", "decide", "call", "send"),
                start("first") + task("edit", "write") + flow("first", "edit")),
            "'edit' -> 'send'"),
        arguments(
            "the called process has a way around the decision",
            small(
                start("start")
                    + call("call", "deployment")
                    + send("send")
                    + flows("start", "call", "send"),
                decidedIn("inner") + end("early") + flow("start_inner", "early")),
            ANY),
        arguments(
            "the called process is not there",
            new Draft(
                    small(
                            decided
                                + call("call", "deployment")
                                + flows("start", "decide", "send", "call"),
                            "")
                        .files())
                .with("called.bpmn", document("")),
            "Deploy it together with this one"),
        arguments(
            "the decision is no user task",
            small(
                (start("start") + task("decide", "decide") + send("send"))
                        .replace("userTask", "task")
                        .replace(
                            " camunda:formRef=\"form\" camunda:formRefBinding=\"deployment\"", "")
                    + flows("start", "decide", "send")),
            "can be passed without a decision"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"waysAroundInTheProcedure", "waysAroundInSmallModels", "waysAroundTheLetters"})
  @DisplayName("A way around the decision, or around a letter, is refused and named")
  void wayAroundIsRefused(String what, Draft draft, String expected) {
    assertThat(problems(draft))
        .as(what)
        .anyMatch(problem -> problem.contains(expected))
        .noneMatch(problem -> problem.contains("cannot be read"));
  }

  static Stream<Arguments> straightModels() {
    return Stream.of(
        arguments(
            "decided, then sent",
            small(
                start("start")
                    + task("decide", "decide")
                    + send("send")
                    + flows("start", "decide", "send"))),
        arguments(
            "changed, decided and sent several times, one after the other",
            small(
                start("start")
                    + subProcess(
                        "sub",
                        "<bpmn:multiInstanceLoopCharacteristics isSequential=\"true\">"
                            + "<bpmn:loopCardinality>2</bpmn:loopCardinality>"
                            + "</bpmn:multiInstanceLoopCharacteristics>"
                            + start("inner")
                            + task("edit", "write")
                            + task("decide", "decide")
                            + send("send")
                            + flows("inner", "edit", "decide", "send"))
                    + flows("start", "sub"))),
        arguments(
            "decided in a subprocess",
            small(
                start("start")
                    + subProcess("sub", decidedIn("inner"))
                    + send("send")
                    + flows("start", "sub", "send"))),
        arguments(
            "decided in a called process of the same deployment",
            small(
                start("start")
                    + call("call", "deployment")
                    + send("send")
                    + flows("start", "call", "send"),
                decidedIn("inner"))),
        arguments(
            "a harmless process is called between decision and sending",
            small(
                start("start")
                    + task("decide", "decide")
                    + call("call", "deployment")
                    + send("send")
                    + flows("start", "decide", "call", "send"),
                start("first") + task("look", "read") + flow("first", "look"))),
        arguments(
            "back to the interview and decided again",
            shipped().add(flow("gateway_release", "gateway_tryAgain"))),
        arguments(
            "two write at the same time and both come to the decision",
            small(
                start("start")
                    + parallel("split")
                    + parallel("join")
                    + task("one", "write")
                    + task("other", "write")
                    + task("decide", "decide")
                    + send("send")
                    + flows("start", "split", "one", "join", "decide", "send")
                    + flows("split", "other", "join"))),
        arguments(
            "a step between decision and sending only reads",
            shipped()
                .lead("gateway_release", SEND, "look")
                .add(task("look", "read") + flow("look", SEND))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("straightModels")
  @DisplayName("A straight way is accepted")
  void straightWayIsAccepted(String what, Draft draft) {
    assertThat(problems(draft)).as(what).isEmpty();
  }

  static Stream<Arguments> modelsWithCode() {
    return Stream.of(
        code(
            "a script",
            "<bpmn:scriptTask id=\"x\" scriptFormat=\"groovy\"><bpmn:script>1</bpmn:script>"
                + "</bpmn:scriptTask>",
            "'x' is a script"),
        code("a Java class", service("camunda:class=\"org.example.Send\""), "runs a Java class"),
        code(
            "a Java class under the old name",
            service("activiti:class=\"org.example.Send\""),
            "'x' runs a Java class"),
        code(
            "an expression as a step",
            service("camunda:expression=\"${circulation.stop(aboutCase)}\""),
            "calls an expression"),
        code(
            "a program outside",
            service("camunda:type=\"external\" camunda:topic=\"copies\""),
            "a program outside"),
        code(
            "an unknown step",
            service("camunda:delegateExpression=\"${vault}\""),
            "uses the step 'vault', which this product does not have"),
        code(
            "a step that is computed",
            service("camunda:delegateExpression=\"${vault.delegate()}\""),
            "uses the step '${vault.delegate()}'"),
        code(
            "a listener with a script",
            extended(
                "<camunda:executionListener event=\"end\"><camunda:script scriptFormat=\"groovy\">1"
                    + "</camunda:script></camunda:executionListener>"),
            "has a listener"),
        code(
            "a listener that sends",
            extended("<camunda:taskListener event=\"create\" " + SENDS + " />"),
            "has a listener"),
        code(
            "a script in a mapping",
            extended(
                "<camunda:inputOutput><camunda:inputParameter name=\"decision\">"
                    + "<camunda:script scriptFormat=\"groovy\">1</camunda:script>"
                    + "</camunda:inputParameter></camunda:inputOutput>"),
            "holds a script"),
        code(
            "a list in a mapping",
            extended(
                "<camunda:inputOutput><camunda:inputParameter name=\"decision\"><camunda:list>"
                    + "<camunda:value>${vault.read()}</camunda:value></camunda:list>"
                    + "</camunda:inputParameter></camunda:inputOutput>"),
            "uses 'list'"),
        code(
            "a mapping of another vocabulary",
            extended(
                "<camunda:inputOutput><other:inputParameter name=\"decision\">${vault.read()}"
                    + "</other:inputParameter></camunda:inputOutput>"),
            "uses 'inputParameter'"),
        code(
            "a connector",
            extended(
                "<camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector>"),
            "uses a connector"),
        code(
            "a form in the model",
            extended(
                "<camunda:formData><camunda:formField id=\"said\" type=\"string\" /></camunda:formData>"),
            "describes a form in the model"),
        code(
            "a form of its own kind",
            "<bpmn:userTask id=\"x\" camunda:formKey=\"embedded:deployment:page.html\" />",
            "shows a form of its own kind"),
        code(
            "form handling of its own",
            "<bpmn:userTask id=\"x\" camunda:formHandlerClass=\"org.example.Form\" />",
            "brings its own form handling"),
        code(
            "another bean",
            "<bpmn:userTask id=\"x\" camunda:assignee=\"${directory.membersOf(decision)}\" />",
            "'directory.membersOf' is not one of the questions"),
        code(
            "a change by a listed bean",
            "<bpmn:userTask id=\"x\" camunda:assignee=\"${circulation.stop(aboutCase)}\" />",
            "'circulation.stop' is not one of the questions"),
        code(
            "reflection in a name",
            "<bpmn:userTask id=\"x\" name=\"${''.getClass().forName('java.lang.Runtime')}\" />",
            "is not one of the questions"),
        code(
            "reflection with brackets",
            "<bpmn:userTask id=\"x\" camunda:dueDate=\"${''['class']}\" />",
            "is more than a model may do"),
        code(
            "the engine behind the case",
            "<bpmn:userTask id=\"x\" camunda:assignee=\"${execution.processEngineServices}\" />",
            "is not one of the things a model may look at"),
        code(
            "a call within a listed call",
            "<bpmn:userTask id=\"x\" camunda:dueDate=\"${deadlines.due(vault.read())}\" />",
            "'vault.read' is not one of the questions"),
        code(
            "a function",
            "<bpmn:userTask id=\"x\" camunda:assignee=\"${currentUser()}\" />",
            "is more than a model may do"),
        code(
            "a variable that is no process data",
            "<bpmn:userTask id=\"x\" camunda:assignee=\"${said}\" />",
            "'said' is no process data"),
        code(
            "an expression behind a character reference",
            "<bpmn:userTask id=\"x\" camunda:assignee=\"&#36;{vault.read()}\" />",
            "'vault.read' is not one of the questions"),
        code(
            "an expression in pieces",
            "<bpmn:userTask id=\"x\"><bpmn:documentation>$<!-- -->{vault<![CDATA[.read()}]]>"
                + "</bpmn:documentation></bpmn:userTask>",
            "'vault.read' is not one of the questions"),
        code(
            "an expression that is not one",
            "<bpmn:userTask id=\"x\" camunda:assignee=\"${decision\" />",
            "cannot be read"),
        code(
            "a start whose timer calls a bean at the deployment",
            """
            <bpmn:startEvent id="x"><bpmn:timerEventDefinition id="t">
              <bpmn:timeDate>${vault.read()}</bpmn:timeDate>
            </bpmn:timerEventDefinition></bpmn:startEvent>""",
            "'vault.read' is not one of the questions"),
        code(
            "a condition in another language",
            """
            <bpmn:task id="y" /><bpmn:task id="x" />
            <bpmn:sequenceFlow id="f" sourceRef="y" targetRef="x">
              <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="groovy">1
              </bpmn:conditionExpression>
            </bpmn:sequenceFlow>""",
            "names a language of its own"),
        code(
            "a condition that calls a bean",
            """
            <bpmn:task id="y" /><bpmn:task id="x" />
            <bpmn:sequenceFlow id="f" sourceRef="y" targetRef="x">
              <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${vault.open()}
              </bpmn:conditionExpression>
            </bpmn:sequenceFlow>""",
            "'vault.open' is not one of the questions"),
        code(
            "a process that is named at run time",
            "<bpmn:callActivity id=\"x\" calledElement=\"${decision}\" />",
            "leaves open which process it calls"),
        code(
            "a case",
            "<bpmn:callActivity id=\"x\" camunda:caseRef=\"case\" />",
            "calls a CMMN case"),
        code(
            "all variables",
            "<bpmn:callActivity id=\"x\" calledElement=\"small\"><bpmn:extensionElements>"
                + "<camunda:in variables=\"all\" /></bpmn:extensionElements></bpmn:callActivity>",
            "passes on all variables"),
        code(
            "a variable that is filled with words",
            extended(
                "<camunda:inputOutput><camunda:outputParameter name=\"said\">x"
                    + "</camunda:outputParameter></camunda:inputOutput>"),
            "fills the variable 'said'"),
        code(
            "a property twice",
            extended(
                "<camunda:properties><camunda:property name=\"record\" value=\"write\" />"
                    + "<camunda:property name=\"record\" value=\"decide\" /></camunda:properties>"),
            "has the property 'record' twice"),
        code(
            "compensation",
            "<bpmn:endEvent id=\"x\"><bpmn:compensateEventDefinition id=\"c\" /></bpmn:endEvent>",
            "compensates"),
        code("a transaction", "<bpmn:transaction id=\"x\" />", "is a transaction"),
        arguments(
            "a table in another language",
            shipped()
                .replaceIn(
                    "processes/independence.dmn",
                    "<outputEntry ",
                    "<outputEntry expressionLanguage=\"groovy\" "),
            "is written in groovy"),
        arguments("a CMMN model", shipped().with("case.cmmn", "<case />"), "is a CMMN model"),
        arguments(
            "entities",
            small("")
                .with(
                    "entity.bpmn",
                    document(process("entity", ""))
                        .replace("?>", "?><!DOCTYPE x [<!ENTITY e \"${vault.read()}\">]>")),
            "cannot be read"),
        arguments("no XML", small("").with("broken.bpmn", "nothing"), "cannot be read"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("modelsWithCode")
  @DisplayName("What a model may not do is refused with what to do instead")
  void codeIsRefused(String what, Draft draft, String expected) {
    assertThat(problems(draft)).as(what).anyMatch(problem -> problem.contains(expected));
  }

  @Test
  @DisplayName("All problems are said at once, in words that Camunda Modeler shows")
  void allProblemsAreSaidAtOnce() {
    List<ModelProblem> problems =
        ModelCheck.problems(
            small(
                    start("start")
                        + send("send")
                        + service("camunda:class=\"x.Y\"")
                        + flow("start", "send"))
                .bytes(),
            STEPS);

    assertThat(new ModelRefusedException(problems))
        .hasMessage(
            """
            ENGINE-09005 Could not parse BPMN process. Errors:\s
            * 'x' runs a Java class. Use a step of this product. | resource small.bpmn | element x
            * 'send' could send the record without the decision on its circulation. This way misses\
             it: 'start' -> 'send'. Put a user task with the property record=decide and its form on\
             this way. | resource small.bpmn | element send""");
  }

  private static String decidedIn(String name) {
    return start("start_" + name)
        + task("decide_" + name, "decide")
        + end("end_" + name)
        + flows("start_" + name, "decide_" + name, "end_" + name);
  }

  private static Arguments code(String what, String elements, String expected) {
    return arguments(what, small(elements), expected);
  }

  private static String service(String attributes) {
    return "<bpmn:serviceTask id=\"x\" %s />".formatted(attributes);
  }

  private static String extended(String extensions) {
    return ("<bpmn:userTask id=\"x\"><bpmn:extensionElements>%s</bpmn:extensionElements>"
            + "</bpmn:userTask>")
        .formatted(extensions);
  }

  private static List<String> problems(Draft draft) {
    return ModelCheck.problems(draft.bytes(), STEPS).stream().map(ModelProblem::message).toList();
  }

  /** The delegates of the application by name, read from its classes. */
  private static Set<String> steps() {
    var names = new AnnotationBeanNameGenerator();
    var registry = new DefaultListableBeanFactory();
    return new ClassPathScanningCandidateComponentProvider(true)
        .findCandidateComponents(ExitInterviewApplication.class.getPackageName()).stream()
            .flatMap(
                bean -> {
                  Class<?> type =
                      ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null);
                  return Stream.concat(
                      Stream.of(type)
                          .filter(JavaDelegate.class::isAssignableFrom)
                          .map(delegate -> names.generateBeanName(bean, registry)),
                      Stream.of(type.getDeclaredMethods())
                          .filter(method -> method.isAnnotationPresent(Bean.class))
                          .filter(m -> JavaDelegate.class.isAssignableFrom(m.getReturnType()))
                          .map(Method::getName));
                })
            .collect(toSet());
  }
}
