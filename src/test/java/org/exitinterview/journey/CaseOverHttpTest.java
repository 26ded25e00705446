package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.exitinterview.journey.TasklistSession.Card;
import org.exitinterview.leaving.Samples;
import org.exitinterview.notification.Postman;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.register.CaseOutcome;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.RecordedAct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One young person of the return of 2019, from the upload to what changed: every step by the person
 * whose step it is, logged in to Tasklist, with the requests Tasklist itself makes.
 */
@ApplicationTest
class CaseOverHttpTest {

  /** Left the home of the demonstration's unit manager because it closed. */
  private static final String CHILD = "406846";

  /** Goes into every text; no table may hold it. */
  private static final String WORD = "Quittenbaum";

  private static final String UNIT_MANAGER = Scenario.UNIT_MANAGER;

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private CaseRegister register;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationContext application;

  private final String prefix = UUID.randomUUID().toString().substring(0, 8);
  private Scenario time;
  private String caseNumber = "";

  @BeforeEach
  void begin() {
    time = new Scenario(engine);
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @Test
  @DisplayName("from the return of 2019 to COMPLETED, two recommendations, one after a reminder")
  void everyRoleDoesItsPart() throws Exception {
    upload();

    TasklistSession rosa = logIn(Scenario.SERVICE_MANAGER);
    take(rosa, Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));

    TasklistSession sarah = logIn(Scenario.SOCIAL_WORKER);
    assertThat(logIn(Scenario.OTHER_SOCIAL_WORKER).cards(TasklistSession.MINE))
        .noneMatch(card -> card.caseNumber().equals(caseNumber));
    finish(
        sarah,
        "seekAgreement",
        Answers.with(
            Answers.agreementGiven(time.today()),
            "name",
            "Alex " + WORD,
            "newAddress",
            "7 Mill Lane " + WORD,
            "telephone",
            "01632 960 123"));

    take(
        rosa,
        Scenario.SERVICE_MANAGER,
        "allocateInterviewer",
        Answers.allocated(Scenario.INTERVIEWER));

    TasklistSession ian = logIn(Scenario.INTERVIEWER);
    OpenForm appointment = ian.open(card(ian, "arrangeAppointment").taskId());
    assertThat(appointment.shown("name").asText()).isEqualTo("Alex " + WORD);
    assertThat(appointment.shown("newAddress").asText()).contains(WORD);
    finish(ian, "arrangeAppointment", Answers.appointed(time.today()));
    finish(
        ian,
        "holdInterview",
        Answers.with(
            Answers.interview("held", time.today()), "dailyLifeWords", "Locked kitchen " + WORD));
    finish(
        ian,
        "agreeRecord",
        Answers.with(Answers.agreedRecord(time.today()), "agreedSummary", "Agreed " + WORD));

    TasklistSession irene = logIn(Scenario.IRO);
    finish(irene, "decideCirculation", Answers.with(Answers.release(), "whyProvider", "notNeeded"));
    OpenForm content = irene.open(card(irene, "considerContent").taskId());
    assertThat(content.shown("dailyLifeWords").asText()).isEqualTo("Locked kitchen " + WORD);
    finish(irene, "considerContent", Answers.considered("recommend"));
    finish(irene, "writeRecommendation", recommendation("another", Scenario.OWNER));
    finish(irene, "writeRecommendation", recommendation("last", UNIT_MANAGER));
    finish(irene, "writeToYoungPerson", letter());
    finish(irene, "deliverLetter", Answers.delivered(time.today()));

    TasklistSession owen = logIn(Scenario.OWNER);
    OpenForm request = owen.open(card(owen, "answerRecommendation").taskId());
    assertThat(request.shown("recommendationWords").asText()).isEqualTo("Open it " + WORD);
    finish(owen, "answerRecommendation", Answers.answered("accepted", time.today()));
    finish(irene, "considerAnswer", Answers.answerConsidered("goodEnough"));

    TasklistSession una = logIn(UNIT_MANAGER);
    String unanswered = card(una, "answerRecommendation").taskId();
    passUntilReminded(unanswered);
    assertThat(notices(UNIT_MANAGER)).containsOnlyOnce("REMINDER");
    finish(una, "answerRecommendation", Answers.answered("refused", time.today()));
    finish(irene, "considerAnswer", Answers.answerConsidered("refusalStands"));
    finish(owen, "confirmActionDone", Answers.actionDone(time.today()));
    finish(irene, "checkAction", Answers.actionChecked("isDone", time.today()));
    finish(
        irene,
        "tellWhatChanged",
        Answers.with(Answers.whatChanged(), "whatChangedWords", "Open now " + WORD));
    finish(irene, "deliverLetter", Answers.delivered(time.today()));

    assertClosed();
    assertActs();
    assertMails();
    assertThat(new DatabaseScan(jdbc).columnsHolding(WORD)).isEmpty();
  }

