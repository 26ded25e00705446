package org.exitinterview.modelling;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanExecutionBuilder;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.exitinterview.ApplicationTest;
import org.exitinterview.CapturedLog;
import org.exitinterview.process.ExitInterviewProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Deployments as Camunda Modeler sends them. */
@ApplicationTest
class ModelGateApplicationTest {

  private static final String NAME = "from the gate's test";

  @Autowired private TestRestTemplate rest;
  @Autowired private ProcessEngine engine;
  @Autowired private RepositoryService repository;
  @Autowired private JdbcTemplate database;

  @AfterEach
  void removeWhatWasAccepted() {
    repository
        .createDeploymentQuery()
        .deploymentName(NAME)
        .list()
        .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
  }

  @Test
  @DisplayName("A way around the decision is refused in words, and nothing of it stays")
  void wayAroundIsRefused() {
    Map<String, String> before = engineTables();

    ResponseEntity<JsonNode> answer =
        deploy(
            Draft.shipped()
                .lead(
                    "userTask_agreeRecord",
                    "serviceTask_keepWhatWasAgreed",
                    "sendTask_sendCopies"));

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(answer.getBody().path("type").asText()).isEqualTo("ParseException");
    assertThat(answer.getBody().path("message").asText())
        .startsWith("ENGINE-09005 Could not parse BPMN process.")
        .contains("'Send copies' could send the record without the decision on its circulation.")
        .contains("'Agree record' -> 'Send copies'")
        .contains("| resource processes/exit-interview.bpmn | element sendTask_sendCopies");
    assertThat(engineTables()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "org.exitinterview.modelling.ModelGateTest#waysAroundInTheProcedure",
    "org.exitinterview.modelling.ModelGateTest#waysAroundInSmallModels",
    "org.exitinterview.modelling.ModelGateTest#modelsWithCode"
  })
  @DisplayName("Nobody deploys it, not even the administrator; the log says who tried and why not")
  void nobodyDeploys(String what, Draft draft, String expected) {
    Map<String, String> before = engineTables();
    String person = what.length() % 2 == 0 ? "petra.process" : "admin";
    try (CapturedLog log = new CapturedLog()) {
      ResponseEntity<JsonNode> answer = deployAs(person, draft);
      assertThat(answer.getStatusCode()).as(what).isEqualTo(HttpStatus.BAD_REQUEST);
      assertThat(answer.getBody().path("message").asText())
          .startsWith("ENGINE-09005 Could not parse BPMN process.")
          .contains(expected);
      assertThat(answer.getBody().path("problems").toString()).contains(expected);
      assertThat(log.linesWith("Refused to " + person))
          .singleElement()
          .asString()
          .contains(expected);
    }
    assertThat(engineTables()).isEqualTo(before);
  }

