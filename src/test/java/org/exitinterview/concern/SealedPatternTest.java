package org.exitinterview.concern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.journey.Looks;
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
 * A pattern is sealed like the concerns it grew from, and whoever is named, somebody is left who is
 * told, reads it and confirms.
 */
@ApplicationTest
class SealedPatternTest {

  private static final String LEAD = Scenario.SAFEGUARDING_LEAD;
  private static final String NAMED_LEAD = "sadie.safeguarding";
  private static final String SENIOR = "judith.senior";
  private static final String IRO_MANAGER = "maud.manager";

  /** The lead who is named, whoever may stand in, and those who see most of what runs. */
  private static final List<String> OTHERS =
      List.of(NAMED_LEAD, SENIOR, IRO_MANAGER, "una.manager", "simon.supervisor", "petra.process");

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient database;
  @Autowired private PatternRadar radar;

  @BeforeEach
  void forgetOtherPatterns() {
    database.sql("delete from concern.sighting").update();
    database.sql("delete from concern.pattern").update();
  }

  @Test
  @DisplayName("a lead from whom one of the concerns is hidden sees nothing of the pattern")
  void sealedLikeItsConcerns() {
    Scenario story = aCase();
    raise(story, List.of());
    raise(aCase(), List.of(NAMED_LEAD));
    Looks looks =
        new Looks(
            port,
            engine,
            story,
            CompanionProcesses.PATTERN_RADAR,
            "PA",
            "userTask_considerPattern");
    Map<String, String> before = looks.of(OTHERS);
    Map<String, String> leadBefore = looks.of(List.of(LEAD));

    String pattern = found();
    assertThat(Looks.changed(before, looks.of(OTHERS))).as("of anybody else").isEmpty();
    assertThat(Looks.changed(leadBefore, looks.of(List.of(LEAD))).keySet())
        .contains(
            LEAD + " /engine-rest/task",
            LEAD + " POST /engine-rest/task/count {\"processDefinitionKey\":\"pattern-radar\"}");
    assertThat(told(pattern)).containsExactly(LEAD);

    chase(pattern);
    assertThat(told(pattern)).as("reminded").containsOnly(LEAD);
    story.submit(LEAD, task(pattern, "considerPattern"), Answers.of("patternOutcome", "monitored"));
    assertThat(seenBy(NAMED_LEAD, pattern)).isZero();
  }

  @Test
  @DisplayName("a lead who is named later loses the pattern that waits already")
  void namedLater() {
    Scenario story = aCase();
    raise(story, List.of());
    ProcessInstance second = raise(aCase(), List.of());
    String pattern = found();
    assertThat(told(pattern)).containsExactlyInAnyOrder(LEAD, NAMED_LEAD);
    Task task = task(pattern, "considerPattern");
    story.as(
        NAMED_LEAD,
        () -> {
          engine.getTaskService().claim(task.getId(), NAMED_LEAD);
          return task;
        });

    story.submit(
        LEAD,
        stepOf(second, "acknowledgeConcern"),
        Answers.with(Answers.acknowledged(), "hiddenFrom", List.of(NAMED_LEAD)));
    assertThat(seenBy(NAMED_LEAD, pattern)).isZero();
    assertThat(seenBy(LEAD, pattern)).isEqualTo(1);
    chase(pattern);
    assertThat(told(pattern)).filteredOn(NAMED_LEAD::equals).hasSize(1);
  }

  @Test
  @DisplayName("each concern has a lead left, the pattern has none: a senior manager decides")
  void everyLeadNamedInOne() {
    Scenario story = aCase();
    raise(story, List.of(LEAD));
    raise(aCase(), List.of(NAMED_LEAD));
    String pattern = found();

    assertThat(told(pattern)).containsExactly(SENIOR);
    assertThat(seenBy(LEAD, pattern)).isZero();
    assertThat(seenBy(NAMED_LEAD, pattern)).isZero();
    assertThat(seenBy(SENIOR, pattern)).isEqualTo(1);
    story.submit(
        SENIOR, task(pattern, "considerPattern"), Answers.of("patternOutcome", "monitored"));
    assertThat(seenBy(SENIOR, pattern)).isZero();
  }

