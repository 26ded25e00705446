package org.exitinterview.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is typed and not sent comes back to the person who typed it, and to nobody else. */
@ApplicationTest
class DraftsTest {

  private static final String FIELD = "dailyLifeWords";

  @Autowired private ProcessEngine engine;
  @Autowired private RecordVault vault;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestRestTemplate rest;
  @Autowired private PlatformTransactionManager transactions;

  private final String words = "canary" + UUID.randomUUID().toString().replace("-", "");
  private Scenario story;
  private String taskId;

  @BeforeEach
  void interviewIsHeld() {
    story = new Scenario(engine);
    story.toAppointment();
    taskId = story.task("holdInterview").getId();
  }

  @Test
  void comesBackWithTheFormAndIsNowhereInClear() {
    ResponseEntity<String> saved = save(Scenario.INTERVIEWER, body());

    assertThat(saved.getStatusCode()).as(saved.getBody()).isEqualTo(HttpStatus.OK);
    assertThat(saved.getBody()).contains("savedAt").doesNotContain(words);
    assertThat(saved.getHeaders().getCacheControl()).isEqualTo("no-store");
    assertThat(state(Scenario.INTERVIEWER).getBody()).contains("savedAt").doesNotContain(words);
    assertThat(form(Scenario.INTERVIEWER).getBody()).contains(words);
    assertThat(new DatabaseScan(jdbc).columnsHolding(words)).isEmpty();
  }

  @Test
  void nobodyElseReadsWritesOrLearnsOfIt() {
    save(Scenario.INTERVIEWER, body());

    for (String other :
        List.of(
            Scenario.OTHER_INTERVIEWER,
            Scenario.SERVICE_MANAGER,
            Scenario.IRO,
            Scenario.SAFEGUARDING_LEAD,
            "simon.supervisor",
            "admin")) {
      assertThat(state(other).getStatusCode()).as(other).isEqualTo(HttpStatus.NOT_FOUND);
      assertThat(save(other, body()).getStatusCode()).as(other).isEqualTo(HttpStatus.NOT_FOUND);
      assertThat(form(other).getBody()).as(other).doesNotContain(words);
    }
    assertThat(rest.getForEntity("/api/drafts/" + taskId, String.class).getStatusCode())
        .isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(state(Scenario.INTERVIEWER, "no-such-task").getBody())
        .as("what is not there looks like what is somebody else's")
        .isEqualTo(state(Scenario.IRO).getBody());
  }

  @Test
  void whatWasTakenOutStaysOut() {
    save(Scenario.INTERVIEWER, body());
    save(Scenario.INTERVIEWER, "{\"" + FIELD + "\":null}");

    assertThat(form(Scenario.INTERVIEWER).getBody()).contains(FIELD).doesNotContain(words);
  }

  @Test
  void endsWithTheStep() {
    save(Scenario.INTERVIEWER, body());
    story.complete(Scenario.INTERVIEWER, "holdInterview", Answers.interview("held", story.today()));

    assertThat(drafts()).isZero();
    assertThat(save(Scenario.INTERVIEWER, body()).getStatusCode())
        .as("what was on its way when the step was finished")
        .isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(drafts()).isZero();
  }

  @Test
  void endsWithTheCase() {
    save(Scenario.INTERVIEWER, body());
    engine.getRuntimeService().deleteProcessInstance(story.processInstanceId(), null);

    assertThat(drafts()).isZero();
  }

  @Test
  void isNotHandedOver() {
    save(Scenario.INTERVIEWER, body());
    engine.getTaskService().setAssignee(taskId, null);
    assertThat(drafts()).as("given back").isEqualTo(1);
    engine.getTaskService().setAssignee(taskId, Scenario.INTERVIEWER);
    assertThat(form(Scenario.INTERVIEWER).getBody()).as("taken up again").contains(words);

    engine.getTaskService().setAssignee(taskId, Scenario.OTHER_INTERVIEWER);
    assertThat(drafts()).as("given to somebody else").isZero();
    assertThat(state(Scenario.INTERVIEWER).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
  }

  @Test
  void losesAgainstWhatWasSentSince() {
    save(Scenario.INTERVIEWER, body());
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status ->
                story.as(
                    Scenario.INTERVIEWER,
                    () -> {
                      vault.write(
                          story.caseNumber(), Section.DAILY_LIFE, "", Map.of(FIELD, "sent since"));
                      return null;
                    }));

    assertThat(form(Scenario.INTERVIEWER).getBody()).contains("sent since").doesNotContain(words);
  }

  @Test
  void goesWithTheKeyOfItsRecord() {
    save(Scenario.INTERVIEWER, body());
    List<Map<String, Object>> dump =
        jdbc.sql("select * from record.draft where task_id = ?").param(taskId).query().listOfRows();
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> vault.keepWhatWasAgreed(story.caseNumber(), Set.of()));
    assertThat(drafts()).isZero();