  private void upload() throws Exception {
    byte[] episodes = Samples.withChildrenOf(prefix, Samples.episodes(2019));
    byte[] header = Samples.withChildrenOf(prefix, Samples.header(2019));
    ServiceClient service = service(Scenario.SERVICE_MANAGER);

    JsonNode answer =
        TasklistSession.ok(service.upload("", Map.of("episodes", episodes, "header", header)));

    assertThat(answer.get("rows").asInt()).isEqualTo(648);
    assertThat(answer.get("leavers").asInt()).isEqualTo(39);
    assertThat(answer.get("opened").asInt()).isEqualTo(39);
    time.runJobs();
    for (JsonNode exitCase : TasklistSession.ok(service.get("/api/cases"))) {
      if (exitCase.get("child").asText().equals(prefix + CHILD)) {
        caseNumber = exitCase.get("caseNumber").asText();
      }
    }
    assertThat(caseNumber).isNotEmpty();
  }

  private TasklistSession logIn(String userId) {
    return TasklistSession.logIn(port, userId, ApplicationTest.PASSWORD);
  }

  private ServiceClient service(String userId) {
    return new ServiceClient(port, userId, ApplicationTest.PASSWORD);
  }

  /** Takes a step from the team's list and finishes it. */
  private void take(
      TasklistSession person, String userId, String step, Map<String, Object> answers) {
    Card card = person.find(TasklistSession.TEAM, step, caseNumber).orElseThrow();
    assertThat(card.assignee()).isEmpty();
    TasklistSession.ok(person.claim(card.taskId(), userId));
    finish(person, step, answers);
  }

  /** Finishes a step on the person's own list. */
  private void finish(TasklistSession person, String step, Map<String, Object> answers) {
    String taskId = card(person, step).taskId();
    TasklistSession.ok(person.submit(taskId, person.open(taskId).filledIn(answers)));
    time.runJobs();
  }

  private Card card(TasklistSession person, String step) {
    return person
        .find(TasklistSession.MINE, step, caseNumber)
        .orElseThrow(() -> new AssertionError(step + " is not on the list of my tasks"));
  }

  private Map<String, Object> recommendation(String decision, String owner) {
    return Answers.with(
        Answers.recommendation(decision, time.today().plusDays(14)),
        "owner",
        owner,
        "recommendationWords",
        "Open it " + WORD);
  }

  private Map<String, Object> letter() {
    return Answers.with(Answers.letter(), "letterWords", "Thank you " + WORD);
  }

  /** Lets time pass until the first reminder of the task is due. */
  private void passUntilReminded(String taskId) {
    String execution =
        engine.getTaskService().createTaskQuery().taskId(taskId).singleResult().getExecutionId();
    String instance =
        engine
            .getRuntimeService()
            .createExecutionQuery()
            .executionId(execution)
            .singleResult()
            .getProcessInstanceId();
    Job reminder =
        engine
            .getManagementService()
            .createJobQuery()
            .timers()
            .processInstanceId(instance)
            .activityId("event_answerRecommendationChaseDue")
            .singleResult();
    assertThat(reminder.getDuedate()).isAfter(ClockUtil.getCurrentTime());
    ClockUtil.setCurrentTime(reminder.getDuedate());
    engine.getManagementService().executeJob(reminder.getId());
    time.runJobs();
  }

