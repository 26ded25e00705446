package org.exitinterview.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.ExpressionManager;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * With a guard taken out, the attack that it stops succeeds: so it is this guard that stops it, and
 * a test that names it fails when somebody takes it away.
 */
@ApplicationTest
class EachGuardIsNeededTest {

  @Autowired private ProcessEngine engine;
  @Autowired private ApplicationContext beans;
  @Autowired private TestRestTemplate rest;
  @Autowired private ServletWebServerApplicationContext server;

  private Scenario story;
  private String task = "";

  @BeforeEach
  void caseWaits() {
    story = new Scenario(engine);
    story
        .notice(Map.of())
        .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
    task = story.task("seekAgreement").getId();
  }

  @AfterEach
  void endCase() {
    ClockUtil.reset();
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(story.caseNumber())
        .list()
        .forEach(each -> engine.getRuntimeService().deleteProcessInstance(each.getId(), "tested"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "FreeTextGuard     | /task/{task}/comment/create | {'message':'words'}",
        "FreeTextGuard     | /task/{task}/identity-links"
            + " | {'userId':'simon.supervisor','type':'candidate'}",
        "MovesPastDecision | /process-instance/{instance}/modification | {'instructions':"
            + "[{'type':'startBeforeActivity','activityId':'sendTask_sendCopies'}]}",
        "OnlyWithForm      | /process-definition/key/exit-interview/start | {'businessKey':"
            + "'{case}'}"
      })
  void attackSucceedsWithoutInterceptor(String guard, String address, String body) {
    assertThat(post(address, body).is4xxClientError()).as("with %s", guard).isTrue();
    assertThat(WithoutGuard.interceptor(engine, guard, () -> post(address, body)).is2xxSuccessful())
        .as("without %s", guard)
        .isTrue();
  }

  @Test
  @DisplayName("Without GuardedSerializer, any word becomes a variable")
  void attackSucceedsWithoutSerializers() {
    String address = "/process-instance/{instance}/variables";
    String body = "{'modifications':{'notes':{'value':'words'}}}";
    assertThat(post(address, body).value()).isEqualTo(403);
    assertThat(WithoutGuard.serializers(engine, () -> post(address, body)).value()).isEqualTo(204);
    engine.getRuntimeService().removeVariable(story.processInstanceId(), "notes");
  }

  @Test
  @DisplayName("Without ListedExpressions, a model reaches any bean")
  void attackSucceedsWithoutListedExpressions() {
    String attack = "${recordVault.exists('EI-0NOBODY0')}";
    ExpressionManager ours = new ListedExpressions(ListedBeans.NAMES, beans::getBean);
    assertThatThrownBy(() -> evaluate(ours, attack)).hasMessageContaining("recordVault");
    assertThat(evaluate(new SpringExpressionManager(beans, null), attack)).isEqualTo(false);
    assertThat(configuration().getExpressionManager())
        .as("the engine uses ours")
        .isInstanceOf(ListedExpressions.class);
  }

  @Test
  @DisplayName("NoScripts, NoClasses, NoSecondAttempt and the wordless job handlers are in place")
  void restIsInPlace() {
    assertThat(configuration().getScriptEngineResolver()).isInstanceOf(NoScripts.class);
    assertThat(configuration().getArtifactFactory()).isInstanceOf(NoClasses.class);
    assertThat(
            configuration()
                .getFailedJobCommandFactory()
                .getCommand("job", StepFailedException.of(new RuntimeException(new Final()))))
        .isInstanceOf(NoSecondAttempt.class);
    assertThat(configuration().getJobHandlers().get("async-continuation"))
        .isInstanceOf(WordlessJobHandler.class);
    for (String timer : List.of("timer-transition", "timer-intermediate-transition")) {
      assertThat(configuration().getJobHandlers().get(timer))
          .as(timer)
          .isInstanceOf(WordlessTimerHandler.class);
    }
  }

  @Test
  @DisplayName("Without NoStoreFilter, a browser keeps answers with words on its disk")
  void browserKeepsWordsWithoutFilter() {
    String address = "/engine-rest/task/{task}/form-variables".replace("{task}", task);
    assertThat(cacheControl(address)).containsExactly("no-store");
    assertThat(WithoutGuard.filter(server, "noStoreFilter", () -> cacheControl(address)))
        .doesNotContain("no-store");
    assertThat(cacheControl(address)).as("in place again").containsExactly("no-store");
  }

  private List<String> cacheControl(String address) {
    return rest.withBasicAuth("sarah.worker", ApplicationTest.PASSWORD)
        .getForEntity(address, String.class)
        .getHeaders()
        .getOrEmpty(HttpHeaders.CACHE_CONTROL);
  }

  private static final class Final extends IllegalStateException
      implements org.exitinterview.process.NotToBeTriedAgain {}

  private Object evaluate(ExpressionManager manager, String text) {
    Expression expression = manager.createExpression(text);
    return configuration()
        .getCommandExecutorTxRequired()
        .execute(
            context ->
                expression.getValue(
                    context.getExecutionManager().findExecutionById(story.processInstanceId())));
  }

  private ProcessEngineConfigurationImpl configuration() {
    return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
  }

  private HttpStatusCode post(String address, String body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    List<String> filled =
        List.of(address, body).stream()
            .map(
                text ->
                    text.replace("{task}", task)
                        .replace("{instance}", story.processInstanceId())
                        .replace("{case}", story.caseNumber())
                        .replace('\'', '"'))
            .toList();
    return rest.withBasicAuth("admin", ApplicationTest.PASSWORD)
        .postForEntity(
            "/engine-rest" + filled.get(0), new HttpEntity<>(filled.get(1), headers), String.class)
        .getStatusCode();
  }
}
