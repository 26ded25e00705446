package org.exitinterview.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.exitinterview.ApplicationTest;
import org.exitinterview.CapturedLog;
import org.exitinterview.DatabaseState;
import org.exitinterview.modelling.WithoutGate;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
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

/**
 * People with power over the process, and one with the database, try to read or send what a young
 * person said. Everything goes over the interfaces that they have.
 */
@ApplicationTest
class AttackTest {

  private static final String SUPERVISOR = "simon.supervisor";
  private static final String ADMINISTRATOR = "admin";

  @Autowired private ProcessEngine engine;
  @Autowired private ManagementService management;
  @Autowired private RecordVault vault;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestRestTemplate rest;

  private final String words = "canary" + UUID.randomUUID().toString().replace("-", "");
  private Scenario story;
  private LocalDate today;

  /** Interviewed and agreed; nobody has decided who may have it. */
  @BeforeEach
  void recordIsAgreed() {
    story = new Scenario(engine);
    today = story.today();
    story
        .toAppointment()
        .complete(
            Scenario.INTERVIEWER,
            "holdInterview",
            Answers.with(Answers.interview("held", today), "safeWords", words));
  }

  @AfterEach
  void endCase() {
    ClockUtil.reset();
    if (engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceId(story.processInstanceId())
            .count()
        == 1) {
      engine.getRuntimeService().deleteProcessInstance(story.processInstanceId(), "tested");
    }
  }

  @Nested
  @DisplayName("A supervisor, who may assign tasks and move cases")
  class Supervisor {

    @Test
    @DisplayName("assigns the step to himself and opens its form")
    void assignsToHimself() {
      Task task = story.task("agreeRecord");
      String body = "{'userId':'%s'}";
      for (String way : List.of("assignee", "claim", "delegate")) {
        assertRefused(
            SUPERVISOR,
            () -> post(SUPERVISOR, "/task/" + task.getId() + "/" + way, body, SUPERVISOR));
      }
      assertRefused(
          SUPERVISOR,
          () ->
              post(
                  SUPERVISOR,
                  "/task/" + task.getId() + "/identity-links",
                  "{'userId':'%s','type':'candidate'}",
                  SUPERVISOR));
      assertReadsNothing(SUPERVISOR, task);
      assertThat(refusalsOf(SUPERVISOR)).as("in the read log").isPositive();
    }

    @Test
    @DisplayName("hands the step to another interviewer: the one before is out at once")
    void takesItFromSomebody() {
      Task task = story.task("agreeRecord");
      assertThat(get(Scenario.INTERVIEWER, formOf(task)).getBody()).contains(words);
      assertThat(
              post(
                      SUPERVISOR,
                      "/task/" + task.getId() + "/assignee",
                      "{'userId':'%s'}",
                      Scenario.OTHER_INTERVIEWER)
                  .getStatusCode())
          .isEqualTo(HttpStatus.NO_CONTENT);

      for (String address :
          List.of(
              "",
              "/form",
              "/deployed-form",
              "/form-variables",
              "/variables",
              "/attachment",
              "/comment",
              "/identity-links")) {
        ResponseEntity<String> answer =
            get(Scenario.INTERVIEWER, "/task/" + task.getId() + address);
        assertThat(answer.getStatusCode().is4xxClientError()).as(address).isTrue();
        assertThat(answer.getBody()).doesNotContain(words);
      }
      assertThat(get(Scenario.INTERVIEWER, formOf(task)).getStatusCode())
          .isEqualTo(HttpStatus.FORBIDDEN);
      assertThat(
              get(Scenario.INTERVIEWER, "/task?processInstanceId=" + story.processInstanceId())
                  .getBody())
          .isEqualTo("[]");
      assertRefused(
          Scenario.INTERVIEWER,
          () ->
              post(
                  Scenario.INTERVIEWER,
                  "/task/" + task.getId() + "/submit-form",
                  "{'variables':{'decision':{'value':'%s'}}}",
                  "agreed"));
      assertReadsNothing(Scenario.OTHER_INTERVIEWER, task);
    }

    @Test
    @DisplayName("names an accomplice as interviewer in a variable, and passes the details on")
    void appointsAnAccomplice() {
      post(
          SUPERVISOR,
          "/process-instance/" + story.processInstanceId() + "/variables",
          "{'modifications':{'interviewer':{'value':'%s','type':'String'}}}",
          Scenario.OTHER_INTERVIEWER);
      startBefore("sendTask_passOnDetails");
      failures();
      assertThat(readable(Scenario.OTHER_INTERVIEWER)).isEmpty();
    }

