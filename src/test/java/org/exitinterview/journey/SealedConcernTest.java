package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A concern leaves no trace for whoever is named in it or has no part in it: every list, count,
 * number and history that the service answers with is the same before, while and after, so that two
 * looks tell nothing either.
 */
@ApplicationTest
class SealedConcernTest {

  private static final String LEAD = Scenario.SAFEGUARDING_LEAD;
  private static final String NAMED_LEAD = "sadie.safeguarding";
  private static final String SUPERVISOR = "simon.supervisor";

  /** Those two, to show that the looks do tell who looks at what is his. */
  private static final List<String> ALLOWED = List.of(LEAD, "admin");

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient database;

  private Scenario story;
  private Looks looks;

  @BeforeEach
  void openCase() {
    story = new Scenario(engine).notice(Map.of());
    story.complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
    looks =
        new Looks(
            port, engine, story, CompanionProcesses.CONCERN, "CO", "userTask_acknowledgeConcern");
  }

  @Test
  @DisplayName("whoever looks before, while and after sees no difference")
  void noDifference() throws Exception {
    Map<String, String> before = looks.of(Looks.OTHERS);
    Map<String, String> allowedBefore = looks.of(ALLOWED);
    long mails = mailsToOthers();
    Map<String, Object> answers =
        Answers.with(
            Answers.concern(story.caseNumber(), story.today()),
            "route",
            "personInTrust",
            "concernAbout",
            List.of("homeStaff"),
            "hiddenFrom",
            List.of("una.manager", NAMED_LEAD));
    ProcessInstance concern =
        story.start(Scenario.SOCIAL_WORKER, CompanionProcesses.CONCERN, answers);
    String number = businessKey(concern);
    assertUnchanged("after it was raised", before);
    assertThat(Looks.changed(allowedBefore, looks.of(ALLOWED)).keySet())
        .as("the same looks show it to whoever may see it")
        .contains(
            LEAD + " /engine-rest/task",
            LEAD + " /engine-rest/task/count",
            LEAD + " /engine-rest/variable-instance/count",
            "admin /engine-rest/process-instance/count",
            "admin /engine-rest/history/process-instance/count",
            "admin /engine-rest/job/count",
            "admin /engine-rest/process-definition/statistics",
            LEAD + " POST /engine-rest/task/count {\"processDefinitionKey\":\"concern\"}",
            LEAD + " POST /engine-rest/task/count {\"processInstanceBusinessKeyLike\":\"CO-%\"}",
            "admin POST /engine-rest/history/process-instance/count {}",
            "admin Cockpit process-instance/count",
            "admin Cockpit POST process-instance/count {}");
    assertThat(looks.queryCount()).as("queries that POST takes").isGreaterThan(25);
    assertNotFound(concern, number);

    engine
        .getManagementService()
        .createJobQuery()
        .timers()
        .processInstanceId(concern.getId())
        .list()
        .stream()
        .forEach(job -> engine.getManagementService().executeJob(job.getId()));
    submit(concern, "acknowledgeConcern", Answers.acknowledged());
    submit(concern, "referToLado", Answers.referred(story.today()));
    submit(concern, "closeConcern", Answers.concernClosed());
    assertUnchanged("after it was closed", before);

    assertThat(
            database
                .sql("select distinct recipient_id from outbox.message where case_number = ?")
                .param(number)
                .query(String.class)
                .list())
        .as("told of the concern")
        .containsExactlyInAnyOrder(LEAD, "judith.senior");
    assertThat(mailsToOthers()).isEqualTo(mails);
  }

