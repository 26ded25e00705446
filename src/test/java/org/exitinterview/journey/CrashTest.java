package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.exitinterview.ApplicationTest;
import org.exitinterview.config.ForkedApplication;
import org.exitinterview.leaving.Samples;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The application as a process of its own, killed in the middle of an import and in the middle of a
 * case. The next start goes on: nothing is lost and nothing happens twice.
 */
class CrashTest {

  private static final int LEAVERS = 78;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private Path data = Path.of("unset");

  @Test
  @DisplayName("killed during an import and after a submission, it goes on where it was")
  void goesOnWhereItWas() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target"), "crash-").toAbsolutePath();
    data = folder.resolve("data");
    Map<String, String> settings =
        Map.of(
            "exitinterview.data-dir",
            data.toString(),
            "exitinterview.admin.password",
            ApplicationTest.PASSWORD,
            "exitinterview.demo-password",
            ApplicationTest.PASSWORD);

    try (ForkedApplication first = ForkedApplication.start(folder.resolve("first"), settings)) {
      var unanswered = CompletableFuture.runAsync(uploadTo(first.awaitPort()));
      await("select count(*) > 4 from register.exit_case");
      first.kill();
      assertThat(unanswered).failsWithin(LONGEST_WAIT);
    }
    assertThat(number("select count(*) from register.placement_ending where status = 'to-open'"))
        .as("promised before the kill and not kept")
        .isPositive();

    String caseNumber;
    try (ForkedApplication second = ForkedApplication.start(folder.resolve("second"), settings)) {
      int port = second.awaitPort();
      await("select count(*) = %d from act_ru_task".formatted(LEAVERS));
      assertEverythingOnce();
      assertSameReturnOpensNothing(port);
      caseNumber = text("select min(case_number) from register.exit_case");
      TasklistSession rosa = logIn(port, Scenario.SERVICE_MANAGER);
      String screening =
          rosa.find(TasklistSession.TEAM, "screenNotice", caseNumber).orElseThrow().taskId();
      TasklistSession.ok(rosa.claim(screening, Scenario.SERVICE_MANAGER));
      finish(rosa, screening, Answers.screened("offer"));
      TasklistSession sarah = logIn(port, Scenario.SOCIAL_WORKER);
      String asking =
          sarah.find(TasklistSession.MINE, "seekAgreement", caseNumber).orElseThrow().taskId();
      finish(sarah, asking, Answers.agreementGiven(today()));
      second.kill();
    }

    try (ForkedApplication third = ForkedApplication.start(folder.resolve("third"), settings)) {
      int port = third.awaitPort();
      await(
          """
          select count(*) = 1 from act_ru_task
          where task_def_key_ = 'userTask_allocateInterviewer'\
          """);
      assertEverythingOnce();
      assertThat(
              texts(
                  """
                  select act || ' ' || step from register.act
                  where case_number = '%s' and act <> 'system' order by id
                  """
                      .formatted(caseNumber)))
          .containsExactly(
              "start startEvent_noticeReceived",
              "claim userTask_screenNotice",
              "completion userTask_screenNotice",
              "completion userTask_seekAgreement");
      assertThat(number("select count(*) from outbox.message where notice = 'AGREEMENT_OUTCOME'"))
          .isEqualTo(1);

      TasklistSession rosa = logIn(port, Scenario.SERVICE_MANAGER);
      String allocation =
          rosa.find(TasklistSession.TEAM, "allocateInterviewer", caseNumber).orElseThrow().taskId();
      TasklistSession.ok(rosa.claim(allocation, Scenario.SERVICE_MANAGER));
      finish(rosa, allocation, Answers.allocated(Scenario.INTERVIEWER));
      await(
          """
          select count(*) = 1 from act_ru_task
          where task_def_key_ = 'userTask_arrangeAppointment'\
          """);
      assertThat(third.console()).doesNotContain("Exception");
    }
    FileSystemUtils.deleteRecursively(folder);
  }

  private static Runnable uploadTo(int port) {
    return () -> {
      try {
        rosasProgram(port).upload("", Map.of("episodes", Samples.episodes(2017)));
      } catch (IOException | InterruptedException killed) {
        throw new IllegalStateException(killed);
      }
    };
  }

  private void assertSameReturnOpensNothing(int port) throws Exception {
    JsonNode again =
        TasklistSession.ok(
            rosasProgram(port).upload("", Map.of("episodes", Samples.episodes(2017))));
    assertThat(again.get("opened").asInt()).isZero();
    assertThat(again.get("alreadyKnown").asInt()).isEqualTo(LEAVERS);
    assertEverythingOnce();
  }

  private void assertEverythingOnce() throws Exception {
    for (String once :
        List.of(
            "select count(*) from register.exit_case",
            "select count(distinct (child, placed_on)) from register.exit_case",
            "select count(*) from register.placement_ending where status = 'opened'",
            "select count(distinct case_number) from register.placement_ending",
            "select count(*) from register.act where act = 'start'",
            "select count(*) from act_ru_execution where parent_id_ is null",
            "select count(distinct business_key_) from act_ru_execution where parent_id_ is null",
            "select count(*) from act_hi_procinst",
            "select count(*) from act_ru_task",
            "select count(*) from record.interview_record",
            """
            select count(*) from outbox.message
            where notice = 'TASK_WAITING' and recipient_id = 'residential-service-manager'\
            """)) {
      assertThat(number(once)).as(once).isEqualTo(LEAVERS);
    }
    assertThat(number("select count(*) from act_ru_incident")).isZero();
    try (Connection records = connect();
        Connection keys = connect("postgres_keys")) {
      assertThat(texts(keys, "select key_id from vault_keys.data_key"))
          .as("the keys of the records")
          .containsAll(texts(records, "select key_id from record.interview_record"));
    }
  }

  private static ServiceClient rosasProgram(int port) {
    return new ServiceClient(port, Scenario.SERVICE_MANAGER, ApplicationTest.PASSWORD);
  }

  private static TasklistSession logIn(int port, String userId) {
    return TasklistSession.logIn(port, userId, ApplicationTest.PASSWORD);
  }

  private static void finish(TasklistSession person, String taskId, Map<String, Object> answers) {
    TasklistSession.ok(person.submit(taskId, person.open(taskId).filledIn(answers)));
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("Europe/London"));
  }

  /** Waits until the query says true; nobody does anything meanwhile. */
  private void await(String query) throws Exception {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    try (Connection connection = connect()) {
      while (!texts(connection, query).equals(List.of("t"))) {
        assertThat(System.nanoTime()).as(query).isLessThan(end);
        Thread.sleep(20);
      }
    }
  }

  private long number(String query) throws Exception {
    return Long.parseLong(text(query));
  }

  private String text(String query) throws Exception {
    return texts(query).get(0);
  }

  private List<String> texts(String query) throws Exception {
    try (Connection connection = connect()) {
      return texts(connection, query);
    }
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /** To be closed before the next start: an open connection holds up a server that is to stop. */
  private Connection connect() throws IOException, SQLException {
    return connect("postgres");
  }

  private Connection connect(String database) throws IOException, SQLException {
    List<String> server = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"));
    String url = "jdbc:postgresql://localhost:%s/%s".formatted(server.get(3), database);
    String password = Files.readString(data.resolve("postgres.password")).strip();
    return DriverManager.getConnection(url, "postgres", password);
  }
}
