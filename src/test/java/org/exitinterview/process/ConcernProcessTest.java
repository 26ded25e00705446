package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.chasing.Pauses;
import org.exitinterview.forms.FormRefusedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stories of a concern: each kind has its way and its clock, whatever becomes of the case. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcernProcessTest {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final String LEAD = Scenario.SAFEGUARDING_LEAD;
  private static final String SENIOR = "judith.senior";
  private static final String DEPUTY = "sadie.safeguarding";

  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient database;
  @Autowired private Pauses pauses;

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @AfterAll
  void everyElementHasItsStory() {
    ModelCoverage.assertComplete(engine, CompanionProcesses.CONCERN);
  }

  @Test
  @DisplayName("danger by a member of staff: the child is made safe, then the LADO knows")
  void dangerThenAllegation() {
    Scenario story = new Scenario(engine).notice(Map.of());
    ProcessInstance concern = raise(story, "yes", "personInTrust");
    chase(concern, "acknowledgeConcern");
    chase(concern, "makeChildSafe");
    submit(story, concern, "makeChildSafe", madeSafe(story, "alsoAllegation"));
    chase(concern, "referToLado");
    submit(story, concern, "referToLado", Answers.referred(story.today()));
    chase(concern, "closeConcern");
    submit(story, concern, "acknowledgeConcern", Answers.acknowledged());
    submit(story, concern, "closeConcern", Answers.concernClosed());
    assertEnded(concern);
  }

  @Test
  @DisplayName("danger from elsewhere ends with the child safe")
  void danger() {
    Scenario story = new Scenario(engine).notice(Map.of());
    ProcessInstance concern = raise(story, "yes", "notSure");
    submit(story, concern, "makeChildSafe", madeSafe(story, "childSafe"));
    assertThat(waiting(concern)).containsExactlyInAnyOrder("acknowledgeConcern", "closeConcern");
  }

  @ParameterizedTest
  @CsvSource({
    "personInTrust, , referToLado",
    "significantHarm, homeStaff, referToLado",
    "notSure, carer, referToLado",
    "significantHarm, otherChild, referToFrontDoor",
    "notSure, , referToFrontDoor",
    "qualityOfCare, homeStaff, takeUpPoorCare"
  })
  @DisplayName("each kind goes its way")
  void route(String kind, String about, String step) {
    Scenario story = new Scenario(engine).notice(Map.of());
    Map<String, Object> answers =
        Answers.with(
            Answers.concern(story.caseNumber(), story.today()),
            "route",
            kind,
            "concernAbout",
            about == null ? List.of() : List.of(about));
    ProcessInstance concern =
        story.start(Scenario.INTERVIEWER, CompanionProcesses.CONCERN, answers);
    assertThat(waiting(concern)).containsExactlyInAnyOrder("acknowledgeConcern", step);
    chase(concern, step);
    Map<String, Object> done =
        Answers.of(
            "referredTo",
            List.of(step.equals("takeUpPoorCare") ? "provider" : "frontDoor"),
            "referredOn",
            story.today().toString());
    switch (step) {
      case "referToFrontDoor" ->
          done =
              Answers.with(
                  done,
                  "frontDoorDecision",
                  "enquiry",
                  "concernDecisionWords",
                  "Strategy meeting.");
      case "referToLado" -> done = Answers.referred(story.today());
      default -> {}
    }
    submit(story, concern, step, done);
    assertThat(waiting(concern)).containsExactlyInAnyOrder("acknowledgeConcern", "closeConcern");
  }

  @ParameterizedTest
  @CsvSource({
    // Friday 17:05: danger within the hour, at night; the LADO on Monday; poor care on Wednesday.
    "2026-11-27T17:05, yes, notSure, makeChildSafe, 2026-11-27T18:05",
    "2026-11-27T17:05, no, personInTrust, referToLado, 2026-11-30T17:05",
    "2026-11-27T17:05, no, significantHarm, referToFrontDoor, 2026-11-30T17:05",
    "2026-11-27T17:05, no, qualityOfCare, takeUpPoorCare, 2026-12-02T17:05",
    // Thursday before Easter 2027: Good Friday and Easter Monday do not count.
    "2027-03-25T17:05, no, personInTrust, referToLado, 2027-03-30T17:05",
    "2027-03-25T17:05, yes, personInTrust, makeChildSafe, 2027-03-25T18:05",
    // Christmas Eve 2026; 25 and 28 December are holidays, the weekend lies between.
    "2026-12-24T17:05, no, personInTrust, referToLado, 2026-12-29T17:05",
    "2026-12-24T17:05, no, qualityOfCare, takeUpPoorCare, 2026-12-31T17:05",
    "2026-12-25T03:00, yes, notSure, makeChildSafe, 2026-12-25T04:00",
    // The clocks go forward on Sunday 28 March 2027 at 01:00 and back on 25 October 2026 at 02:00.
    "2027-03-28T00:30, yes, notSure, makeChildSafe, 2027-03-28T02:30",
    "2026-10-23T10:00, no, personInTrust, referToLado, 2026-10-26T10:00",
    // In the hour that comes twice, and on the holidays themselves.
    "2026-10-25T00:30, yes, notSure, makeChildSafe, 2026-10-25T01:30",
    "2027-03-26T10:00, no, personInTrust, referToLado, 2027-03-30T10:00",
    "2027-03-26T10:00, no, qualityOfCare, takeUpPoorCare, 2027-04-01T10:00",
    "2026-11-28T12:00, no, significantHarm, referToFrontDoor, 2026-11-30T12:00"
  })
  @DisplayName("each clock keeps its time over weekends, holidays and the change of the clock")
  void clock(String raisedAt, String danger, String kind, String step, String dueAt) {
    ClockUtil.setCurrentTime(date(raisedAt));
    Scenario story = new Scenario(engine).notice(Map.of());
    ClockUtil.setCurrentTime(date(raisedAt));
    ProcessInstance concern = raise(story, danger, kind);
    assertThat(task(concern, step).getDueDate()).isEqualTo(date(dueAt));
    Instant raised = date(raisedAt).toInstant();
    assertThat(task(concern, "acknowledgeConcern").getDueDate().toInstant())
        .isEqualTo(raised.plusSeconds(600));
    assertThat(timer(concern, "acknowledgeConcern", "Reminder").getDuedate().toInstant())
        .isEqualTo(raised.plusSeconds(600));
  }

  @ParameterizedTest
  @CsvSource({"paused", "closed", "withdrawn"})
  @DisplayName("a concern about a case that rests or has ended goes on")
  void goesOn(String state) {
    Scenario story = new Scenario(engine).notice(Map.of());
    story.complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
    ProcessInstance before = raise(story, "no", "personInTrust");
    switch (state) {
      case "closed" -> story.complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.declined());
      case "withdrawn" ->
          story.start(
              Scenario.SOCIAL_WORKER,
              CompanionProcesses.WITHDRAWAL,
              Answers.withdrawal(story.caseNumber(), story.today()));
      default -> {
        pause(story);
        assertThat(story.task("seekAgreement").isSuspended()).isTrue();
      }
    }
    for (ProcessInstance concern : List.of(before, raise(story, "no", "personInTrust"))) {
      chase(concern, "referToLado");
      submit(story, concern, "acknowledgeConcern", Answers.acknowledged());
      submit(story, concern, "referToLado", Answers.referred(story.today()));
      submit(story, concern, "closeConcern", Answers.concernClosed());
      assertEnded(concern);
    }
  }

  private void pause(Scenario story) {
    story.as(
        Scenario.SERVICE_MANAGER,
        () -> {
          pauses.pause(story.caseNumber(), "hospital", story.today().plusDays(7));
          return story;
        });
  }

  @Test
  @DisplayName("danger on Christmas night: reminded every half hour and alerted within the hour")
  void dangerOnChristmasNight() {
    ClockUtil.setCurrentTime(date("2026-12-25T03:00"));
    Scenario story = new Scenario(engine).notice(Map.of());
    ClockUtil.setCurrentTime(date("2026-12-25T03:00"));
    ProcessInstance concern = raise(story, "yes", "notSure");
    List<String> reminded = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      Job reminder = timer(concern, "makeChildSafe", "Reminder");
      reminded.add(local(reminder.getDuedate()));
      ClockUtil.setCurrentTime(reminder.getDuedate());
      engine.getManagementService().executeJob(reminder.getId());
    }
    assertThat(reminded)
        .containsExactly(
            "2026-12-25T03:30", "2026-12-25T04:00", "2026-12-25T04:30", "2026-12-25T05:00");
    Job alert = timer(concern, "makeChildSafe", "Alert");
    assertThat(local(alert.getDuedate())).isEqualTo("2026-12-25T04:00");
    engine.getManagementService().executeJob(alert.getId());
    assertThat(told(businessKey(concern))).contains(SENIOR);

    int before = Collections.frequency(told(businessKey(concern)), SENIOR);
    for (int round = 1; round <= 3; round++) {
      Job reminder = timer(concern, "makeChildSafe", "Reminder");
      engine.getManagementService().executeJob(reminder.getId());
      assertThat(Collections.frequency(told(businessKey(concern)), SENIOR))
          .as("alerted again each time, until somebody acts")
          .isEqualTo(before + round);
    }
  }

  private static String local(Date date) {
    return LocalDateTime.ofInstant(date.toInstant(), LONDON).toString();
  }

  @Test
  @DisplayName("a number that no case has is refused in plain words")
  void unknownCase() {
    Scenario story = new Scenario(engine);
    assertThatThrownBy(
            () ->
                story.start(
                    Scenario.SOCIAL_WORKER,
                    CompanionProcesses.CONCERN,
                    Answers.concern("EI-00000000", story.today())))
        .isInstanceOf(FormRefusedException.class)
        .hasMessageContaining("there is no case of that number");
  }

  @Test
  @DisplayName("until somebody confirms, the next person is told every ten minutes")
  void nextPersonIsTold() {
    ClockUtil.setCurrentTime(date("2026-11-28T23:40"));
    database.sql("delete from concern.duty").update();
    database
        .sql(
            """
            insert into concern.duty (person, area, place, from_at, until_at)
            values ('sadie.safeguarding', 'own', 1, '2026-11-28', '2026-11-30')
            """)
        .update();
    Scenario story = new Scenario(engine).notice(Map.of());
    ClockUtil.setCurrentTime(date("2026-11-28T23:40"));
    ProcessInstance concern = raise(story, "no", "personInTrust");
    String number = businessKey(concern);
    assertThat(told(number)).containsExactly(DEPUTY);
    for (String next : List.of(LEAD, DEPUTY, LEAD)) {
      Job timer = timer(concern, "acknowledgeConcern", "Reminder");
      assertThat(timer)
          .as(
              "before %s, waiting %s, jobs %s",
              next,
              waiting(concern),
              engine
                  .getManagementService()
                  .createJobQuery()
                  .processInstanceId(concern.getId())
                  .list())
          .isNotNull();
      assertThat(timer.getDuedate().getTime() - ClockUtil.getCurrentTime().getTime())
          .isEqualTo(600_000);
      ClockUtil.setCurrentTime(timer.getDuedate());
      engine.getManagementService().executeJob(timer.getId());
      assertThat(told(number)).last().isEqualTo(next);
    }
    submit(story, concern, "acknowledgeConcern", Answers.acknowledged());
    assertThat(told(number)).hasSize(4);
    database.sql("delete from concern.duty").update();
  }

  private List<String> told(String concernNumber) {
    return database
        .sql("select person from concern.told where concern_number = ? order by told_at")
        .param(concernNumber)
        .query(String.class)
        .list();
  }

  private static Map<String, Object> madeSafe(Scenario story, String decision) {
    return Answers.of(
        "decision",
        decision,
        "toldOfDanger",
        List.of("police", "frontDoor"),
        "toldOfDangerOn",
        story.today().toString(),
        "concernDecisionWords",
        "The duty officer confirmed it.");
  }

  private ProcessInstance raise(Scenario story, String danger, String kind) {
    return story.start(
        Scenario.SOCIAL_WORKER,
        CompanionProcesses.CONCERN,
        Answers.with(
            Answers.concern(story.caseNumber(), story.today()),
            "immediateDanger",
            danger,
            "route",
            kind));
  }

  private void submit(
      Scenario story, ProcessInstance concern, String step, Map<String, Object> answers) {
    story.submit(LEAD, task(concern, step), answers);
  }

  /** Fires reminder and alert of a step; both leave it waiting. */
  private void chase(ProcessInstance concern, String step) {
    for (String what : List.of("Reminder", "Alert")) {
      engine.getManagementService().executeJob(timer(concern, step, what).getId());
    }
    assertThat(waiting(concern)).contains(step);
  }

  private Job timer(ProcessInstance concern, String step, String what) {
    return engine
        .getManagementService()
        .createJobQuery()
        .timers()
        .processInstanceId(concern.getId())
        .activityId("event_" + step + what + "Due")
        .singleResult();
  }

  private Task task(ProcessInstance concern, String step) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(concern.getId())
        .taskDefinitionKey("userTask_" + step)
        .singleResult();
  }

  private List<String> waiting(ProcessInstance concern) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(concern.getId())
        .list()
        .stream()
        .map(task -> task.getTaskDefinitionKey().replace("userTask_", ""))
        .toList();
  }

  private String businessKey(ProcessInstance concern) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(concern.getId())
        .singleResult()
        .getBusinessKey();
  }

  private void assertEnded(ProcessInstance concern) {
    assertThat(waiting(concern)).isEmpty();
    assertThat(
            engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(concern.getId())
                .count())
        .isZero();
  }

  private static Date date(String local) {
    return Date.from(LocalDateTime.parse(local).atZone(LONDON).toInstant());
  }
}