    @Test
    @DisplayName("appoints an interviewer in the place of the service manager")
    void appointsInTheServiceManagersPlace() {
      startBefore("userTask_allocateInterviewer");
      Task task = story.task("allocateInterviewer");
      assertRefused(
          SUPERVISOR,
          () ->
              post(SUPERVISOR, "/task/" + task.getId() + "/claim", "{'userId':'%s'}", SUPERVISOR));
      // Whatever let the step come into his hands, he cannot finish it.
      jdbc.sql("update act_ru_task set assignee_ = ? where id_ = ?")
          .params(SUPERVISOR, task.getId())
          .update();
      assertRefused(
          SUPERVISOR,
          () ->
              post(
                  SUPERVISOR,
                  "/task/" + task.getId() + "/submit-form",
                  "{'variables':{'decision':{'value':'allocated'},'interviewer':{'value':'%s'},"
                      + "'employedByAuthority':{'value':'no'},'worksAtHome':{'value':'no'},"
                      + "'inCaseLine':{'value':'no'},'knowsYoungPerson':{'value':'no'},"
                      + "'declaredConflict':{'value':'no'}}}",
                  Scenario.OTHER_INTERVIEWER));
    }

    @Test
    @DisplayName("assigns the step to himself and sends its form with what he likes")
    void writesWhatHeLikes() {
      Task task = story.task("agreeRecord");
      giveTo(SUPERVISOR, task);
      assertNothingChanges(
          () ->
              post(
                  SUPERVISOR,
                  "/task/" + task.getId() + "/submit-form",
                  "{'variables':{'decision':{'value':'agreed'},'agreedSummary':{'value':'All well.'},"
                      + "'limitsWanted':{'value':'no'},'agreedHow':{'value':'together'},"
                      + "'agreedOn':{'value':'%s'},'signed':{'value':'signed'}}}",
                  today));
    }

    @Test
    @DisplayName("moves the case to where it is sent, in each way there is")
    void sendsWithoutDecision() {
      String definition = story.instance().getProcessDefinitionId();
      for (String move :
          List.of(
              "'type':'startBeforeActivity','activityId':'sendTask_sendCopies'",
              "'type':'startBeforeActivity','activityId':'gateway_release'",
              "'type':'startAfterActivity','activityId':'userTask_decideCirculation'",
              "'type':'startTransition','transitionId':'flow_releaseYes'")) {
        String one = "/process-instance/" + story.processInstanceId() + "/modification";
        String many =
            "{'processDefinitionId':'%s','processInstanceIds':['"
                + story.processInstanceId()
                + "'],'instructions':[{"
                + move
                + "}]}";
        String instructions = "{%s'instructions':[{" + move + "}]}";
        assertRefused(SUPERVISOR, () -> post(SUPERVISOR, one, instructions, ""));
        for (String way : List.of("execute", "executeAsync")) {
          assertRefused(
              ADMINISTRATOR, () -> post(ADMINISTRATOR, "/modification/" + way, many, definition));
        }
        assertRefused(ADMINISTRATOR, () -> post(ADMINISTRATOR, one + "-async", instructions, ""));
        for (String way : List.of("restart", "restart-async")) {
          assertRefused(
              ADMINISTRATOR,
              () ->
                  post(
                      ADMINISTRATOR,
                      "/process-definition/" + definition + "/" + way,
                      "{'processInstanceIds':['%s'],'instructions':[{" + move + "}]}",
                      story.processInstanceId()));
        }
      }
    }

    @Test
    @DisplayName("skips the decision by starting what comes after it")
    void skipsTheDecision() {
      List<String> list = circulation();
      assertThat(startBefore("userTask_considerContent").getStatusCode())
          .isEqualTo(HttpStatus.NO_CONTENT);
      failures();
      assertThat(story.waiting()).contains("considerContent");

      assertThat(circulation()).isEqualTo(list);
      for (String reader : List.of(Scenario.IRO, Scenario.SOCIAL_WORKER, SUPERVISOR)) {
        assertThat(readable(reader)).as(reader).doesNotContain("SAFE");
      }
    }

