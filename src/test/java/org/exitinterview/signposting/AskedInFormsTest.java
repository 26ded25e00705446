package org.exitinterview.signposting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A yes in the form of a step is passed on, chased, and the case waits if the young person says.
 */
@ApplicationTest
class AskedInFormsTest {

  private static final String COMPLAINTS = Scenario.COMPLAINTS_MANAGER;

  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient database;
  @Autowired private HelpFirst helpFirst;

  private Scenario story;
  private LocalDate today;

  @BeforeEach
  void beginCase() {
    story = new Scenario(engine).notice(Map.of());
    story.complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
    today = story.today();
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @Test
  @DisplayName("both wishes at agreement are two hand-overs, and the case waits for both")
  void waitsForBoth() {
    story.complete(
        Scenario.SOCIAL_WORKER,
        "seekAgreement",
        help(Answers.agreementGiven(today), "complaintAndAdvocacy", "waits"));
    assertThat(story.task("allocateInterviewer").isSuspended()).isFalse();
    catchUp();
    assertThat(story.task("allocateInterviewer").isSuspended()).as("paused").isTrue();
    List<Task> handOvers = handOvers();
    assertThat(handOvers).hasSize(2);
    assertThat(shownTo(COMPLAINTS, handOvers.get(0)))
        .containsKey("wants")
        .hasEntrySatisfying(
            "signpostingContact",
            contact -> assertThat(contact.toString()).contains("Alex Example", "Passed on by"));

    story.submit(COMPLAINTS, handOvers.get(0), made("complaintsTeam"));
    catchUp();
    assertThat(story.task("allocateInterviewer").isSuspended()).as("one is left").isTrue();
    story.submit(COMPLAINTS, handOvers.get(1), Answers.of("decision", "declinedContact"));
    catchUp();
    assertThat(story.task("allocateInterviewer").isSuspended()).isFalse();
    assertThat(outcomes()).containsExactlyInAnyOrder("madeContact", "declinedContact");
  }

  @Test
  @DisplayName("the case goes on if the young person says so, also when it closes meanwhile")
  void goesOn() {
    story.complete(
        Scenario.SOCIAL_WORKER, "seekAgreement", help(Answers.declined(), "advocacy", "goesOn"));
    catchUp();
    assertThat(story.waiting()).as("the case is closed").isEmpty();
    story.submit(COMPLAINTS, handOvers().get(0), made("advocacyService"));
    assertThat(outcomes()).containsExactly("madeContact");
  }

  @Test
  @DisplayName("a closed case does not wait, and its wish is passed on all the same")
  void closedCase() {
    story.complete(
        Scenario.SOCIAL_WORKER, "seekAgreement", help(Answers.declined(), "complaint", "waits"));
    catchUp();
    story.submit(COMPLAINTS, handOvers().get(0), made("complaintsTeam"));
    catchUp();
    assertThat(outcomes()).containsExactly("madeContact");
  }

  @Test
  @DisplayName("asked in each of the other steps; what is on its way is not passed on twice")
  void eachStep() {
    story
        .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(today))
        .complete(
            Scenario.SERVICE_MANAGER,
            "allocateInterviewer",
            Answers.allocated(Scenario.INTERVIEWER))
        .complete(
            Scenario.INTERVIEWER,
            "arrangeAppointment",
            help(Answers.appointed(today), "advocacy", "goesOn"));
    catchUp();
    assertThat(handOvers()).hasSize(1);
    story.complete(
        Scenario.INTERVIEWER,
        "holdInterview",
        help(Answers.interview("held", today), "complaintAndAdvocacy", "goesOn"));
    catchUp();
    assertThat(askedIn())
        .containsExactly(
            "advocacy userTask_arrangeAppointment", "complaint userTask_holdInterview");
    for (Task handOver : handOvers()) {
      story.submit(COMPLAINTS, handOver, Answers.of("decision", "declinedContact"));
    }
    story.complete(
        Scenario.INTERVIEWER,
        "agreeRecord",
        help(Answers.agreedRecord(today), "complaint", "goesOn"));
    catchUp();
    assertThat(askedIn()).as("who changes their mind is heard").hasSize(3);
    story.submit(COMPLAINTS, handOvers().get(0), Answers.of("decision", "declinedContact"));
    story
        .complete(Scenario.IRO, "decideCirculation", Answers.release())
        .complete(Scenario.IRO, "considerContent", Answers.considered("noAction"))
        .complete(Scenario.IRO, "writeToYoungPerson", help(Answers.letter(), "advocacy", "goesOn"));
    catchUp();
    assertThat(askedIn()).last().isEqualTo("advocacy userTask_writeToYoungPerson");
  }

  @Test
  @DisplayName("a case that is paused because the young person is missing stays paused")
  void otherPauseStays() {
    story.complete(
        Scenario.SOCIAL_WORKER,
        "seekAgreement",
        help(Answers.agreementGiven(today), "complaint", "waits"));
    database
        .sql(
            """
            insert into register.pause (case_number, paused_at, paused_by, reason, resume_on)
            values (?, now(), 'sarah.worker', 'missing', current_date + 30)
            """)
        .param(story.caseNumber())
        .update();
    catchUp();
    story.submit(COMPLAINTS, handOvers().get(0), made("complaintsTeam"));
    catchUp();
    assertThat(
            database
                .sql(
                    "select reason from register.pause where case_number = ? and resumed_at is null")
                .param(story.caseNumber())
                .query(String.class)
                .single())
        .isEqualTo("missing");
  }

  private static Map<String, Object> help(
      Map<String, Object> answers, String wanted, String meanwhile) {
    return Answers.with(answers, "helpWanted", wanted, "interviewMeanwhile", meanwhile);
  }

  private Map<String, Object> made(String handedTo) {
    return Answers.of(
        "decision", "madeContact", "handedTo", handedTo, "contactMadeOn", story.today().toString());
  }

  private void catchUp() {
    helpFirst.catchUp();
    story.runJobs();
  }

  private List<Task> handOvers() {
    return numbers().stream()
        .flatMap(
            number ->
                engine
                    .getTaskService()
                    .createTaskQuery()
                    .processInstanceBusinessKey(number)
                    .list()
                    .stream())
        .toList();
  }

  private List<String> numbers() {
    return column("number");
  }

  private List<String> outcomes() {
    return column("outcome");
  }

  private List<String> askedIn() {
    return column("wish || ' ' || asked_in");
  }

  private List<String> column(String expression) {
    return database
        .sql(
            "select "
                + expression
                + " from register.signposting where about_case = ? order by asked_at, wish")
        .param(story.caseNumber())
        .query(String.class)
        .list();
  }

  private Map<String, Object> shownTo(String person, Task task) {
    return story.as(
        person,
        () -> {
          engine.getTaskService().claim(task.getId(), person);
          return engine.getFormService().getTaskFormVariables(task.getId());
        });
  }
}