  @Test
  @DisplayName("who is named only later loses what he or she saw")
  void hiddenLater() throws Exception {
    ProcessInstance concern =
        story.start(
            Scenario.SOCIAL_WORKER,
            CompanionProcesses.CONCERN,
            Answers.with(
                Answers.concern(story.caseNumber(), story.today()), "route", "personInTrust"));
    String number = businessKey(concern);
    assertThat(tasksOf(NAMED_LEAD, concern)).isEqualTo(2);
    submit(
        concern,
        "acknowledgeConcern",
        Answers.with(
            Answers.acknowledged(),
            "hiddenFrom",
            List.of(NAMED_LEAD),
            "supervisorsMayKnow",
            "yes"));
    String state = "/api/cases/%s/safeguarding".formatted(story.caseNumber());
    assertThat(looks.get(SUPERVISOR, state)).isEqualTo("200 {\"withSafeguarding\":true}");
    assertThat(looks.status("una.manager", state)).isEqualTo(404);
    assertThat(tasksOf(NAMED_LEAD, concern)).isZero();
    submit(concern, "referToLado", Answers.referred(story.today()));
    assertThat(tasksOf(NAMED_LEAD, concern)).isZero();
    assertThat(tasksOf(LEAD, concern)).isEqualTo(1);
    assertThat(
            database
                .sql("select decided_by from concern.hidden_from where concern_number = ?")
                .param(number)
                .query(String.class)
                .single())
        .isEqualTo(LEAD);
    submit(concern, "closeConcern", Answers.concernClosed());
    assertThat(looks.get(SUPERVISOR, state)).isEqualTo("200 {\"withSafeguarding\":false}");
  }

  private long tasksOf(String person, ProcessInstance concern) {
    return story.as(
        person,
        () -> engine.getTaskService().createTaskQuery().processInstanceId(concern.getId()).count());
  }

  private void assertUnchanged(String when, Map<String, String> before) {
    assertThat(Looks.changed(before, looks.of(Looks.OTHERS))).as(when).isEmpty();
  }

  /** Whoever knows the numbers of the concern gets the answers of somebody who invented them. */
  private void assertNotFound(ProcessInstance concern, String number) throws Exception {
    List<Task> tasks =
        engine.getTaskService().createTaskQuery().processInstanceId(concern.getId()).list();
    assertThat(tasks).hasSize(2);
    for (String person : Looks.OTHERS) {
      for (String list :
          List.of(
              "process-instance?businessKey=",
              "task?processInstanceBusinessKey=",
              "history/process-instance?processInstanceBusinessKey=")) {
        assertThat(looks.get(person, "/engine-rest/" + list + number))
            .as("%s %s", person, list)
            .isEqualTo(looks.get(person, "/engine-rest/" + list + "CO-00000000"));
      }
      for (String path :
          List.of(
              "process-instance/%s",
              "process-instance/%s/variables",
              "process-instance/%s/activity-instances",
              "history/process-instance/%s",
              "execution/%s")) {
        assertThat(looks.status(person, "/engine-rest/" + path.formatted(concern.getId())))
            .as("%s %s", person, path)
            .isIn(403, 404);
      }
      for (String path :
          List.of("task/%s", "task/%s/form", "task/%s/identity-links", "task/%s/form-variables")) {
        assertThat(looks.status(person, "/engine-rest/" + path.formatted(tasks.get(0).getId())))
            .as("%s %s", person, path)
            .isIn(400, 403, 404);
      }
      assertThat(looks.get(person, "/api/cases/" + number).replace(number, ""))
          .isEqualTo(looks.get(person, "/api/cases/CO-00000000").replace("CO-00000000", ""));
    }
  }

  private long mailsToOthers() {
    return database
        .sql(
            """
            select count(*) from outbox.message
             where recipient_id not in ('sean.safeguarding', 'judith.senior')
            """)
        .query(Long.class)
        .single();
  }

  private void submit(ProcessInstance concern, String step, Map<String, Object> answers) {
    Task task =
        engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceId(concern.getId())
            .taskDefinitionKey("userTask_" + step)
            .singleResult();
    story.submit(LEAD, task, answers);
  }

  private String businessKey(ProcessInstance concern) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(concern.getId())
        .singleResult()
        .getBusinessKey();
  }
}