    @Test
    @DisplayName("says in a variable that it was decided")
    void forgesTheDecision() {
      post(
          SUPERVISOR,
          "/process-instance/" + story.processInstanceId() + "/variables",
          "{'modifications':{'decision':{'value':'%s','type':'String'}}}",
          "release");
      assertRefused(SUPERVISOR, () -> startBefore("gateway_release"));
    }

    @Test
    @DisplayName("keeps words beside the record: variable, message, batch, comment, note")
    void keepsWordsBesideTheRecord() {
      String task = story.task("agreeRecord").getId();
      String instance = story.processInstanceId();
      assertNothingChanges(
          () ->
              post(
                  SUPERVISOR,
                  "/process-instance/" + instance + "/variables",
                  "{'modifications':{'notes':{'value':'%s'}}}",
                  words));
      assertNothingChanges(
          () ->
              post(
                  SUPERVISOR,
                  "/message",
                  "{'messageName':'YoungPersonWithdraws','processInstanceId':'"
                      + instance
                      + "','processVariables':{'notes':{'value':'%s'}}}",
                  words));
      assertNothingChanges(
          () ->
              post(
                  ADMINISTRATOR,
                  "/process-instance/variables-async",
                  "{'processInstanceIds':['"
                      + instance
                      + "'],'variables':{'notes':{'value':'%s','type':'String'}}}",
                  words));
      assertNothingChanges(
          () -> post(SUPERVISOR, "/task/" + task + "/comment/create", "{'message':'%s'}", words));
      assertNothingChanges(
          () ->
              post(
                  SUPERVISOR,
                  "/process-instance/" + instance + "/modification",
                  "{'annotation':'%s','instructions':[{'type':'startBeforeActivity','activityId':"
                      + "'userTask_agreeRecord'}]}",
                  words));
    }

    @Test
    @DisplayName("finishes the step without its form")
    void finishesWithoutForm() {
      String task = story.task("agreeRecord").getId();
      giveTo(SUPERVISOR, story.task("agreeRecord"));
      assertNothingChanges(
          () ->
              post(
                  SUPERVISOR,
                  "/task/" + task + "/complete",
                  "{'variables':{'decision':{'value':'%s'}}}",
                  "agreed"));
      assertNothingChanges(
          () -> post(SUPERVISOR, "/task/" + task + "/bpmnError", "{'errorCode':'%s'}", "any"));
    }
  }

  @Test
  @DisplayName("An administrator with every permission reads nothing")
  void administratorReadsNothing() {
    Task task = story.task("agreeRecord");
    giveTo(ADMINISTRATOR, task);
    assertReadsNothing(ADMINISTRATOR, task);
  }

  @Test
  @DisplayName("The interviewer edits a field that is only shown to him: it stays as it was")
  void readOnlyFieldStays() {
    story.complete(
        Scenario.INTERVIEWER,
        "agreeRecord",
        Answers.with(Answers.agreedRecord(today), "name", "Somebody Else", "ageVersion", "8-10"));

    Object name =
        story.as(
            Scenario.SOCIAL_WORKER,
            () -> vault.read(story.caseNumber(), Section.YOUNG_PERSON, "").get("name"));
    assertThat(name).isEqualTo("Alex Example");
  }

  @Nested
  @DisplayName("Somebody with the database")
  class DatabaseUser {

    @Test
    @DisplayName("enters a release into the register and runs a model that sends")
    void forgesRelease() {
      jdbc.sql(
              """
              insert into register.act (happened_at, person, act, process, case_number, step,
                decision, facts)
              values (now(), 'irene.iro', 'completion', 'exit-interview', ?,
                'userTask_decideCirculation', 'release', '{"shareWithHome": "full"}')
              """)
          .param(story.caseNumber())
          .update();
      List<String> list = circulation();
      String deployment =
          WithoutGate.get(
              engine,
              () ->
                  engine
                      .getRepositoryService()
                      .createDeployment()
                      .addModelInstance(
                          "sends.bpmn",
                          Bpmn.createExecutableProcess("sends")
                              .camundaHistoryTimeToLiveString("P1D")
                              .startEvent()
                              .sendTask()
                              .camundaDelegateExpression("${sendCopies}")
                              .camundaAsyncBefore()
                              .endEvent()
                              .done())
                      .deploy()
                      .getId());
      try (CapturedLog log = new CapturedLog()) {
        String instance =
            engine
                .getRuntimeService()
                .startProcessInstanceByKey("sends", story.caseNumber())
                .getId();
        assertThat(failures(instance))
            .containsExactly("Nobody decided to release the record of this case");
        assertThat(
                management.createJobQuery().processInstanceId(instance).withRetriesLeft().count())
            .as("nothing is left that would send when it is decided later")
            .isZero();
        assertThat(circulation()).isEqualTo(list);
        assertThat(messages("COPY_READY")).isZero();
        assertThat(log.linesWith(words)).isEmpty();
      } finally {
        engine.getRepositoryService().deleteDeployment(deployment, true);
      }
    }

