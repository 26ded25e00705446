package org.exitinterview.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A task is seen by whoever has it, or by the team while nobody has it. */
@ApplicationTest
class TaskAccessTest {

  private static final String PROCESS = "task-access";

  @Autowired private IdentityService identity;
  @Autowired private RepositoryService repository;
  @Autowired private RuntimeService runtime;
  @Autowired private TaskService tasks;
  private String deployment = "";

  @BeforeEach
  void deploy() {
    deployment =
        repository
            .createDeployment()
            .addModelInstance(
                "task-access.bpmn",
                Bpmn.createExecutableProcess(PROCESS)
                    .camundaHistoryTimeToLiveString("P1D")
                    .startEvent()
                    .userTask("seekAgreement")
                    .camundaAssignee("${socialWorker}")
                    .camundaCandidateGroups("social-worker")
                    .camundaDueDate("2026-12-24T10:00:00")
                    .endEvent()
                    .done())
            .deploy()
            .getId();
  }

  @AfterEach
  void cleanUp() {
    identity.clearAuthentication();
    repository.deleteDeployment(deployment, true);
  }

  @Test
  void colleaguesDoNotSeeATaskThatIsSomebodys() {
    start("sarah.worker");

    assertThat(tasksSeenBy("sarah.worker")).hasSize(1);
    assertThat(tasksSeenBy("sam.worker")).isEmpty();
  }

  @Test
  void theTeamSeesATaskThatNobodyHas() {
    start(null);

    assertThat(tasksSeenBy("sarah.worker")).hasSize(1);
    assertThat(tasksSeenBy("sam.worker")).hasSize(1);
  }

  @Test
  void claimingClosesATaskToTheTeamAndGivingItBackOpensIt() {
    String task = start(null);

    as("sarah.worker", () -> tasks.claim(task, "sarah.worker"));
    assertThat(tasksSeenBy("sam.worker")).isEmpty();

    as("sarah.worker", () -> tasks.setAssignee(task, null));
    assertThat(tasksSeenBy("sam.worker")).hasSize(1);
    assertThat(tasksSeenBy("sarah.worker")).hasSize(1);
  }

  @Test
  void handingOverTakesAccessAwayAtOnce() {
    String task = start("sarah.worker");

    tasks.setAssignee(task, "sam.worker");

    assertThat(tasksSeenBy("sarah.worker")).isEmpty();
    assertThat(tasksSeenBy("sam.worker")).hasSize(1);
    assertThatThrownBy(() -> as("sarah.worker", () -> tasks.complete(task)))
        .isInstanceOf(AuthorizationException.class);
    as("sam.worker", () -> tasks.complete(task));
  }

  @Test
  void whoeverHasATaskMayNotMoveItsDueDateOrRenameIt() {
    String id = start("sarah.worker");
    Task renamed = tasks.createTaskQuery().taskId(id).singleResult();
    renamed.setName("words that do not belong here");
    Task moved = tasks.createTaskQuery().taskId(id).singleResult();
    moved.setDueDate(null);

    assertThatThrownBy(() -> as("sarah.worker", () -> tasks.saveTask(renamed)))
        .isInstanceOf(AuthorizationException.class);
    assertThatThrownBy(() -> as("sarah.worker", () -> tasks.saveTask(moved)))
        .isInstanceOf(AuthorizationException.class);
  }

  @Test
  void theCaseNumberIsOnTheCardOfWhoeverSeesTheTask() {
    String task = start("sarah.worker");

    as(
        "sarah.worker",
        () ->
            assertThat(tasks.getVariableLocal(task, CaseNumberOnCards.VARIABLE))
                .isEqualTo("EI-7K3M9Q2F"));
  }

  private String start(@org.jspecify.annotations.Nullable String socialWorker) {
    Map<String, Object> variables = new java.util.HashMap<>();
    variables.put("socialWorker", socialWorker);
    String instance = runtime.startProcessInstanceByKey(PROCESS, "EI-7K3M9Q2F", variables).getId();
    return tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
  }

  private List<Task> tasksSeenBy(String userId) {
    identity.setAuthentication(userId, List.of("social-worker"));
    try {
      return tasks.createTaskQuery().processDefinitionKey(PROCESS).list();
    } finally {
      identity.clearAuthentication();
    }
  }

  private void as(String userId, Runnable act) {
    identity.setAuthentication(userId, List.of("social-worker"));
    try {
      act.run();
    } finally {
      identity.clearAuthentication();
    }
  }
}
