package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Chasing and the outbox in the whole application: same engine, same database, one transaction. */
@ApplicationTest
class ChasingApplicationTest {

  private static final String CASE = "EI-CHASE001";

  @Autowired private RepositoryService repositoryService;
  @Autowired private RuntimeService runtimeService;
  @Autowired private ManagementService managementService;
  @Autowired private JdbcClient database;
  @Autowired private PlatformTransactionManager transactionManager;

  private String deployment = "";

  @BeforeEach
  void somebodyIsAsked() {
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-12-21T10:00:00Z")));
    deployment =
        repositoryService
            .createDeployment()
            .addClasspathResource("org/exitinterview/chasing/chased.bpmn")
            .deploy()
            .getId();
    runtimeService.startProcessInstanceByKey("chased", CASE);
  }

  @AfterEach
  void clear() {
    repositoryService.deleteDeployment(deployment, true);
    database.sql("delete from outbox.message where case_number = ?").param(CASE).update();
    ClockUtil.reset();
  }

  @Test
  void a_reminder_waits_in_the_outbox_when_its_timer_has_fired() {
    Job reminder = reminder();
    assertThat(reminder.getDuedate().toInstant()).isEqualTo("2026-12-24T10:00:00Z");

    managementService.executeJob(reminder.getId());

    assertThat(messages()).containsExactly("GROUP social-worker REMINDER");
  }

  @Test
  void a_reminder_that_is_rolled_back_leaves_no_message() {
    String reminder = reminder().getId();

    new TransactionTemplate(transactionManager)
        .executeWithoutResult(
            status -> {
              managementService.executeJob(reminder);
              assertThat(messages()).hasSize(1);
              status.setRollbackOnly();
            });

    assertThat(messages()).isEmpty();
    assertThat(managementService.createJobQuery().jobId(reminder).count())
        .as("the reminder is tried again")
        .isEqualTo(1);
  }

  private Job reminder() {
    return managementService
        .createJobQuery()
        .processDefinitionKey("chased")
        .activityId("event_timeToRemind")
        .singleResult();
  }

  private List<String> messages() {
    return database
        .sql(
            """
            select recipient_kind || ' ' || recipient_id || ' ' || notice
              from outbox.message where case_number = ? and notice <> 'TASK_WAITING'
            """)
        .param(CASE)
        .query(String.class)
        .list();
  }
}
