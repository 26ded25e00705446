package org.exitinterview.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom the engine refuses a step stands in the read log, as if the vault had refused it. */
@ApplicationTest
class RefusedStepsTest {

  @Autowired private ProcessEngine engine;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient jdbc;

  @Test
  void whoeverAsksForAFormOrSendsItWithoutHavingTheStepIsLogged() {
    Scenario story = new Scenario(engine).notice(Map.of());
    Task task = story.task("screenNotice");
    String step = "/engine-rest/task/" + task.getId();
    TestRestTemplate stranger = rest.withBasicAuth("sam.worker", ApplicationTest.PASSWORD);

    assertThat(stranger.getForEntity(step + "/form-variables", String.class).getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(
            stranger
                .postForEntity(
                    step + "/submit-form",
                    Map.of("variables", Map.of("decision", Map.of("value", "offer"))),
                    String.class)
                .getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);

    assertThat(log(story.caseNumber()))
        .containsExactly(
            "sam.worker refused step userTask_screenNotice",
            "sam.worker refused step userTask_screenNotice");
    assertThat(story.waiting()).containsExactly("screenNotice");
  }

  private List<String> log(String caseNumber) {
    return jdbc.sql(
            """
            select person || ' ' || event || ' ' || section || ' ' || basis from record.read_log
            where case_number = ? and person = 'sam.worker' order by id
            """)
        .param(caseNumber)
        .query(String.class)
        .list();
  }
}