    @Test
    @DisplayName("names another social worker and widens the limits before the copies are sent")
    void changesRecipients() {
      story.complete(Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(today));
      jdbc.sql("update register.exit_case set social_worker = ?, iro = ? where case_number = ?")
          .params(Scenario.OTHER_SOCIAL_WORKER, SUPERVISOR, story.caseNumber())
          .update();
      story.complete(Scenario.IRO, "decideCirculation", Answers.release());

      assertThat(readable(Scenario.OTHER_SOCIAL_WORKER)).isEmpty();
      assertThat(readable(SUPERVISOR)).isEmpty();
      assertThat(readable(Scenario.SOCIAL_WORKER)).contains("SAFE");
    }

    @Test
    @DisplayName("puts back the rows of somebody whose access has ended")
    void replaysOldRows() {
      List<Map<String, Object>> old =
          jdbc.sql(
                  """
                  select id, seal from record.circulation
                  where case_number = ? and reader_id = ? and ended_at is null
                  """)
              .params(story.caseNumber(), Scenario.INTERVIEWER)
              .query()
              .listOfRows();
      story.complete(Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(today));
      assertThat(old).isNotEmpty();
      assertThat(readable(Scenario.INTERVIEWER)).doesNotContain("SAFE");
      assertThat(readable(Scenario.IRO)).contains("SAFE");

      try (CapturedLog log = new CapturedLog()) {
        old.forEach(
            row ->
                jdbc.sql(
                        """
                        update record.circulation set ended_at = null, ended_by = null, seal = ?
                        where id = ?
                        """)
                    .params(row.get("seal"), row.get("id"))
                    .update());
        assertThat(readable(Scenario.INTERVIEWER)).isEmpty();
        assertThat(readable(Scenario.IRO)).as("nobody reads until it is put right").isEmpty();
        assertThat(log.linesWith("is not as this service left it")).isNotEmpty();
      }
    }

    @Test
    @DisplayName("takes a row away")
    void deletesRow() {
      jdbc.sql("delete from record.circulation where case_number = ? and section = 'family'")
          .param(story.caseNumber())
          .update();
      assertThat(readable(Scenario.INTERVIEWER)).isEmpty();
    }

    @Test
    @DisplayName("puts a reader on the list by copying another's row")
    void copiesGrant() {
      jdbc.sql(
              """
              insert into record.circulation (case_number, reader_kind, reader_id, section, item,
                access, basis, granted_by, granted_at, seal)
              select case_number, reader_kind, 'simon.supervisor', section, item, access, basis,
                granted_by, granted_at, seal
              from record.circulation where case_number = ? and reader_id = 'ian.interviewer'
              """)
          .param(story.caseNumber())
          .update();
      assertThat(readable(SUPERVISOR)).isEmpty();
      Task task = story.task("agreeRecord");
      giveTo(SUPERVISOR, task);
      assertReadsNothing(SUPERVISOR, task);
    }

    @Test
    @DisplayName("changes the reader, the section or the access of a row")
    void changesGrant() {
      for (String change :
          List.of(
              "reader_id = 'simon.supervisor'",
              "reader_id = 'supervisor', reader_kind = 'group'",
              "reader_id = 'simon.supervisor', section = 'agreedRecord'",
              "reader_id = 'simon.supervisor', access = 'read'")) {
        jdbc.sql(
                """
                update record.circulation set %s
                where case_number = ? and reader_id = 'ian.interviewer' and section = 'safe'
                """
                    .formatted(change))
            .param(story.caseNumber())
            .update();
        assertThat(readable(SUPERVISOR)).as(change).isEmpty();
      }
      assertThat(readable(Scenario.INTERVIEWER)).doesNotContain("SAFE");
    }

