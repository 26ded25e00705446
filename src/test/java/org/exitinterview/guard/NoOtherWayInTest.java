package org.exitinterview.guard;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.variable.Variables;
import org.exitinterview.ApplicationTest;
import org.exitinterview.CapturedLog;
import org.exitinterview.DatabaseScan;
import org.exitinterview.DatabaseState;
import org.exitinterview.modelling.WithoutGate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * An administrator with every permission tries every way by which words could come to lie in the
 * engine. All of them are refused; nothing changes, and neither the database nor the log has one.
 */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoOtherWayInTest {

  private static final String MODEL =
      """
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
        <bpmn:message id="go" name="go-on" />
        <bpmn:signal id="all" name="all-go-on" />
        <bpmn:message id="begin" name="begin" />
        <bpmn:process id="guard-trial" isExecutable="true" camunda:historyTimeToLive="1">
          <bpmn:startEvent id="start" />
          <bpmn:sequenceFlow id="toFork" sourceRef="start" targetRef="fork" />
          <bpmn:startEvent id="startByMessage">
            <bpmn:messageEventDefinition messageRef="begin" />
          </bpmn:startEvent>
          <bpmn:sequenceFlow id="toTask2" sourceRef="startByMessage" targetRef="task" />
          <bpmn:parallelGateway id="fork" />
          <bpmn:sequenceFlow id="toTask" sourceRef="fork" targetRef="task" />
          <bpmn:sequenceFlow id="toReceive" sourceRef="fork" targetRef="receive" />
          <bpmn:sequenceFlow id="toCatch" sourceRef="fork" targetRef="catch" />
          <bpmn:sequenceFlow id="toOften" sourceRef="fork" targetRef="often" />
          <bpmn:userTask id="task" name="Task" />
          <bpmn:receiveTask id="receive" messageRef="go" />
          <bpmn:intermediateCatchEvent id="catch">
            <bpmn:signalEventDefinition signalRef="all" />
          </bpmn:intermediateCatchEvent>
          <bpmn:sequenceFlow id="toLater" sourceRef="fork" targetRef="later" />
          <bpmn:intermediateCatchEvent id="later">
            <bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration>
            </bpmn:timerEventDefinition>
          </bpmn:intermediateCatchEvent>
          <bpmn:userTask id="often" name="Often">
            <bpmn:multiInstanceLoopCharacteristics>
              <bpmn:loopCardinality>2</bpmn:loopCardinality>
            </bpmn:multiInstanceLoopCharacteristics>
          </bpmn:userTask>
        </bpmn:process>
      </bpmn:definitions>
      """;

  private static final String MIGRATION =
      "{'migrationPlan':{'sourceProcessDefinitionId':'{definition}','targetProcessDefinitionId':"
          + "'{definition}','instructions':["
          + Stream.of("task", "receive", "catch", "later", "often#multiInstanceBody", "often")
              .map(
                  id ->
                      "{'sourceActivityIds':['%s'],'targetActivityIds':['%s'],'updateEventTrigger':%s}"
                          .formatted(id, id, List.of("receive", "catch", "later").contains(id)))
              .collect(joining(","))
          + "],'variables':{'notes':{'value':'{words}','type':'String'}}},"
          + "'processInstanceIds':['{instance}']}";

  private static final String LONG = "and so on ".repeat(500);

  @Autowired private ProcessEngine engine;
  @Autowired private RuntimeService runtime;
  @Autowired private TaskService tasks;
  @Autowired private FormService forms;
  @Autowired private RepositoryService repository;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestRestTemplate rest;

  private String deployment = "";
  private final String words = "canary" + UUID.randomUUID().toString().replace("-", "");
  private final Map<String, String> ids = new LinkedHashMap<>();

  @BeforeAll
  void deploy() {
    deployment =
        WithoutGate.get(
            engine,
            () ->
                repository
                    .createDeployment()
                    .addString("guard-trial.bpmn", MODEL)
                    .deploy()
                    .getId());
  }

  @AfterAll
  void noColumnHoldsWords() {
    assertThat(new DatabaseScan(jdbc).columnsHolding(words)).isEmpty();
    repository.deleteDeployment(deployment, true);
  }

  @BeforeEach
  void start() {
    String instance =
        runtime
            .startProcessInstanceByKey("guard-trial", "GT-7K3M9Q2F", Map.of("decision", "given"))
            .getId();
    ids.put("words", words);
    ids.put("long", words + LONG);
    ids.put("base64", Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8)));
    ids.put("instance", instance);
    ids.put("execution", execution("receive"));
    ids.put("task", tasks.createTaskQuery().taskDefinitionKey("task").singleResult().getId());
    ids.put(
        "definition",
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey("guard-trial")
            .singleResult()
            .getId());
    String timer =
        engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(instance)
            .timers()
            .singleResult()
            .getId();
    engine.getManagementService().setJobRetries(timer, 0);
    ids.put(
        "incident",
        runtime.createIncidentQuery().processInstanceId(instance).singleResult().getId());
  }

  @AfterEach
  void delete() {
    runtime.deleteProcessInstance(ids.get("instance"), "tested");
  }

  static Stream<String> requests() {
    return Stream.of(
        // Variables
        "PUT /process-instance/{instance}/variables/notes {'value':'{words}','type':'String'}",
        "PUT /process-instance/{instance}/variables/notes {'value':'{long}','type':'String'}",
        "PUT /process-instance/{instance}/variables/{words} {'value':1,'type':'Integer'}",
        "PUT /process-instance/{instance}/variables/{words} {'value':null,'type':'Null'}",
        "PUT /process-instance/{instance}/variables/decision {'value':'A {words}','type':'String'}",
        "PUT /process-instance/{instance}/variables/decision {'value':'{long}','type':'String'}",
        "PUT /process-instance/{instance}/variables/offers {'value':'{words}','type':'String'}",
        "PUT /process-instance/{instance}/variables/decision"
            + " {'value':'{base64}','type':'Bytes'}",
        "PUT /process-instance/{instance}/variables/decision"
            + " {'value':'{base64}','type':'File','valueInfo':{'filename':'{words}'}}",
        "PUT /process-instance/{instance}/variables/decision"
            + " {'value':'[\\'{words}\\']','type':'Json'}",
        "PUT /process-instance/{instance}/variables/decision"
            + " {'value':'[\\'{words}\\']','type':'Object','valueInfo':{'objectTypeName':"
            + "'java.util.ArrayList','serializationDataFormat':'application/json'}}",
        "POST /process-instance/{instance}/variables"
            + " {'modifications':{'notes':{'value':'{words}'}}}",
        "PUT /process-instance/{instance}/variables/nrOfInstances"
            + " {'value':'{words}','type':'String'}",
        "PUT /execution/{execution}/localVariables/notes {'value':'{words}','type':'String'}",
        "POST /execution/{execution}/localVariables"
            + " {'modifications':{'notes':{'value':'{words}'}}}",
        "PUT /task/{task}/variables/notes {'value':'{words}','type':'String'}",
        "PUT /task/{task}/localVariables/notes {'value':'{words}','type':'String'}",
        "PUT /task/{task}/localVariables/caseNumber {'value':'{words}','type':'String'}",
        "POST /task/{task}/localVariables {'modifications':{'notes':{'value':'{words}'}}}",
        "POST /task/{task}/complete {'variables':{'notes':{'value':'{words}'}}}",
        "POST /task/{task}/submit-form {'variables':{'notes':{'value':'{words}'}}}",
        "POST /task/{task}/resolve {'variables':{'notes':{'value':'{words}'}}}",
        "POST /process-definition/key/guard-trial/start {'variables':{'notes':{'value':'{words}'}}}",
        "POST /process-definition/key/guard-trial/start {'businessKey':'{words}'}",
        "POST /process-definition/key/guard-trial/start {'caseInstanceId':'{words}'}",
        "POST /process-definition/key/guard-trial/start {'startInstructions':[{'type':"
            + "'startBeforeActivity','activityId':'task','variables':{'notes':{'value':'{words}',"
            + "'local':true}}}]}",
        "POST /process-definition/key/guard-trial/start {'businessKey':'{words}',"
            + "'startInstructions':[{'type':'startBeforeActivity','activityId':'task'}]}",
        "POST /process-definition/key/guard-trial/submit-form"
            + " {'variables':{'notes':{'value':'{words}'}}}",
        "POST /process-definition/key/guard-trial/submit-form {'businessKey':'{words}'}",
        "POST /message {'messageName':'go-on','processInstanceId':'{instance}',"
            + "'processVariables':{'notes':{'value':'{words}'}}}",
        "POST /message {'messageName':'go-on','processInstanceId':'{instance}',"
            + "'processVariablesLocal':{'notes':{'value':'{words}'}}}",
        "POST /message {'messageName':'begin','businessKey':'{words}'}",
        "POST /message {'messageName':'begin','businessKey':'{words}','processVariables':"
            + "{'notes':{'value':'{words}'}}}",
        "POST /execution/{execution}/messageSubscriptions/go-on/trigger"
            + " {'variables':{'notes':{'value':'{words}'}}}",
        "POST /signal {'name':'all-go-on','variables':{'notes':{'value':'{words}'}}}",
        "POST /execution/{execution}/signal {'variables':{'notes':{'value':'{words}'}}}",
        "POST /process-instance/{instance}/modification {'instructions':[{'type':"
            + "'startBeforeActivity','activityId':'task','variables':{'notes':{'value':'{words}'}}}]}",
        "POST /process-instance/{instance}/modification {'annotation':'{words}','instructions':"
            + "[{'type':'startBeforeActivity','activityId':'task'}]}",
        "POST /process-instance/{instance}/modification-async {'annotation':'{words}',"
            + "'instructions':[{'type':'startBeforeActivity','activityId':'task'}]}",
        "POST /modification/execute {'annotation':'{words}','processDefinitionId':'{definition}',"
            + "'processInstanceIds':['{instance}'],'instructions':[{'type':'startBeforeActivity',"
            + "'activityId':'task'}]}",
        "POST /modification/executeAsync {'annotation':'{words}','processDefinitionId':"
            + "'{definition}','processInstanceIds':['{instance}'],'instructions':[{'type':"
            + "'startBeforeActivity','activityId':'task'}]}",
        "POST /process-instance/variables-async {'processInstanceIds':['{instance}'],"
            + "'variables':{'notes':{'value':'{words}','type':'String'}}}",
        "POST /process-instance/message-async {'messageName':'go-on','processInstanceIds':"
            + "['{instance}'],'variables':{'notes':{'value':'{words}','type':'String'}}}",
        "POST /migration/execute " + MIGRATION,
        "POST /migration/executeAsync " + MIGRATION,
        "POST /decision-definition/key/eligibility/evaluate"
            + " {'variables':{'stay':{'value':'{words}','type':'String'}}}",
        // Free text
        "POST /task/{task}/comment/create {'message':'{words}'}",
        "POST /task/{task}/comment/create {'message':'{words}','processInstanceId':'{instance}'}",
        "PUT /task/{task} {'name':'{words}'}",
        "PUT /task/{task} {'name':'Task','description':'{words}'}",
        "PUT /incident/{incident}/annotation {'annotation':'{words}'}",
        "POST /execution/{execution}/create-incident {'incidentType':'a','message':'{words}'}",
        "POST /task/{task}/bpmnError {'errorCode':'{words}','errorMessage':'{words}'}",
        "POST /task/{task}/bpmnEscalation {'escalationCode':'{words}'}",
        "POST /task/{task}/assignee {'userId':'A {words}'}",
        "POST /task/{task}/claim {'userId':'A {words}'}",
        "POST /task/{task}/delegate {'userId':'A {words}'}",
        "POST /task/{task}/identity-links {'userId':'A {words}','type':'candidate'}",
        "POST /task/{task}/identity-links {'groupId':'A {words}','type':'candidate'}",
        "POST /task/{task}/identity-links {'userId':'admin','type':'A {words}'}",
        "POST /task/create {'id':'t1','name':'{words}'}",
        "POST /task/create {'id':'t2','name':'{words}','parentTaskId':'{task}'}",
        "POST /process-instance/delete {'processInstanceIds':['{instance}'],"
            + "'deleteReason':'A {words}'}");
  }

  @ParameterizedTest
  @MethodSource("requests")
  @DisplayName("A request that carries words beside the forms is refused")
  void requestIsRefused(String request) {
    String[] parts = filledIn(request).split(" ", 3);
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    HttpEntity<String> body = new HttpEntity<>(parts[2].replace('\'', '"'), headers);

    assertRefused(
        () ->
            rest.withBasicAuth("admin", ApplicationTest.PASSWORD)
                .exchange(
                    "/engine-rest" + parts[1], HttpMethod.valueOf(parts[0]), body, String.class),
        HttpStatus.FORBIDDEN,
        // The forms refuse what goes past them before it comes to a guard.
        HttpStatus.BAD_REQUEST);
  }

  @Test
  @DisplayName("Uploads are refused: attachments and files as variables")
  void uploadIsRefused() {
    for (String address :
        List.of(
            "/task/{task}/attachment/create",
            "/process-instance/{instance}/variables/notes/data",
            "/process-instance/{instance}/variables/decision/data",
            "/task/{task}/localVariables/notes/data")) {
      HttpHeaders headers = new HttpHeaders();
      headers.setContentType(MediaType.MULTIPART_FORM_DATA);
      MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
      parts.add("attachment-name", words);
      parts.add("attachment-description", words);
      parts.add("attachment-type", "text/plain");
      parts.add("url", "http://example.org/" + words);
      parts.add("data", words);
      parts.add("valueType", "Bytes");
      assertRefused(
          () ->
              rest.withBasicAuth("admin", ApplicationTest.PASSWORD)
                  .postForEntity(
                      "/engine-rest" + filledIn(address),
                      new HttpEntity<>(parts, headers),
                      String.class),
          HttpStatus.FORBIDDEN);
    }
  }

  @Test
  @DisplayName("What the engine itself refuses leaves no words in the log either")
  void engineRefusalIsWordless() {
    for (String body :
        List.of(
            "{'messageName':'{words}','processInstanceId':'{instance}'}",
            "{'messageName':'go-on','businessKey':'{words}'}",
            "{'messageName':'go-on','processVariables':{'offers':{'value':'{words}',"
                + "'type':'Integer'}}}",
            "{'messageName':'{words}")) {
      HttpHeaders headers = new HttpHeaders();
      headers.setContentType(MediaType.APPLICATION_JSON);
      assertRefused(
          () ->
              rest.withBasicAuth("admin", ApplicationTest.PASSWORD)
                  .postForEntity(
                      "/engine-rest/message",
                      new HttpEntity<>(filledIn(body).replace('\'', '"'), headers),
                      String.class),
          HttpStatus.BAD_REQUEST);
    }
  }

  @Test
  @DisplayName("Java code is refused, with transient values too")
  void javaIsRefused() {
    String instance = ids.get("instance");
    Stream.<Runnable>of(
            () -> runtime.setVariable(instance, "notes", words),
            () -> runtime.setVariable(instance, "notes", Variables.stringValue(words, true)),
            () -> runtime.setVariable(instance, "decision", Variables.objectValue(words).create()),
            () -> runtime.setVariable(instance, "decision", List.of(words)),
            () -> runtime.setVariableLocal(ids.get("execution"), "notes", words),
            () -> tasks.setVariableLocal(ids.get("task"), "notes", words),
            () -> tasks.complete(ids.get("task"), Map.of("notes", words)),
            () -> tasks.completeWithVariablesInReturn(ids.get("task"), Map.of("a", words), false),
            () -> forms.submitTaskForm(ids.get("task"), Map.of("notes", words)),
            () -> runtime.startProcessInstanceByKey("guard-trial", words),
            () -> runtime.startProcessInstanceByKey("guard-trial", Map.of("notes", words)),
            () -> runtime.createProcessInstanceByKey("guard-trial").caseInstanceId(words).execute(),
            () ->
                runtime
                    .createProcessInstanceByKey("guard-trial")
                    .businessKey(words)
                    .startBeforeActivity("task")
                    .execute(),
            () -> tasks.createComment(ids.get("task"), instance, words),
            () -> tasks.createAttachment("a", ids.get("task"), instance, words, words, "a:b"),
            () -> tasks.setName(ids.get("task"), words),
            () -> tasks.setDescription(ids.get("task"), words),
            () -> tasks.setOwner(ids.get("task"), "A " + words),
            () -> runtime.setAnnotationForIncidentById(ids.get("incident"), words),
            () -> engine.getHistoryService().setAnnotationForOperationLogById("any", words),
            () -> runtime.deleteProcessInstance(instance, "Because " + words))
        .forEach(
            attempt -> {
              Map<String, String> before = new DatabaseState(jdbc).digests();
              try (CapturedLog log = new CapturedLog()) {
                assertThatThrownBy(attempt::run)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageNotContaining(words);
                assertThat(log.linesWith(words)).isEmpty();
              }
              assertThat(new DatabaseState(jdbc).digests()).isEqualTo(before);
            });
  }

  @Test
  @DisplayName("A user id that is words, or an operation with a note, is refused in Cockpit's list")
  void operationLogTakesNoNote() {
    tasks.setPriority(ids.get("task"), 7);
    String request =
        "PUT /history/user-operation/{operation}/set-annotation {'annotation':'{words}'}";
    engine.getIdentityService().setAuthentication("admin", List.of("camunda-admin"));
    tasks.setPriority(ids.get("task"), 8);
    engine.getIdentityService().clearAuthentication();
    ids.put(
        "operation",
        engine
            .getHistoryService()
            .createUserOperationLogQuery()
            .taskId(ids.get("task"))
            .list()
            .get(0)
            .getOperationId());
    requestIsRefused(request);
  }

  @Test
  @DisplayName("Process data and the engine's own counters pass")
  void processDataPasses() {
    String instance = ids.get("instance");
    runtime.setVariable(instance, "attempts", 2L);
    runtime.setVariable(instance, "resumeOn", "2026-12-24");
    tasks.setVariableLocal(ids.get("task"), "caseNumber", "EI-7K3M9Q2F");
    assertThat(runtime.getVariables(instance))
        .containsEntry("decision", "given")
        .containsEntry("resumeOn", "2026-12-24");
    assertThat(
            runtime
                .createVariableInstanceQuery()
                .processInstanceIdIn(instance)
                .variableName("loopCounter")
                .count())
        .isEqualTo(2);
    assertThat(
            runtime
                .createProcessInstanceQuery()
                .processInstanceId(instance)
                .variableValueLike("decision", "giv%")
                .count())
        .isEqualTo(1);
  }

  private void assertRefused(Supplier<ResponseEntity<String>> request, HttpStatus... expected) {
    Map<String, String> before = new DatabaseState(jdbc).digests();
    try (CapturedLog log = new CapturedLog()) {
      ResponseEntity<String> answer = request.get();
      assertThat(answer.getStatusCode()).as("%s", answer).isIn(List.of(expected));
      assertThat(log.linesWith(words)).isEmpty();
    }
    assertThat(new DatabaseState(jdbc).digests()).isEqualTo(before);
  }

  private String filledIn(String text) {
    String filled = text;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue());
    }
    return filled;
  }

  private String execution(String activity) {
    return runtime
        .createExecutionQuery()
        .processDefinitionKey("guard-trial")
        .activityId(activity)
        .singleResult()
        .getId();
  }
}
