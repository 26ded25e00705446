package org.exitinterview.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.exitinterview.record.AccessRefusedException;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.RecordedAct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A note-taking process of two people: one writes down what a child says, the other has no business
 * reading it.
 */
@ApplicationTest
class StepFormTest {

  private static final String PROCESS = "form-trial";
  private static final Map<String, Object> START = Map.of("place", "garden", "said", "Hello");

  private static final String START_FORM =
      """
      {"id": "form-trial-start", "type": "default", "components": [
        {"type": "radio", "key": "place", "label": "Place", "validate": {"required": true},
         "values": [{"label": "Garden", "value": "garden"}, {"label": "Room", "value": "room"}],
         "properties": {"keptIn": "register"}},
        {"type": "textarea", "key": "said", "label": "What was said",
         "properties": {"keptIn": "record", "section": "safe"}}]}
      """;

  private static final String TASK_FORM =
      """
      {"id": "form-trial-write", "type": "default", "components": [
        {"type": "text", "text": "# Write"},
        {"type": "select", "key": "decision", "label": "Decision", "validate": {"required": true},
         "values": [{"label": "Done", "value": "done"}, {"label": "Again", "value": "again"}],
         "properties": {"keptIn": "process"}},
        {"type": "number", "key": "visits", "label": "Visits", "validate": {"max": 9},
         "properties": {"keptIn": "register"}},
        {"type": "group", "label": "Words",
         "properties": {"keptIn": "record", "section": "safe"}, "components": [
           {"type": "textarea", "key": "said", "label": "What was said", "readonly": true},
           {"type": "textarea", "key": "answer", "label": "Answer"},
           {"type": "taglist", "key": "feelings", "label": "Feelings",
            "values": [{"label": "Glad", "value": "glad"}, {"label": "Sad", "value": "sad"}]}]},
        {"type": "select", "key": "iro", "label": "IRO", "valuesKey": "iros",
         "properties": {"keptIn": "process"}}]}
      """;

  private static final String MODEL =
      """
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
      <bpmn:process id="form-trial" isExecutable="true" camunda:historyTimeToLive="1">
        <bpmn:startEvent id="start" camunda:formRef="form-trial-start"
            camunda:formRefBinding="deployment">
          <bpmn:extensionElements><camunda:properties>
            <camunda:property name="record" value="open" />
          </camunda:properties></bpmn:extensionElements>
        </bpmn:startEvent>
        <bpmn:sequenceFlow id="toWrite" sourceRef="start" targetRef="write" />
        <bpmn:userTask id="write" name="Write down" camunda:formRef="form-trial-write"
            camunda:formRefBinding="deployment">
          <bpmn:extensionElements><camunda:properties>
            <camunda:property name="record" value="write" />
          </camunda:properties></bpmn:extensionElements>
        </bpmn:userTask>
        <bpmn:sequenceFlow id="toWait" sourceRef="write" targetRef="wait" />
        <bpmn:receiveTask id="wait" />
      </bpmn:process>
    </bpmn:definitions>
    """;

  @Autowired private RepositoryService repositoryService;
  @Autowired private RuntimeService runtimeService;
  @Autowired private TaskService taskService;
  @Autowired private ManagementService managementService;
  @Autowired private FormService formService;
  @Autowired private IdentityService identityService;
  @Autowired private AuthorizationService authorizationService;
  @Autowired private CaseRegister register;
  @Autowired private RecordVault vault;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestRestTemplate rest;

  private final String canary = "canary" + UUID.randomUUID().toString().replace("-", "");
  private final String writer = "writer" + canary.substring(6, 14);
  private final String other = "other" + canary.substring(6, 14);

  @BeforeEach
  void deploy() {
    identityService.clearAuthentication();
    deploy(MODEL, TASK_FORM);
    for (String person : List.of(writer, other)) {
      User user = identityService.newUser(person);
      user.setPassword(ApplicationTest.PASSWORD);
      identityService.saveUser(user);
      allow(person, Resources.PROCESS_DEFINITION, PROCESS, Permissions.READ);
      allow(person, Resources.PROCESS_DEFINITION, PROCESS, Permissions.CREATE_INSTANCE);
      allow(person, Resources.PROCESS_DEFINITION, PROCESS, Permissions.READ_TASK);
      allow(person, Resources.PROCESS_DEFINITION, PROCESS, Permissions.UPDATE_TASK);
      allow(person, Resources.PROCESS_INSTANCE, "*", Permissions.CREATE);
    }
    actAs(writer);
  }

