package org.exitinterview.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom the engine refuses a step, before the vault is asked, is a line of the read log too. */
@ApplicationTest
class RefusedStepsAreLoggedTest {

  private static final String COLLEAGUE = "sam.worker";

  @Autowired private ProcessEngine engine;
  @Autowired private TaskService tasks;
  @Autowired private JdbcClient jdbc;

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

  @Test
  void aColleagueWhoClaimsIsNamed() {
    refused(() -> tasks.claim(task, COLLEAGUE));
    assertThat(linesOfColleague()).isEqualTo(1);
  }

  @Test
  void aColleagueWhoFinishesOrHandsOverIsNamed() {
    refused(() -> tasks.complete(task));
    refused(() -> tasks.complete(task, Map.of()));
    refused(() -> tasks.setAssignee(task, COLLEAGUE));
    refused(() -> tasks.delegateTask(task, COLLEAGUE));
    assertThat(linesOfColleague()).isEqualTo(4);
  }

  private void refused(Runnable attempt) {
    assertThatThrownBy(
            () ->
                story.as(
                    COLLEAGUE,
                    () -> {
                      attempt.run();
                      return "done";
                    }))
        .isInstanceOf(AuthorizationException.class);
  }

  private long linesOfColleague() {
    return jdbc.sql(
            """
            select count(*) from record.read_log
            where case_number = ? and person = ? and event = 'refused' and section = 'step'
              and basis = 'userTask_seekAgreement'
            """)
        .params(story.caseNumber(), COLLEAGUE)
        .query(Long.class)
        .single();
  }
}
