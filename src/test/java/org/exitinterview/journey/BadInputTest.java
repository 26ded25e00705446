package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.exitinterview.ApplicationTest;
import org.exitinterview.leaving.Samples;
import org.exitinterview.process.Answers;
import org.exitinterview.process.ExitInterviewProcess.Messages;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What goes wrong at a form, at a task, at a login and with a file, as it arrives over HTTP: a
 * status that says whose fault it is, a sentence that says what to do, and nothing changed.
 */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private static final String SOCIAL_WORKER = Scenario.SOCIAL_WORKER;
  private static final String OTHER_SOCIAL_WORKER = Scenario.OTHER_SOCIAL_WORKER;
  private static final String SERVICE_MANAGER = Scenario.SERVICE_MANAGER;
  private static final String UNIT_MANAGER = Scenario.UNIT_MANAGER;

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient jdbc;

  private final ObjectMapper json = new ObjectMapper();

  /** A case whose social worker is to ask the young person. */
  private Scenario offered;

  private String taskId = "";

  /** A case that nobody has screened yet. */
  private Scenario noticed;

  private TasklistSession sarah;
  private TasklistSession una;
  private TasklistSession rosa;
  private ServiceClient rosasProgram;

  @BeforeAll
  void openCases() {
    noticed = new Scenario(engine).notice(Map.of());
    offered =
        new Scenario(engine)
            .notice(Map.of())
            .complete(SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
    taskId = offered.task("seekAgreement").getId();
    sarah = TasklistSession.logIn(port, SOCIAL_WORKER, ApplicationTest.PASSWORD);
    una = TasklistSession.logIn(port, UNIT_MANAGER, ApplicationTest.PASSWORD);
    rosa = TasklistSession.logIn(port, SERVICE_MANAGER, ApplicationTest.PASSWORD);
    rosasProgram = program(SERVICE_MANAGER);
  }

  static Stream<Arguments> badAnswers() {
    Map<String, Object> given = Answers.of("decision", "given");
    return Stream.of(
        arguments("nothing", Map.of(), "The answer: please answer this."),
        arguments("unknown choice", Answers.of("decision", "maybe"), "The answer: choose from"),
        arguments(
            "contradiction: agreed without the explanation",
            given,
            "The answer: A yes counts only when everything was explained"),
        arguments(
            "field the form has not",
            Answers.with(given, "colour", "red"),
            "This form has no field “colour”."),
        arguments(
            "no date", Answers.with(given, "askedOn", "31/02/2026"), "When did you ask?: is not"),
        arguments(
            "date out of range", Answers.with(given, "askedOn", "2999-01-01"), "When did you ask?"),
        arguments(
            "text too long",
            Answers.with(given, "telephone", "0".repeat(61)),
            "telephone: write at most 60 characters."),
        arguments(
            "field that does not apply",
            Answers.of("decision", "declined", "resumeOn", "2999-01-01"),
            "does not apply here, leave it empty."),
        arguments(
            "unknown tick", Answers.with(given, "explained", List.of("nothing")), "choose from"),
        arguments("list for a text", Answers.with(given, "telephone", List.of("1")), "telephone"),
        arguments("text for a list", Answers.with(given, "explained", "purpose"), "list"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAnswers")
  void aFormThatIsNotInOrderIsRefused(String what, Map<String, Object> answers, String words) {
    assertRefused(400, () -> sarah.submit(taskId, variables(answers)), words);
    assertRefused(
        400,
        () ->
            program(SOCIAL_WORKER)
                .post("/engine-rest/task/%s/submit-form".formatted(taskId), body(answers)),
        words);
  }

  @Test
  @DisplayName("every problem is named at once, one sentence each")
  void everyProblemIsNamedAtOnce() throws Exception {
    JsonNode refusal =
        TasklistSession.read(
            program(SOCIAL_WORKER)
                .post(
                    "/engine-rest/task/%s/submit-form".formatted(taskId),
                    body(Answers.of("decision", "given", "askedOn", "soon", "colour", "red")))
                .body());

    assertThat(refusal.get("problems")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Json | [broken",
        "Json | {}",
        "Xml | <a/>",
        "Object | rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA=="
      })
  void whatIsNoAnswerAtAllIsRefused(String type, String value) {
    ObjectNode variables = json.createObjectNode();
    variables
        .putObject("explained")
        .put("type", type)
        .put("value", value)
        .putObject("valueInfo")
        .put("objectTypeName", "java.util.HashMap")
        .put("serializationDataFormat", "application/x-java-serialized-object");

    assertRefused(400, () -> sarah.submit(taskId, variables), "“explained” is no answer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"nonsense", "{\"variables\":", "{\"variables\":[1]}", "\"text\""})
  void whatIsNoJsonIsRefused(String body) {
    assertRefused(
        400,
        () ->
            program(SOCIAL_WORKER).post("/engine-rest/task/%s/submit-form".formatted(taskId), body),
        "");
  }

  @Test
  @DisplayName("corrected, the same form is taken")
  void aCorrectedFormIsTaken() {
    Scenario story =
        new Scenario(engine)
            .notice(Map.of())
            .complete(SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
    String task = story.task("seekAgreement").getId();
    Map<String, Object> answers = Answers.agreementGiven(story.today());
    assertRefused(
        400,
        () -> sarah.submit(task, variables(Answers.with(answers, "decision", "maybe"))),
        "The answer");

    TasklistSession.ok(sarah.submit(task, variables(answers)));
    story.runJobs();

    assertThat(story.waiting()).containsExactly("allocateInterviewer");
  }

  @Nested
  @DisplayName("A task")
  class ATask {

    @Test
    void isNotFinishedByAnotherPerson() {
      TasklistSession sam =
          TasklistSession.logIn(port, OTHER_SOCIAL_WORKER, ApplicationTest.PASSWORD);
      Map<String, Object> answers = Answers.declined();

      assertRefused(403, () -> sam.submit(taskId, variables(answers)), "");
      assertRefused(403, () -> sam.claim(taskId, OTHER_SOCIAL_WORKER), "");
      assertRefused(403, () -> sam.get("task/%s/form-variables".formatted(taskId)), "permission");
      assertRefused(
          403,
          () ->
              program(OTHER_SOCIAL_WORKER)
                  .post("/engine-rest/task/%s/submit-form".formatted(taskId), body(answers)),
          "You may not do this.");
    }

    @Test
    void isNotFinishedBeforeItIsClaimed() {
      String unclaimed = noticed.task("screenNotice").getId();

      assertRefused(
          400,
          () -> rosa.submit(unclaimed, variables(Answers.screened("offer"))),
          "Claim this step first.");
      assertRefused(403, () -> una.claim(unclaimed, UNIT_MANAGER), "");
    }

    @ParameterizedTest
    @CsvSource({
      "complete,       400, This step is finished with its form.",
      "resolve,        400, This step is finished with its form.",
      "bpmnError,      400, This step is finished with its form.",
      "bpmnEscalation, 400, This step is finished with its form.",
      "variables,      403, ''",
      "localVariables, 403, ''"
    })
    @DisplayName("is finished by its form and by nothing else")
    void hasNoWayPastItsForm(String way, int status, String words) {
      String request =
          """
          {"variables": {"decision": {"value": "declined"}}, "modifications": {"decision": {"value": "declined"}},
           "errorCode": "x", "escalationCode": "x"}
          """;

      assertRefusedByForm(way, request, status, words);
    }

    @ParameterizedTest
    @CsvSource({
      "complete,       403",
      "resolve,        400",
      "bpmnError,      400",
      "bpmnEscalation, 400",
      "variables,      403",
      "localVariables, 403"
    })
    @DisplayName("takes no words beside its form")
    void takesNoWordsBesideItsForm(String way, int status) {
      String request =
          """
          {"variables": {"words": {"value": "words"}},
           "modifications": {"words": {"value": "words"}},
           "errorCode": "x", "escalationCode": "x"}
          """;

      assertRefusedByForm(way, request, status, "");
    }

    private void assertRefusedByForm(String way, String request, int status, String words) {
      assertRefused(
          status, () -> sarah.post("task/%s/%s".formatted(taskId, way), only(way, request)), words);
      assertRefused(
          status,
          () ->
              program(SOCIAL_WORKER)
                  .post("/engine-rest/task/%s/%s".formatted(taskId, way), only(way, request)),
          words);
    }

    /** The engine refuses fields it does not know. */
    private String only(String way, String request) throws Exception {
      ObjectNode fields = (ObjectNode) json.readTree(request);
      return switch (way) {
        case "variables", "localVariables" -> fields.retain("modifications").toString();
        case "bpmnError" -> fields.retain("variables", "errorCode").toString();
        case "bpmnEscalation" -> fields.retain("variables", "escalationCode").toString();
        default -> fields.retain("variables").toString();
      };
    }
  }

  @Nested
  @DisplayName("A start")
  class AStart {

    private Map<String, Object> notice(String child) {
      return Answers.of(
          "child",
          child,
          "name",
          "Alex Example",
          "home",
          Scenario.HOME,
          "placementProvider",
          "PR1",
          "placedOn",
          "2025-01-06",
          "plannedMove",
          "planned",
          "reasonPlaceChange",
          "CARPL");
    }

    @Test
    @DisplayName("by the form of the role works, with the homes of the person to choose from")
    void worksWithTheForm() {
      ObjectNode sent =
          una.openStartForm("exit-interview")
              .filledIn(notice("C" + UUID.randomUUID().toString().substring(0, 8)));

      JsonNode started = TasklistSession.ok(una.submitStartForm("exit-interview", sent));
      noticed.runJobs();

      assertThat(
              engine
                  .getTaskService()
                  .createTaskQuery()
                  .processInstanceId(started.get("id").asText())
                  .singleResult()
                  .getTaskDefinitionKey())
          .isEqualTo("userTask_screenNotice");
    }

    @ParameterizedTest
    @CsvSource({
      "child,      has space,  Child identifier: is not written as it should be.",
      "child,      '',         Child identifier: please answer this.",
      "home,       3311876,    Home the young person leaves: choose from the answers offered.",
      "placedOn,   2999-01-01, First day in this home: The first day in the home lies in the future.",
      "placedOn,   yesterday,  First day in this home: is not a date.",
      "moveDate,   2024-01-01, Day of the move: The day of the move is before the first day"
    })
    void isRefusedWithBadAnswers(String field, String answer, String words) {
      assertRefused(
          400,
          () ->
              una.submitStartForm(
                  "exit-interview", variables(Answers.with(notice("C1"), field, answer))),
          words);
    }

    @Test
    void isRefusedToAnotherRole() {
      assertRefused(
          403, () -> sarah.submitStartForm("exit-interview", variables(notice("C1"))), "");
      assertRefused(403, () -> una.submitStartForm("withdrawal", variables(Map.of())), "");
      assertRefused(403, () -> una.submitStartForm("recommendation", variables(Map.of())), "");
    }

    @ParameterizedTest
    @CsvSource({"exit-interview, una.manager", "concern, una.manager", "exit-interview, admin"})
    void isRefusedWithoutTheForm(String process, String userId) {
      String address = "/engine-rest/process-definition/key/%s/start".formatted(process);

      for (String body :
          List.of(
              "{}",
              """
              {"businessKey": "EI-22222222", "variables": {"child": {"value": "Alex"}}}
              """,
              """
              {"startInstructions": [{"type": "startBeforeActivity",
               "activityId": "startEvent_noticeReceived"}]}
              """)) {
        assertRefused(
            400, () -> program(userId).post(address, body), "A process is started with its form.");
      }
    }

    @Test
    @DisplayName("of a withdrawal names a case of the person")
    void ofAWithdrawalNamesOnesOwnCase() {
      TasklistSession sam =
          TasklistSession.logIn(port, OTHER_SOCIAL_WORKER, ApplicationTest.PASSWORD);
      Map<String, Object> another = Answers.withdrawal(offered.caseNumber(), offered.today());
      Map<String, Object> unknown = Answers.withdrawal("EI-ZZZZZZZZ", offered.today());

      assertRefused(
          400, () -> sam.submitStartForm("withdrawal", variables(another)), "you have no case");
      assertRefused(
          400, () -> sarah.submitStartForm("withdrawal", variables(unknown)), "you have no case");
    }

    @Test
    @DisplayName("a message to a case is not a way in either")
    void aMessageIsRefused() {
      for (String message : List.of(Messages.NOTICE_WITHDRAWN, Messages.YOUNG_PERSON_WITHDRAWS)) {
        assertRefused(
            403,
            () ->
                program(SOCIAL_WORKER)
                    .post(
                        "/engine-rest/message",
                        """
                        {"messageName": "%s", "businessKey": "%s"}
                        """
                            .formatted(message, offered.caseNumber())),
            "You may not do this.");
      }
    }
  }

  @Nested
  @DisplayName("A login")
  class ALogin {

    // A wrong password closes the account for seconds: nobody else's tests log in as these.
    @Test
    void isRefusedWithAWrongPassword() throws Exception {
      assertThat(TasklistSession.tryToLogIn(port, "paul.process", "wrong").statusCode())
          .isEqualTo(401);
      assertThat(new ServiceClient(port, "carol.complaints", "wrong").get("/api/cases"))
          .satisfies(
              answer -> {
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.body()).contains("Please log in.");
              });
    }
  }

  @Nested
  @DisplayName("A return")
  class AReturn {

    private final String child = UUID.randomUUID().toString().substring(0, 8) + "-";

    private String row(String number, String first, String last, String ceased) {
      return Samples.row(child + number, first, last, ceased, "");
    }

    private void assertUnreadable(byte[] file, String words) {
      assertRefused(400, () -> rosasProgram.upload("", Map.of("episodes", file)), words);
    }

    @Test
    void isRefusedWhenItIsNoReturn() {
      assertUnreadable(new byte[0], "empty");
      assertUnreadable("\n\n".getBytes(StandardCharsets.UTF_8), "empty");
      assertUnreadable(Samples.file(), "no rows");
      assertUnreadable("PK\u0003\u0004".getBytes(StandardCharsets.UTF_8), "Save it as CSV");
      assertUnreadable(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3}, "It is not text.");
      assertUnreadable(
          "CHILD,FIRST,LAST\n1,2,3\n".getBytes(StandardCharsets.UTF_8),
          "no column DECOM, RNE, PLACE, PLACE_PROVIDER, DEC, REC, REASON_PLACE_CHANGE, URN");
      assertUnreadable(
          Samples.file(row("1", "30/02/2023", "31/03/2024", "E4A")),
          "Row 2: DECOM is not a date. Write the first day as dd/mm/yyyy");
    }

    @Test
    void isRefusedWithAWrongDayOrNoFile() {
      byte[] good = Samples.file(row("1", "01/02/2023", "31/03/2024", "E4A"));

      assertRefused(
          400,
          () -> rosasProgram.upload("?openFrom=1+April", Map.of("episodes", good)),
          "Write openFrom as yyyy-mm-dd");
      assertRefused(
          400, () -> rosasProgram.upload("", Map.of("leavers", good)), "field \\\"episodes\\\"");
      assertRefused(
          400,
          () -> rosasProgram.post("/api/leavers", "text/csv", BodyPublishers.ofByteArray(good)),
          "multipart form data");
      assertRefused(
          403,
          () -> program(UNIT_MANAGER).upload("", Map.of("episodes", good)),
          "You may not send returns.");
      assertRefused(
          401,
          () -> new ServiceClient(port, "nobody", "x").upload("", Map.of("episodes", good)),
          "Please log in.");
    }

    @Test
    @DisplayName("with bad rows among good ones loses none of the good ones and names the bad ones")
    void keepsTheGoodRows() throws Exception {
      byte[] mixed =
          Samples.file(
              row("1", "01/02/2023", "31/03/2024", "E4A"),
              row("2", "01/02/2023", "2024-13-45", "E4A"),
              row("3", "01/02/2023", "", "E4A"),
              row("4", "01/02/2024", "31/03/2023", "E4A"),
              child + "5,01/02/2023,S",
              row("6", "01/02/2023", "31/03/2024", "E4A"));

      JsonNode answer = TasklistSession.ok(rosasProgram.upload("", Map.of("episodes", mixed)));

      assertThat(answer.get("rows").asInt()).isEqualTo(6);
      assertThat(answer.get("opened").asInt()).isEqualTo(2);
      List<Integer> rows = new ArrayList<>();
      answer
          .get("errors")
          .forEach(
              error -> {
                rows.add(error.get("row").asInt());
                assertThat(error.get("problem").asText()).isNotBlank().doesNotContain("Exception");
              });
      assertThat(rows).containsExactly(3, 4, 5, 6);
      assertThat(casesOf(child)).isEqualTo(2);
    }

    @Test
    @DisplayName("of 10 MB is read, one beyond the limit is refused")
    void mayBeLarge() throws Exception {
      String[] rows = new String[150_000];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = Samples.fosterRow(child + row, "01/02/2023", "S");
      }
      byte[] large = Samples.file(rows);
      assertThat(large.length).isBetween(8_000_000, 25_000_000);
      Map<String, String> before = Snapshot.of(jdbc);

      JsonNode answer = TasklistSession.ok(rosasProgram.upload("", Map.of("episodes", large)));

      assertThat(answer.get("rows").asInt()).isEqualTo(rows.length);
      assertThat(answer.get("leavers").asInt()).isZero();
      assertThat(Snapshot.of(jdbc)).isEqualTo(before);
      assertRefused(
          413,
          () -> rosasProgram.upload("", Map.of("episodes", new byte[26 * 1024 * 1024])),
          "too large");
    }

    private int casesOf(String prefix) {
      return jdbc.sql("select count(*) from register.exit_case where child like :prefix")
          .param("prefix", prefix + "%")
          .query(Integer.class)
          .single();
    }
  }

  private ServiceClient program(String userId) {
    return new ServiceClient(port, userId, ApplicationTest.PASSWORD);
  }

  private ObjectNode variables(Map<String, Object> answers) {
    ObjectNode variables = json.createObjectNode();
    answers.forEach(
        (key, answer) -> {
          ObjectNode variable = variables.putObject(key);
          if (answer instanceof List<?>) {
            variable.put("type", "Json").put("value", json.valueToTree(answer).toString());
          } else {
            variable.set("value", json.valueToTree(answer));
          }
        });
    return variables;
  }

  private String body(Map<String, Object> answers) {
    return json.valueToTree(Map.of("variables", variables(answers))).toString();
  }

  private void assertRefused(int status, Callable<HttpResponse<String>> request, String words) {
    Map<String, String> before = Snapshot.of(jdbc);
    HttpResponse<String> answer;
    try {
      answer = request.call();
    } catch (Exception e) {
      throw new AssertionError("No answer", e);
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(TasklistSession.read(answer.body()).path("message").asText()).isNotBlank();
    assertThat(answer.body()).contains(words).doesNotContain("\\tat ", "Exception:", "ENGINE-");
    assertThat(Snapshot.of(jdbc)).isEqualTo(before);
  }
}