  @AfterEach
  void cleanUp() {
    identityService.clearAuthentication();
    repositoryService
        .createDeploymentQuery()
        .deploymentName(PROCESS)
        .list()
        .forEach(deployment -> repositoryService.deleteDeployment(deployment.getId(), true));
    authorizationService
        .createAuthorizationQuery()
        .userIdIn(writer, other)
        .list()
        .forEach(granted -> authorizationService.deleteAuthorization(granted.getId()));
    identityService.deleteUser(writer);
    identityService.deleteUser(other);
  }

  @Test
  void startingOpensARecordUnderAnOpaqueNumber() {
    ProcessInstance instance =
        formService.submitStartForm(
            definition().getId(), canary, Map.of("place", "garden", "said", canary + " said"));
    String caseNumber = instance.getBusinessKey();
    assertThat(caseNumber).matches("FO-[2-9A-Z]{8}");
    assertThat(vault.read(caseNumber, Section.SAFE, "")).containsEntry("said", canary + " said");
    assertThat(register.facts(caseNumber)).isEqualTo(Map.of("place", "garden"));
    assertThat(acts(caseNumber)).containsExactly(writer + " start");
    assertNoTraceOfTheWords();
  }

  @Test
  void aStartWithASavePointKeepsItsNumberToo() {
    identityService.clearAuthentication();
    deploy(MODEL.replace("id=\"start\"", "id=\"start\" camunda:asyncBefore=\"true\""), TASK_FORM);
    actAs(writer);
    ProcessInstance instance = formService.submitStartForm(definition().getId(), START);
    identityService.clearAuthentication();
    managementService
        .createJobQuery()
        .processInstanceId(instance.getId())
        .list()
        .forEach(job -> managementService.executeJob(job.getId()));
    Task task = taskService.createTaskQuery().processInstanceId(instance.getId()).singleResult();
    assertThat(caseNumber(task)).isEqualTo(instance.getBusinessKey()).matches("FO-[2-9A-Z]{8}");
  }

  @Test
  void wordsGoToTheRecordFactsToTheRegisterAndOnlyTheDecisionToTheProcess() {
    Task task = claimedTask();
    String caseNumber = caseNumber(task);
    formService.submitTaskForm(
        task.getId(),
        Map.of(
            "decision", "done", "visits", 3, "answer", canary, "feelings", List.of("sad", "glad")));
    assertThat(vault.read(caseNumber, Section.SAFE, ""))
        .isEqualTo(Map.of("said", "Hello", "answer", canary, "feelings", List.of("sad", "glad")));
    assertThat(register.facts(caseNumber)).containsEntry("visits", 3);
    assertThat(acts(caseNumber))
        .containsExactly(writer + " start", writer + " claim", writer + " completion");
    identityService.clearAuthentication();
    assertThat(runtimeService.getVariables(task.getProcessInstanceId()))
        .isEqualTo(Map.of("decision", "done"));
    assertNoTraceOfTheWords();
  }

