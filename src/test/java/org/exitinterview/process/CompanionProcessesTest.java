package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.forms.FormRefusedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stories of a complaint and of an advocate. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanionProcessesTest {

  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient database;

  private Scenario story;

  @BeforeEach
  void beginCase() {
    story = new Scenario(engine);
    story.notice(Map.of());
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @AfterAll
  void everyElementHasItsStory() {
    ModelCoverage.assertComplete(engine, CompanionProcesses.SIGNPOSTING);
  }

  @Test
  @DisplayName("who wants an advocate is handed over, and contact is confirmed")
  void signposting() {
    ProcessInstance signposting =
        story.start(
            Scenario.SOCIAL_WORKER,
            CompanionProcesses.SIGNPOSTING,
            Answers.signposting(story.caseNumber()));
    chase(signposting);

    story.submit(
        Scenario.COMPLAINTS_MANAGER,
        task(signposting),
        Answers.of(
            "decision", "madeContact",
            "handedTo", "advocacyService",
            "contactMadeOn", story.today().toString()));

    assertEnded(signposting);
  }

  @Test
  @DisplayName("who no longer wants it is not handed over, and the interview waited meanwhile")
  void notTakenUp() {
    story.complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
    ProcessInstance signposting =
        story.start(
            Scenario.SOCIAL_WORKER,
            CompanionProcesses.SIGNPOSTING,
            Answers.with(Answers.signposting(story.caseNumber()), "interviewMeanwhile", "waits"));
    story.submit(
        Scenario.COMPLAINTS_MANAGER, task(signposting), Answers.of("decision", "declinedContact"));
    assertEnded(signposting);
  }

  @Test
  @DisplayName("a number that no case has is refused in plain words")
  void unknownCase() {
    assertThatThrownBy(
            () ->
                story.start(
                    Scenario.SOCIAL_WORKER,
                    CompanionProcesses.SIGNPOSTING,
                    Answers.signposting("EI-00000000")))
        .isInstanceOf(FormRefusedException.class)
        .hasMessageContaining("there is no case of that number");
  }

  private Task task(ProcessInstance instance) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(instance.getId())
        .singleResult();
  }

  /** Everything the ladder has, one rung after the other; the step stays where it is. */
  private void chase(ProcessInstance instance) {
    List<String> told = new ArrayList<>();
    for (int rung = 0; rung < 5; rung++) {
      Job timer =
          engine
              .getManagementService()
              .createJobQuery()
              .timers()
              .processInstanceId(instance.getId())
              .singleResult();
      ClockUtil.setCurrentTime(timer.getDuedate());
      engine.getManagementService().executeJob(timer.getId());
      told.add(lastTold(businessKey(instance)));
    }
    assertThat(told)
        .containsExactly(
            "complaints-manager REMINDER",
            "complaints-manager REMINDER",
            "senior-manager ALERT",
            "senior-manager ESCALATION",
            "senior-manager ESCALATION");
  }

  private String lastTold(String number) {
    return database
        .sql(
            """
            select recipient_id || ' ' || notice from outbox.message
             where case_number = ? order by id desc limit 1
            """)
        .param(number)
        .query(String.class)
        .single();
  }

  private String businessKey(ProcessInstance instance) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(instance.getId())
        .singleResult()
        .getBusinessKey();
  }

  private void assertEnded(ProcessInstance instance) {
    assertThat(
            engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(instance.getId())
                .count())
        .isZero();
  }
}