    @Test
    @DisplayName("moves a section's ciphertext to another section, or changes a byte of it")
    void changesCiphertext() {
      Task task = story.task("agreeRecord");
      jdbc.sql(
              """
              update record.section set ciphertext = (select ciphertext from record.section
                where case_number = ? and section = 'safe' order by revision desc limit 1)
              where case_number = ? and section = 'dailyLife'
              """)
          .params(story.caseNumber(), story.caseNumber())
          .update();
      assertReadsNothing(Scenario.INTERVIEWER, task);
    }

    @Test
    @DisplayName("changes a byte of what was said")
    void changesByte() {
      jdbc.sql(
              """
              update record.section set ciphertext =
                set_byte(ciphertext, length(ciphertext) - 1,
                  get_byte(ciphertext, length(ciphertext) - 1) # 1)
              where case_number = ? and section = 'safe'
              """)
          .param(story.caseNumber())
          .update();
      assertReadsNothing(Scenario.INTERVIEWER, story.task("agreeRecord"));
    }
  }

  /** As if the engine had let him: the guards behind the assignment hold by themselves. */
  private void giveTo(String person, Task task) {
    jdbc.sql("update act_ru_task set assignee_ = ?, rev_ = rev_ + 1 where id_ = ?")
        .params(person, task.getId())
        .update();
  }

  private void assertReadsNothing(String person, Task task) {
    ResponseEntity<String> answer = get(person, formOf(task));
    assertThat(answer.getStatusCode().isError()).as("%s", answer).isTrue();
    assertThat(answer.getBody()).doesNotContain(words);
  }

  private void assertNothingChanges(Supplier<ResponseEntity<String>> attack) {
    Map<String, String> before = new DatabaseState(jdbc).digests();
    ResponseEntity<String> answer = attack.get();
    assertThat(answer.getStatusCode().is4xxClientError()).as("%s", answer).isTrue();
    assertThat(new DatabaseState(jdbc).digests()).isEqualTo(before);
  }

  /** Refused over REST; nothing has changed; the log says who was refused, and no words. */
  private void assertRefused(String person, Supplier<ResponseEntity<String>> attack) {
    try (CapturedLog log = new CapturedLog()) {
      assertNothingChanges(attack);
      assertThat(log.linesWith("Refused to " + person)).hasSize(1);
      assertThat(log.linesWith(words)).isEmpty();
    }
  }

  private List<String> readable(String person) {
    return story.as(
        person, () -> vault.readable(story.caseNumber(), "").stream().map(Enum::name).toList());
  }

  private List<String> circulation() {
    return jdbc.sql(
            """
            select c::text from record.circulation c where case_number = ? order by id
            """)
        .param(story.caseNumber())
        .query(String.class)
        .list();
  }

  private long refusalsOf(String person) {
    return jdbc.sql(
            """
            select count(*) from record.read_log
            where case_number = ? and person = ? and event = 'refused'
            """)
        .params(story.caseNumber(), person)
        .query(Long.class)
        .single();
  }

  private long messages(String notice) {
    return jdbc.sql("select count(*) from outbox.message m where m::text like ? and m::text like ?")
        .params("%" + notice + "%", "%" + story.caseNumber() + "%")
        .query(Long.class)
        .single();
  }

  private ResponseEntity<String> startBefore(String element) {
    return post(
        SUPERVISOR,
        "/process-instance/" + story.processInstanceId() + "/modification",
        "{'instructions':[{'type':'startBeforeActivity','activityId':'%s'}]}",
        element);
  }

  /** Runs what the job executor would run, and tells what failed with which words. */
  private List<String> failures() {
    return failures(story.processInstanceId());
  }

  private List<String> failures(String instance) {
    List<String> failures = new ArrayList<>();
    management
        .createJobQuery()
        .processInstanceId(instance)
        .messages()
        .withRetriesLeft()
        .list()
        .forEach(
            job -> {
              try {
                management.executeJob(job.getId());
              } catch (ProcessEngineException e) {
                failures.add(String.valueOf(e.getMessage()).replaceAll("^[\\w.]+: ", ""));
              }
            });
    return failures;
  }

  private static String formOf(Task task) {
    return "/task/" + task.getId() + "/form-variables?deserializeValues=false";
  }

  private ResponseEntity<String> get(String person, String address) {
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD)
        .getForEntity("/engine-rest" + address, String.class);
  }

  private ResponseEntity<String> post(String person, String address, String body, Object value) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD)
        .exchange(
            "/engine-rest" + address,
            HttpMethod.POST,
            new HttpEntity<>(body.formatted(value).replace('\'', '"'), headers),
            String.class);
  }
}