  @Test
  void aRefusedFormChangesNothing() {
    Task task = claimedTask();
    String caseNumber = caseNumber(task);
    assertThatThrownBy(
            () ->
                formService.submitTaskForm(
                    task.getId(), Map.of("visits", 99, "answer", canary, "extra", canary)))
        .isInstanceOf(FormRefusedException.class)
        .hasMessage(
            "This form has no field “extra”. Decision: please answer this. Visits: must be at most"
                + " 9.");
    assertThat(taskService.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
    assertThat(vault.read(caseNumber, Section.SAFE, "")).isEqualTo(Map.of("said", "Hello"));
    assertThat(acts(caseNumber)).containsExactly(writer + " start", writer + " claim");
    assertNoTraceOfTheWords();
  }

  @Test
  void onlyWhoeverHasClaimedTheStepFinishesIt() {
    Task task = task();
    assertThatThrownBy(() -> formService.submitTaskForm(task.getId(), Map.of("decision", "done")))
        .hasMessage("Claim this step first.");
    taskService.claim(task.getId(), writer);
    actAs(other);
    assertThatThrownBy(() -> formService.submitTaskForm(task.getId(), Map.of("decision", "done")))
        .hasMessage("This step is in somebody else's hands.");
  }

  @Test
  void aStepIsFinishedByItsFormAndByNothingElse() {
    Task task = claimedTask();
    assertThatThrownBy(() -> taskService.complete(task.getId(), Map.of("decision", "done")))
        .isInstanceOf(FormRefusedException.class)
        .hasMessage("This step is finished with its form.");
  }

  @Test
  void whatIsOnlyShownCannotBeChanged() {
    Task task = claimedTask();
    String caseNumber = caseNumber(task);
    formService.submitTaskForm(task.getId(), Map.of("decision", "done", "said", "Goodbye"));
    assertThat(vault.read(caseNumber, Section.SAFE, "")).containsEntry("said", "Hello");
  }

  @Test
  void whoeverClaimsATaskWithoutBeingOnTheListCannotWrite() {
    Task task = task();
    actAs(other);
    taskService.claim(task.getId(), other);
    assertThatThrownBy(
            () ->
                formService.submitTaskForm(
                    task.getId(), Map.of("decision", "done", "answer", "I was here")))
        .isInstanceOf(AccessRefusedException.class);
    assertThat(taskService.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
  }

  @Test
  void takingHandingOverAndPuttingBackAreActs() {
    Task task = claimedTask();
    taskService.setAssignee(task.getId(), other);
    taskService.setAssignee(task.getId(), null);
    assertThat(acts(caseNumber(task)))
        .containsExactly(
            writer + " start", writer + " claim", writer + " hand-over", writer + " release");
  }

  @Test
  @SuppressWarnings("unchecked")
  void theFormShowsTheWordsToWhoeverIsOnTheListAndStoresNothing() {
    Task task = claimedTask();
    String path = "/engine-rest/task/" + task.getId() + "/form-variables?deserializeValues=false";
    ResponseEntity<Map<String, Object>> entitled = get(writer, path);
    assertThat(entitled.getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(entitled.getHeaders().getCacheControl()).isEqualTo("no-store");
    Map<String, Object> said = (Map<String, Object>) entitled.getBody().get("said");
    assertThat(said)
        .containsEntry("value", "Hello")
        .containsEntry("valueInfo", Map.of("transient", true));
    assertThat(entitled.getBody()).containsKeys("visits", "iros", "decision");
    assertThat(entitled.getBody())
        .as("facts that the form does not ask for")
        .doesNotContainKey("place");
    assertThat((Map<String, Object>) entitled.getBody().get("feelings"))
        .containsEntry("value", "[]")
        .containsEntry("type", "Json");

    ResponseEntity<Map<String, Object>> refused = get(other, path);
    assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(refused.getBody())
        .containsEntry(
            "message", "You are not on the circulation list of this part of the interview record.");
    assertThat(
            jdbc.sql(
                    "select person || ' ' || event from record.read_log where case_number = ?"
                        + " order by id")
                .param(caseNumber(task))
                .query(String.class)
                .list())
        .containsExactly(writer + " written", writer + " read", other + " refused");
    assertThat(get(writer, "/engine-rest/task/" + task.getId() + "/variables").getBody())
        .containsOnlyKeys("caseNumber");
  }

  @Test
  void aFormThatIsNotInOrderIsAnsweredWith400() {
    Task task = claimedTask();
    ResponseEntity<Map<String, Object>> submitted =
        post(
            "/engine-rest/task/" + task.getId() + "/submit-form",
            Map.of("variables", Map.of("decision", Map.of("value", "nonsense"))));
    assertThat(submitted.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat((String) submitted.getBody().get("message"))
        .endsWith("Decision: choose from the answers offered.");

    ResponseEntity<Map<String, Object>> completed =
        post("/engine-rest/task/" + task.getId() + "/complete", Map.of());
    assertThat(completed.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);

    ResponseEntity<Map<String, Object>> started =
        post(
            "/engine-rest/process-definition/key/" + PROCESS + "/submit-form",
            Map.of("variables", Map.of()));
    assertThat(started.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat((String) started.getBody().get("message")).endsWith("Place: please answer this.");
  }

  @Test
  void aTagListComesAndGoesAsTheBrowserSendsIt() {
    Task task = claimedTask();
    ResponseEntity<Map<String, Object>> submitted =
        post(
            "/engine-rest/task/" + task.getId() + "/submit-form",
            Map.of(
                "variables",
                Map.of(
                    "decision", Map.of("value", "done", "type", "String"),
                    "feelings", Map.of("value", "[\"sad\"]", "type", "Json"))));
    assertThat(submitted.getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(vault.read(caseNumber(task), Section.SAFE, ""))
        .containsEntry("feelings", List.of("sad"));
  }

  @Test
  void aModelWhoseFormKeepsTextOutsideTheRecordIsNotDeployed() {
    identityService.clearAuthentication();
    String leaking = TASK_FORM.replace("\"keptIn\": \"record\"", "\"keptIn\": \"register\"");
    assertThatThrownBy(() -> deploy(MODEL, leaking))
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith("ENGINE-09005 Could not parse BPMN process.")
        .hasMessageContaining("'Write down', form 'form-trial-write'")
        .hasMessageContaining("Answer: free text belongs into the record");
  }

  private void assertNoTraceOfTheWords() {
    DatabaseScan scan = new DatabaseScan(jdbc);
    assertThat(scan.columnsHolding(canary)).isEmpty();
  }

  private Deployment deploy(String model, String taskForm) {
    return repositoryService
        .createDeployment()
        .name(PROCESS)
        .addString("form-trial.bpmn", model)
        .addString("form-trial-start.form", START_FORM)
        .addString("form-trial-write.form", taskForm)
        .deploy();
  }

  private Task task() {
    ProcessInstance instance = formService.submitStartForm(definition().getId(), START);
    return taskService.createTaskQuery().processInstanceId(instance.getId()).singleResult();
  }

  private Task claimedTask() {
    Task task = task();
    taskService.claim(task.getId(), writer);
    return task;
  }

  private ProcessDefinition definition() {
    return repositoryService
        .createProcessDefinitionQuery()
        .processDefinitionKey(PROCESS)
        .latestVersion()
        .singleResult();
  }

  private String caseNumber(Task task) {
    return jdbc.sql("select business_key_ from act_hi_procinst where proc_inst_id_ = ?")
        .param(task.getProcessInstanceId())
        .query(String.class)
        .single();
  }

  private List<String> acts(String caseNumber) {
    return register.acts(caseNumber).stream().map(StepFormTest::line).toList();
  }

  private static String line(RecordedAct act) {
    return act.person() + " " + act.act();
  }

  private void actAs(String user) {
    identityService.setAuthentication(user, List.of());
  }

  private void allow(String user, Resource resource, String id, Permission permission) {
    Authorization authorization =
        authorizationService
            .createAuthorizationQuery()
            .userIdIn(user)
            .resourceType(resource)
            .resourceId(id)
            .singleResult();
    if (authorization == null) {
      authorization = authorizationService.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
      authorization.setUserId(user);
      authorization.setResource(resource);
      authorization.setResourceId(id);
    }
    authorization.addPermission(permission);
    authorizationService.saveAuthorization(authorization);
  }

  @SuppressWarnings("unchecked")
  private ResponseEntity<Map<String, Object>> get(String user, String path) {
    return (ResponseEntity<Map<String, Object>>)
        (ResponseEntity<?>)
            rest.withBasicAuth(user, ApplicationTest.PASSWORD).getForEntity(path, Map.class);
  }

  @SuppressWarnings("unchecked")
  private ResponseEntity<Map<String, Object>> post(String path, Map<String, ?> body) {
    return (ResponseEntity<Map<String, Object>>)
        (ResponseEntity<?>)
            rest.withBasicAuth(writer, ApplicationTest.PASSWORD)
                .postForEntity(path, body, Map.class);
  }
}