    restore(dump.get(0), taskId, Scenario.INTERVIEWER);
    assertThat(form(Scenario.INTERVIEWER).getBody()).as("restored").doesNotContain(words);
    jdbc.sql(
            """
            update record.draft d set key_id = r.key_id from record.interview_record r
            where d.case_number = r.case_number and d.task_id = ?
            """)
        .param(taskId)
        .update();
    assertThat(form(Scenario.INTERVIEWER).getBody())
        .as("restored and said to be under the new key")
        .doesNotContain(words);
  }

  @Test
  void staysWhenSomebodyElsesAccessEnds() {
    save(Scenario.INTERVIEWER, body());
    vault.end(story.caseNumber(), Reader.user(Scenario.SOCIAL_WORKER));

    assertThat(form(Scenario.INTERVIEWER).getBody()).contains(words);
  }

  @Test
  void doesNotOpenForAnotherPersonByHand() {
    save(Scenario.INTERVIEWER, body());
    jdbc.sql("update record.draft set person = ? where task_id = ?")
        .params(Scenario.OTHER_INTERVIEWER, taskId)
        .update();
    engine.getTaskService().setAssignee(taskId, Scenario.OTHER_INTERVIEWER);

    assertThat(form(Scenario.OTHER_INTERVIEWER).getBody()).doesNotContain(words);
  }

  @Test
  void onlyWhoMayWriteTheRecordSavesOne() {
    engine.getTaskService().setAssignee(taskId, "simon.supervisor");

    assertThat(save("simon.supervisor", body()).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(drafts()).isZero();
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from record.read_log
                    where case_number = ? and person = 'simon.supervisor' and event = 'refused'
                    """)
                .param(story.caseNumber())
                .query(Long.class)
                .single())
        .as("refusals in the read log")
        .isPositive();
  }

  @Test
  void whatIsNoFormIsRefusedWithoutAnEcho() {
    for (String nonsense :
        List.of(words, "[1]", "{\"" + FIELD + "\":{\"a\":\"" + words + "\"}}", "")) {
      ResponseEntity<String> answer = save(Scenario.INTERVIEWER, nonsense);
      assertThat(answer.getStatusCode()).as(nonsense).isEqualTo(HttpStatus.BAD_REQUEST);
      assertThat(answer.getBody()).doesNotContain(words);
    }
    String tooLong = "{\"" + FIELD + "\":\"" + "x".repeat(DraftController.LONGEST) + "\"}";
    assertThat(save(Scenario.INTERVIEWER, tooLong).getStatusCode())
        .isEqualTo(HttpStatus.PAYLOAD_TOO_LARGE);
    assertThat(save(Scenario.INTERVIEWER, "{\"notInTheForm\":\"" + words + "\"}").getStatusCode())
        .as("what the form does not ask is left out")
        .isEqualTo(HttpStatus.OK);
    assertThat(form(Scenario.INTERVIEWER).getBody()).doesNotContain(words);
  }

  @Test
  void aPageOfAnotherSiteSavesNothing() {
    HttpHeaders headers = headers();
    headers.set("Sec-Fetch-Site", "cross-site");

    assertThat(put(Scenario.INTERVIEWER, body(), headers).getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(drafts()).isZero();
  }

  @Test
  void thePersonMayDropIt() {
    save(Scenario.INTERVIEWER, body());
    as(Scenario.INTERVIEWER).delete("/api/drafts/" + taskId);

    assertThat(drafts()).isZero();
    assertThat(form(Scenario.INTERVIEWER).getBody()).doesNotContain(words);
  }

  private void restore(Map<String, Object> row, String task, String person) {
    jdbc.sql(
            """
            insert into record.draft
              (task_id, person, case_number, item, key_id, ciphertext, saved_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            task,
            person,
            row.get("case_number"),
            row.get("item"),
            row.get("key_id"),
            row.get("ciphertext"),
            row.get("saved_at"))
        .update();
  }

  private long drafts() {
    return jdbc.sql("select count(*) from record.draft where task_id = ?")
        .param(taskId)
        .query(Long.class)
        .single();
  }

  private String body() {
    return "{\"" + FIELD + "\":\"" + words + "\",\"name\":\"not asked here\"}";
  }

  private ResponseEntity<String> save(String userId, String body) {
    return put(userId, body, headers());
  }

  private ResponseEntity<String> put(String userId, String body, HttpHeaders headers) {
    return as(userId)
        .exchange(
            "/api/drafts/" + taskId, HttpMethod.PUT, new HttpEntity<>(body, headers), String.class);
  }

  private ResponseEntity<String> state(String userId) {
    return state(userId, taskId);
  }

  private ResponseEntity<String> state(String userId, String task) {
    return as(userId).getForEntity("/api/drafts/" + task, String.class);
  }

  private ResponseEntity<String> form(String userId) {
    return as(userId)
        .getForEntity(
            "/engine-rest/task/" + taskId + "/form-variables?deserializeValues=false",
            String.class);
  }

  private TestRestTemplate as(String userId) {
    return rest.withBasicAuth(userId, ApplicationTest.PASSWORD);
  }

  private static HttpHeaders headers() {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return headers;
  }
}
