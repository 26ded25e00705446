package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.repository.Deployment;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which version of a table decides, and that deciding leaves no trace in the engine. */
@ApplicationTest
class DecisionsTest {

  private static final String TABLE = "decisionsTestTable";

  @Autowired private Decisions decisions;
  @Autowired private RepositoryService repositoryService;
  @Autowired private HistoryService historyService;

  @AfterEach
  void removeModels() {
    repositoryService
        .createDeploymentQuery()
        .deploymentName(TABLE)
        .list()
        .forEach(deployment -> repositoryService.deleteDeployment(deployment.getId(), true));
  }

  @Test
  void aCaseIsDecidedByTheTableOfItsOwnDeployment() {
    DelegateExecution old = executionOf(deploy("old"));
    DelegateExecution current = executionOf(deploy("new"));

    assertThat(decisions.evaluate(old, TABLE, Map.of("fact", "x")).<String>getSingleEntry())
        .isEqualTo("old");
    assertThat(decisions.evaluate(current, TABLE, Map.of("fact", "x")).<String>getSingleEntry())
        .isEqualTo("new");
    assertThat(decisions.evaluateLatest(TABLE, Map.of("fact", "x")).<String>getSingleEntry())
        .isEqualTo("new");
    assertThat(
            historyService
                .createHistoricDecisionInstanceQuery()
                .decisionDefinitionKey(TABLE)
                .count())
        .isZero();
  }

  @Test
  void aMissingTableIsNamed() {
    DelegateExecution execution = executionOf(deploy("any"));

    assertThatIllegalStateException()
        .isThrownBy(() -> decisions.evaluate(execution, "noSuchTable", Map.of()))
        .withMessageContaining("noSuchTable");
  }

  private DelegateExecution executionOf(Deployment deployment) {
    DelegateExecution execution = mock(DelegateExecution.class);
    when(execution.getProcessDefinitionId())
        .thenReturn(
            repositoryService
                .createProcessDefinitionQuery()
                .deploymentId(deployment.getId())
                .singleResult()
                .getId());
    return execution;
  }

  private Deployment deploy(String answer) {
    return repositoryService
        .createDeployment()
        .name(TABLE)
        .addInputStream(
            "decisions-test.bpmn",
            stream(
                """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                  <process id="decisionsTest" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="start"/>
                  </process>
                </definitions>
                """))
        .addInputStream(
            "decisions-test.dmn",
            stream(
                """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="test" name="test"
                    namespace="test">
                  <decision id="%s" name="test" camunda:historyTimeToLive="1">
                    <decisionTable id="table">
                      <input id="in"><inputExpression id="expression"><text>fact</text></inputExpression></input>
                      <output id="out" name="answer" typeRef="string"/>
                      <rule id="rule">
                        <inputEntry id="entry"><text></text></inputEntry>
                        <outputEntry id="answer"><text>"%s"</text></outputEntry>
                      </rule>
                    </decisionTable>
                  </decision>
                </definitions>
                """
                    .formatted(TABLE, answer)))
        .deployWithResult();
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }
}