  @Test
  @DisplayName("every lead is named in a concern: a senior manager is told, reads and confirms")
  void everyLeadNamed() {
    Scenario story = aCase();
    ProcessInstance concern = raise(story, List.of(LEAD, NAMED_LEAD));
    String number = businessKey(concern);
    assertThat(told(number)).containsExactly(SENIOR);
    assertThat(seenBy(SENIOR, number)).isEqualTo(2);
    assertThat(formOf(story, SENIOR, stepOf(concern, "acknowledgeConcern")))
        .containsEntry("concernWords", "The exact words.");

    story.submit(SENIOR, stepOf(concern, "acknowledgeConcern"), Answers.acknowledged());
    story.submit(SENIOR, stepOf(concern, "referToLado"), Answers.referred(story.today()));
    story.submit(SENIOR, stepOf(concern, "closeConcern"), Answers.concernClosed());
    assertThat(seenBy(SENIOR, number)).isZero();
    assertThat(told(number)).containsOnly(SENIOR);
  }

  @Test
  @DisplayName("the seniors are named, too: the next group of the table acts")
  void everySeniorNamed() {
    Scenario story = aCase();
    ProcessInstance concern = raise(story, List.of(LEAD, NAMED_LEAD, SENIOR));
    String number = businessKey(concern);
    assertThat(told(number)).containsExactly(IRO_MANAGER);
    assertThat(seenBy(SENIOR, number)).isZero();
    chase(number);
    assertThat(told(number)).containsOnly(IRO_MANAGER);
    story.submit(IRO_MANAGER, stepOf(concern, "acknowledgeConcern"), Answers.acknowledged());
  }

  @Test
  @DisplayName("the last lead is named while the concern waits: it moves to a senior manager")
  void lastLeadNamedLater() {
    Scenario story = aCase();
    ProcessInstance concern = raise(story, List.of(NAMED_LEAD));
    story.submit(
        LEAD,
        stepOf(concern, "acknowledgeConcern"),
        Answers.with(Answers.acknowledged(), "hiddenFrom", List.of(LEAD)));
    String number = businessKey(concern);
    assertThat(seenBy(LEAD, number)).isZero();
    assertThat(seenBy(SENIOR, number)).isEqualTo(1);
    chase(number);
    assertThat(told(number)).contains(SENIOR);
    story.submit(SENIOR, stepOf(concern, "referToLado"), Answers.referred(story.today()));
  }

  @Test
  @DisplayName("nothing is hidden from everybody who could act on it")
  void neverHiddenFromEverybody() {
    Scenario story = aCase();
    assertThatThrownBy(
            () -> raise(story, List.of(LEAD, NAMED_LEAD, SENIOR, IRO_MANAGER, "rosa.service")))
        .isInstanceOf(FormRefusedException.class)
        .hasMessageContaining("Somebody has to act on it");
  }

  private Scenario aCase() {
    Scenario story = new Scenario(engine).notice(Map.of());
    return story.complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
  }

  private ProcessInstance raise(Scenario story, List<String> hiddenFrom) {
    return story.start(
        Scenario.SOCIAL_WORKER,
        CompanionProcesses.CONCERN,
        Answers.with(
            Answers.concern(story.caseNumber(), story.today()),
            "route",
            "personInTrust",
            "concernAbout",
            List.of("homeStaff"),
            "hiddenFrom",
            hiddenFrom));
  }

  /** Lets the radar look; there is one pattern then. */
  private String found() {
    assertThat(radar.look()).isEqualTo(1);
    return database
        .sql("select pattern_number from concern.pattern order by found_at desc limit 1")
        .query(String.class)
        .single();
  }

  private void chase(String number) {
    new ArrayList<>(
            engine.getManagementService().createJobQuery().timers().list().stream()
                .filter(job -> job.getProcessInstanceId() != null)
                .filter(job -> number.equals(businessKey(job.getProcessInstanceId())))
                .toList())
        .forEach(job -> engine.getManagementService().executeJob(job.getId()));
  }

  /** Whom the mails about it go to, each by name: one entry a mail. */
  private List<String> told(String number) {
    return database
        .sql("select recipient_id from outbox.message where case_number = ? order by id")
        .param(number)
        .query(String.class)
        .list();
  }

  private Map<String, Object> formOf(Scenario story, String person, Task task) {
    return story.as(person, () -> engine.getFormService().getTaskFormVariables(task.getId()));
  }

  private long seenBy(String person, String number) {
    return new Scenario(engine)
        .as(
            person,
            () ->
                engine
                    .getTaskService()
                    .createTaskQuery()
                    .processInstanceBusinessKey(number)
                    .count());
  }

  private Task task(String number, String step) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(number)
        .taskDefinitionKey("userTask_" + step)
        .singleResult();
  }

  private Task stepOf(ProcessInstance concern, String step) {
    return task(businessKey(concern), step);
  }

  private String businessKey(ProcessInstance concern) {
    return businessKey(concern.getId());
  }

  private String businessKey(String processInstanceId) {
    return engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceId(processInstanceId)
        .singleResult()
        .getBusinessKey();
  }
}