  private List<String> notices(String userId) {
    return jdbc.sql(
            """
            select notice from outbox.message
            where case_number = :caseNumber and recipient_id = :userId order by id
            """)
        .param("caseNumber", caseNumber)
        .param("userId", userId)
        .query(String.class)
        .list();
  }

  private void assertClosed() throws Exception {
    JsonNode exitCase =
        TasklistSession.ok(service(Scenario.SERVICE_MANAGER).get("/api/cases/" + caseNumber));
    assertThat(exitCase.get("outcome").asText()).isEqualTo("COMPLETED");
    assertThat(register.byNumber(caseNumber).outcome()).isEqualTo(CaseOutcome.COMPLETED);
    assertThat(
            engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(caseNumber)
                .count())
        .isZero();
    assertThat(
            engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .count())
        .isZero();
    assertThat(
            jdbc.sql(
                    """
                    select owner || ' ' || answer || ' ' || outcome from register.recommendation
                    where case_number = :caseNumber order by number
                    """)
                .param("caseNumber", caseNumber)
                .query(String.class)
                .list())
        .containsExactly(Scenario.OWNER + " accepted DONE", UNIT_MANAGER + " refused REFUSED");
  }

  private void assertActs() {
    List<RecordedAct> acts = register.acts(caseNumber);
    assertThat(acts).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
    assertThat(acts)
        .filteredOn(act -> !act.act().equals("system"))
        .extracting(
            act ->
                "%s %s %s".formatted(act.person(), act.act(), act.step().replace("userTask_", "")))
        .containsExactly(
            "rosa.service start startEvent_noticeReceived",
            "rosa.service claim screenNotice",
            "rosa.service completion screenNotice",
            "sarah.worker completion seekAgreement",
            "rosa.service claim allocateInterviewer",
            "rosa.service completion allocateInterviewer",
            "ian.interviewer completion arrangeAppointment",
            "ian.interviewer completion holdInterview",
            "ian.interviewer completion agreeRecord",
            "irene.iro completion decideCirculation",
            "irene.iro completion considerContent",
            "irene.iro completion writeRecommendation",
            "irene.iro completion writeRecommendation",
            "irene.iro completion writeToYoungPerson",
            "irene.iro completion deliverLetter",
            "owen.owner completion answerRecommendation",
            "irene.iro completion considerAnswer",
            "una.manager completion answerRecommendation",
            "irene.iro completion considerAnswer",
            "owen.owner completion confirmActionDone",
            "irene.iro completion checkAction",
            "irene.iro completion tellWhatChanged",
            "irene.iro completion deliverLetter");
  }

  /** One file per person and message, with the case number and a link and nobody's words. */
  private void assertMails() throws IOException {
    Postman.deliver(application);
    List<Map<String, Object>> mails =
        jdbc.sql(
                """
                select coalesce(mail.digest_id, mail.id) as id, mail.person, mail.sent_at, message.notice
                from outbox.mail join outbox.message on message.id = mail.message_id
                where message.case_number = :caseNumber
                """)
            .param("caseNumber", caseNumber)
            .query()
            .listOfRows();
    assertThat(mails)
        .extracting(mail -> mail.get("person") + " " + mail.get("notice"))
        .contains(
            "rosa.service AGREEMENT_OUTCOME",
            "ian.interviewer DETAILS_PASSED_ON",
            "sarah.worker COPY_READY",
            "owen.owner RECOMMENDATION_SENT",
            "una.manager RECOMMENDATION_SENT",
            "una.manager REMINDER");
    for (Map<String, Object> mail : mails) {
      assertThat(mail.get("sent_at")).isNotNull();
      String content =
          Files.readString(
              Path.of(
                  application.getEnvironment().getRequiredProperty("exitinterview.data-dir"),
                  "mail/%s.eml".formatted(mail.get("id"))),
              StandardCharsets.UTF_8);
      assertThat(content).contains(caseNumber).doesNotContain(WORD, "Alex", CHILD);
    }
  }
}
