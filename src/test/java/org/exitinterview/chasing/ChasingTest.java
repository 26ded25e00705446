package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Recipient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step that nobody answers is chased as the diagram and the table say. */
class ChasingTest {

  private static final String CASE = "EI-7K3M9Q2F";

  private static ChasingEngine chasing;
  private static TaskService taskService;

  @BeforeAll
  static void start() {
    chasing = new ChasingEngine();
    taskService = chasing.engine().getTaskService();
  }

  @AfterAll
  static void stop() {
    chasing.close();
  }

  @BeforeEach
  void somebodyIsAskedOnTheMondayBeforeChristmas() {
    ChasingEngine.itIs("2026-12-21T10:00");
    chasing
        .engine()
        .getRepositoryService()
        .createDeployment()
        .addClasspathResource("org/exitinterview/chasing/chased.bpmn")
        .addClasspathResource("processes/deadlines.dmn")
        .deploy();
    chasing.engine().getRuntimeService().startProcessInstanceByKey("chased", CASE);
  }

  @AfterEach
  void clear() {
    chasing.clear();
  }

  @Test
  void timers_are_due_on_working_days() {
    assertThat(ChasingEngine.local(task().getDueDate())).isEqualTo("2026-12-30T10:00");
    assertThat(chasing.due("event_timeToRemind")).isEqualTo("2026-12-24T10:00");
    assertThat(chasing.due("event_timeToAlert")).isEqualTo("2027-01-07T10:00");
    assertThat(chasing.due("event_timeIsUp")).isEqualTo("2027-01-21T10:00");
  }

  @Test
  void everybody_who_could_take_the_step_is_reminded_while_nobody_has_it() {
    chasing.fire("event_timeToRemind");

    verify(chasing.outbox())
        .tell(Recipient.group("social-worker"), Notice.REMINDER, CASE, task().getId());
    verifyNoMoreInteractions(chasing.outbox());
  }

  @Test
  void whoever_has_the_step_is_reminded_three_times_and_then_no_more() {
    taskService.claim(task().getId(), "maria.novak");

    chasing.fire("event_timeToRemind");
    assertThat(chasing.due("event_timeToRemind")).isEqualTo("2026-12-31T10:00");
    chasing.fire("event_timeToRemind");
    assertThat(chasing.due("event_timeToRemind")).isEqualTo("2027-01-06T10:00");
    chasing.fire("event_timeToRemind");

    assertThat(chasing.timer("event_timeToRemind")).isNull();
    verify(chasing.outbox(), times(3))
        .tell(Recipient.user("maria.novak"), Notice.REMINDER, CASE, task().getId());
    verifyNoMoreInteractions(chasing.outbox());
  }

  @Test
  void the_role_in_the_table_is_alerted() {
    chasing.fire("event_timeToAlert");

    verify(chasing.outbox())
        .tell(Recipient.group("residential-service-manager"), Notice.ALERT, CASE);
    assertThat(task()).as("the step still waits").isNotNull();
  }

  @Test
  void an_answered_step_is_chased_no_more() {
    taskService.complete(task().getId());

    assertThat(chasing.engine().getManagementService().createJobQuery().count()).isZero();
  }

  @Test
  void the_procedure_moves_on_when_the_time_is_up() {
    chasing.fire("event_timeIsUp");

    assertThat(chasing.engine().getRuntimeService().createProcessInstanceQuery().count()).isZero();
  }

  private Task task() {
    return taskService.createTaskQuery().singleResult();
  }
}
