package org.exitinterview.guard;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.exitinterview.ApplicationTest;
import org.exitinterview.CapturedLog;
import org.exitinterview.DatabaseScan;
import org.exitinterview.modelling.WithoutGate;
import org.exitinterview.process.ProcessData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

/**
 * Whoever draws a model reaches the beans that models are meant to call, and nothing behind them.
 */
@ApplicationTest
class ModelsReachListedBeansTest {

  private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
  private static final Pattern NAME = Pattern.compile("(?<![.\\w'\"])[a-zA-Z_]\\w*(?!['\"\\w])");
  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"|'[^']*'");

  @Autowired private RepositoryService repository;
  @Autowired private ProcessEngine engine;
  @Autowired private RuntimeService runtime;
  @Autowired private ManagementService management;
  @Autowired private JdbcClient jdbc;

  private String deployment = "";

  @AfterEach
  void undeploy() {
    if (!deployment.isEmpty()) {
      repository.deleteDeployment(deployment, true);
    }
  }

  @Test
  @DisplayName("The list holds the beans of the models, no more and no fewer")
  void listIsThatOfModels() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("processes"))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".bpmn"))
                  .flatMap(file -> EXPRESSION.matcher(read(file)).results())
                  .map(expression -> HtmlUtils.htmlUnescape(expression.group(1)))
                  .map(expression -> TEXT.matcher(expression).replaceAll("0"))
                  .flatMap(expression -> NAME.matcher(expression).results())
                  .map(MatchResult::group)
                  .filter(name -> !name.equals("execution") && !ProcessData.isListed(name))
                  .collect(toSet()))
          .isEqualTo(ListedBeans.NAMES);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${deadlines.on(\"2026-12-24\")}",
        "${circulation.sentFor(execution.processBusinessKey)}",
        "${decision}"
      })
  @DisplayName("Listed beans, the number of the case and process data are within reach")
  void withinReach(String expression) {
    deploy(
        "<bpmn:serviceTask id=\"step\" camunda:expression=\"%s\" />"
            .formatted(expression.replace('"', '\'')));
    runtime.startProcessInstanceByKey("attack", "EI-7K3M9Q2F", Map.of("decision", "hold"));
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("attack").count())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "camunda:expression='${recordVault.readable(\"a\", \"b\")}'",
        "camunda:expression='${dataSource}'",
        "camunda:expression='${environment}'",
        "camunda:expression='${systemProperties}'",
        "camunda:expression='${execution.processEngineServices}'",
        "camunda:expression='${execution.getProcessEngineServices()}'",
        "camunda:expression='${execution.setVariable(\"decision\", \"release\")}'",
        "camunda:expression='${execution.processBusinessKey.getClass()}'",
        "camunda:expression='${decision.class}'",
        "camunda:expression='${decision.getClass().forName(\"java.lang.Runtime\")}'",
        "camunda:expression='${deadlines.getClass()}'",
        "camunda:expression='${deadlines.class}'",
        "camunda:expression='${deadlines.notifyAll()}'",
        "camunda:expression='${circulation.vault}'",
        "camunda:expression='${decision}' camunda:resultVariable='notes'",
        "camunda:delegateExpression='${modelDeployer}'",
        "camunda:class='org.exitinterview.circulation.SendCopies'",
        "camunda:class='java.lang.Object'"
      })
  @DisplayName("Every other bean, reflection and classes are out of reach")
  void outOfReach(String attack) {
    assertFails(
        "<bpmn:serviceTask id=\"step\" %s />"
            .formatted(attack.replace("\"", "&quot;").replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"juel", "javascript", "groovy", "feel", "python"})
  @DisplayName("Scripts do not run")
  void noScripts(String language) {
    assertFails(
        "<bpmn:scriptTask id=\"step\" scriptFormat=\"%s\"><bpmn:script>${execution.setVariable('decision', 'release')}</bpmn:script></bpmn:scriptTask>"
            .formatted(language));
  }

  @Test
  @DisplayName("A step that fails leaves no words: job, incident, job log, application log")
  void failingStepIsWordless() {
    // Looks like a date to the list of process data, and is quoted by what parses it.
    String value = "2026-99-98";
    deploy(
        "<bpmn:serviceTask id=\"step\" camunda:asyncBefore=\"true\""
            + " camunda:expression=\"${deadlines.on(resumeOn)}\" />");
    String instance =
        runtime.startProcessInstanceByKey("attack", Map.of("resumeOn", value)).getId();
    Job job = management.createJobQuery().processInstanceId(instance).singleResult();

    try (CapturedLog log = new CapturedLog()) {
      for (int retry = 0; retry < 3; retry++) {
        assertThatThrownBy(() -> management.executeJob(job.getId())).hasMessageNotContaining(value);
      }
      assertThat(log.linesWith(value)).isEmpty();
    }
    assertThat(runtime.createIncidentQuery().processInstanceId(instance).count()).isEqualTo(1);
    assertThat(management.getJobExceptionStacktrace(job.getId()))
        .contains("org.exitinterview.chasing.")
        .doesNotContain(value);
    assertThat(new DatabaseScan(jdbc).columnsHolding(value))
        .containsExactlyInAnyOrder(
            "public.act_ru_variable.text_",
            "public.act_hi_varinst.text_",
            "public.act_hi_detail.text_");
  }

  private void assertFails(String step) {
    deploy(step);
    assertThatThrownBy(
            () -> runtime.startProcessInstanceByKey("attack", Map.of("decision", "hold")))
        .isInstanceOf(ProcessEngineException.class);
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("attack").count())
        .isZero();
  }

  private void deploy(String step) {
    deployment =
        WithoutGate.get(
            engine,
            () ->
                repository
                    .createDeployment()
                    .addString(
                        "attack.bpmn",
                        """
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                  <bpmn:process id="attack" isExecutable="true" camunda:historyTimeToLive="1">
                    <bpmn:startEvent id="start" />
                    <bpmn:sequenceFlow id="toStep" sourceRef="start" targetRef="step" />
                    %s
                    <bpmn:sequenceFlow id="toWait" sourceRef="step" targetRef="wait" />
                    <bpmn:receiveTask id="wait" />
                  </bpmn:process>
                </bpmn:definitions>
                """
                            .formatted(step))
                    .deploy()
                    .getId());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