  @Test
  @DisplayName("A process manager deploys, and takes no deployment away")
  void processManagerDeploys() {
    assertThat(deployAs("petra.process", Draft.shipped()).getStatusCode()).isEqualTo(HttpStatus.OK);
    String deployment =
        repository.createDeploymentQuery().deploymentName(NAME).singleResult().getId();
    assertThat(
            rest.withBasicAuth("petra.process", ApplicationTest.PASSWORD)
                .exchange(
                    "/engine-rest/deployment/" + deployment,
                    HttpMethod.DELETE,
                    HttpEntity.EMPTY,
                    JsonNode.class)
                .getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(deployAs("simon.supervisor", Draft.shipped()).getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);
  }

  @Test
  @DisplayName("A case is not migrated to a model that sends without the decision")
  void caseIsNotMigratedPastTheDecision() {
    String caseNumber = "EI-0NOBODY0";
    ProcessInstance waiting =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey(ExitInterviewProcess.KEY)
            .businessKey(caseNumber)
            .setVariable("interviewer", "ian.interviewer")
            .startBeforeActivity("userTask_agreeRecord")
            .execute();
    deployWithoutGate(
        Draft.shipped()
            .lead("userTask_agreeRecord", "serviceTask_keepWhatWasAgreed", "sendTask_sendCopies"));
    MigrationPlan plan =
        engine
            .getRuntimeService()
            .createMigrationPlan(
                waiting.getProcessDefinitionId(),
                repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(ExitInterviewProcess.KEY)
                    .latestVersion()
                    .singleResult()
                    .getId())
            .mapActivities("userTask_agreeRecord", "userTask_agreeRecord")
            .build();
    try {
      for (Runnable migration :
          List.<Runnable>of(
              () -> migrate(plan, waiting).execute(),
              () -> migrate(plan, waiting).executeAsync())) {
        assertThatThrownBy(migration::run).isInstanceOf(MoveRefusedException.class);
      }
      assertThat(
              engine
                  .getRuntimeService()
                  .createProcessInstanceQuery()
                  .processInstanceId(waiting.getId())
                  .singleResult()
                  .getProcessDefinitionId())
          .isEqualTo(waiting.getProcessDefinitionId());
    } finally {
      engine.getRuntimeService().deleteProcessInstance(waiting.getId(), "tested");
    }
  }

  private MigrationPlanExecutionBuilder migrate(MigrationPlan plan, ProcessInstance instance) {
    return engine.getRuntimeService().newMigration(plan).processInstanceIds(instance.getId());
  }

  @Test
  @DisplayName("A timer at a start is refused before the engine evaluates it")
  void timerAtStartIsNotEvaluated() {
    Draft evaluated =
        Draft.small(
            """
                <bpmn:startEvent id="start"><bpmn:timerEventDefinition id="timer">
                  <bpmn:timeDate>${environment.getRequiredProperty('evaluated.by.engine')}</bpmn:timeDate>
                </bpmn:timerEventDefinition></bpmn:startEvent>""");
    ResponseEntity<JsonNode> answer = deploy(evaluated);

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(answer.getBody().path("message").asText())
        .startsWith("ENGINE-09005 Could not parse BPMN process.")
        .contains("'environment.getRequiredProperty' is not one of the questions")
        .doesNotContain("Required key");
    assertThatThrownBy(() -> deployWithoutGate(evaluated))
        .as("The engine evaluates it while it deploys, and finds no such property")
        .hasStackTraceContaining("evaluated.by.engine");
  }

  @Test
  @DisplayName("A form that asks for words is refused on a step without the record")
  void wordsOnStepWithoutRecordAreRefused() {
    ResponseEntity<JsonNode> answer =
        deploy(
            Draft.shipped()
                .replaceIn(
                    "processes/signposting.bpmn",
                    "<camunda:property name=\"record\" value=\"write\" />",
                    "<camunda:property name=\"note\" value=\"write\" />"));

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(answer.getBody().path("message").asText())
        .startsWith("ENGINE-09005 Could not parse BPMN process.")
        .contains("'Hand over'")
        .contains("Give the step the extension property record");
  }

  @Test
  @DisplayName("What the product ships is accepted again")
  void shippedIsAccepted() {
    ResponseEntity<JsonNode> answer = deploy(Draft.shipped());

    assertThat(answer.getStatusCode()).as(answer.toString()).isEqualTo(HttpStatus.OK);
    assertThat(
            StreamSupport.stream(
                    answer.getBody().path("deployedProcessDefinitions").spliterator(), false)
                .map(definition -> definition.path("key").asText()))
        .contains(ExitInterviewProcess.KEY);
  }

  @Test
  @DisplayName("What is there already is loaded, and sends nothing that nobody decided on")
  void existingDeploymentIsLoadedAndSendsNothing() {
    Draft bypassing =
        Draft.small(Draft.start("start") + Draft.send("send") + Draft.flow("start", "send"));
    deployWithoutGate(bypassing);
    ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getDeploymentCache()
        .discardProcessDefinitionCache();

    assertThatThrownBy(
            () -> engine.getRuntimeService().startProcessInstanceByKey("small", "EI-0NOBODY0"))
        .as("The step that sends refuses, not the gate")
        .hasMessageNotContaining("ENGINE-09005");
    assertThat(deploy(bypassing).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
  }

  private void deployWithoutGate(Draft draft) {
    DeploymentBuilder deployment = repository.createDeployment().name(NAME);
    draft.files().forEach(deployment::addString);
    WithoutGate.get(engine, deployment::deploy);
  }

  private ResponseEntity<JsonNode> deploy(Draft draft) {
    return deployAs("admin", draft);
  }

  private ResponseEntity<JsonNode> deployAs(String person, Draft draft) {
    MultiValueMap<String, Object> fields = new LinkedMultiValueMap<>();
    fields.add("deployment-name", NAME);
    fields.add("deployment-source", "Camunda Modeler");
    fields.add("enable-duplicate-filtering", "true");
    draft
        .files()
        .forEach(
            (file, text) ->
                fields.add(
                    file,
                    new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
                      @Override
                      public String getFilename() {
                        return file;
                      }
                    }));
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD)
        .postForEntity("/engine-rest/deployment/create", new HttpEntity<>(fields), JsonNode.class);
  }

  /** How many rows each table has that a deployment writes to. */
  private Map<String, String> engineTables() {
    return Stream.of(
            "act_re_deployment",
            "act_re_procdef",
            "act_re_decision_def",
            "act_re_camformdef",
            "act_ge_bytearray",
            "act_ru_job",
            "act_ru_jobdef",
            "act_ru_event_subscr")
        .collect(toMap(table -> table, this::rows));
  }

  private String rows(String table) {
    return String.valueOf(database.queryForMap("select count(*) from " + table));
  }
}
