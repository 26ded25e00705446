package org.exitinterview.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.exitinterview.ApplicationTest;
import org.exitinterview.config.ForkedApplication;
import org.exitinterview.config.LocalPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The rehearsal of src/docs/runbooks/keys-and-backups.md: everything is lost and comes back from
 * two dumps and a sealed copy of the key file; and what was erased does not come back.
 */
class BackupTest {

  private static final String RECORDS_LOGIN = "records-login-4711";
  private static final String KEYS_LOGIN = "keys-login-0815";

  @TempDir private Path folder = Path.of("");

  private final ObjectMapper json = new ObjectMapper();
  private final String kept = "Kept" + UUID.randomUUID().toString().replace("-", "");
  private final String erased = "Erased" + UUID.randomUUID().toString().replace("-", "");

  /** A case and the task in which its words are read. */
  private record Story(String caseNumber, String words) {}

  @Test
  void recordsComeBackAndErasedOnesDoNot() throws Exception {
    try (LocalPostgres server = LocalPostgres.start()) {
      sql(server, "postgres", "create role records login password '" + RECORDS_LOGIN + "'");
      sql(server, "postgres", "create role keykeeper login password '" + KEYS_LOGIN + "'");
      createDatabase(server, "records", "records");
      createDatabase(server, "keys", "keykeeper");
      Path data = folder.resolve("data");
      Path recordsDump = folder.resolve("records.dump");
      Path keysDump = folder.resolve("keys.dump");
      Path firstCopy = folder.resolve("first-sealed-copy.json");
      Path secondCopy = folder.resolve("second-sealed-copy.json");
      Story keptStory;
      Story erasedStory;

      try (ForkedApplication application = start(server, data, null, "console-1")) {
        int port = application.awaitPort();
        keptStory = story(port, kept);
        erasedStory = story(port, erased);
        assertThat(read(port, keptStory).body()).contains(kept);
        server.client("pg_dump", "--format=custom", "--file=" + recordsDump, "records");
        server.client("pg_dump", "--format=custom", "--file=" + keysDump, "keys");
        Files.copy(data.resolve("record-key.json"), firstCopy);
        Files.copy(data.resolve("record-key.json"), secondCopy);

        makeDue(server, erasedStory);
        HttpResponse<String> erasure =
            post(
                port,
                "dora.protection",
                "/pages/retention/" + erasedStory.caseNumber() + "/erase",
                "application/x-www-form-urlencoded",
                "confirm=" + erasedStory.caseNumber());
        assertThat(erasure.statusCode()).isEqualTo(302);
        assertThat(read(port, erasedStory).body()).contains("was erased on").doesNotContain(erased);
      }
      assertApart(server, recordsDump);

      restore(server, "records", "records", recordsDump);
      try (ForkedApplication application = start(server, data, null, "console-2")) {
        int port = application.awaitPort();
        assertThat(read(port, keptStory).body()).contains(kept);
        HttpResponse<String> gone = read(port, erasedStory);
        assertThat(gone.statusCode()).isNotEqualTo(200);
        assertThat(gone.body()).contains("was erased").doesNotContain(erased);
      }

      FileSystemUtils.deleteRecursively(data);
      Files.delete(firstCopy);
      restore(server, "records", "records", recordsDump);
      restore(server, "keys", "keykeeper", keysDump);
      try (ForkedApplication application = start(server, data, secondCopy, "console-3")) {
        int port = application.awaitPort();
        assertThat(read(port, keptStory).body()).contains(kept);
        assertThat(read(port, erasedStory).body())
            .as("why an erasure is complete only when the last backup of the keys has expired")
            .contains(erased);
      }
    }
  }

  /** Neither login reads the other's database, and the dump of the records holds no key. */
  private void assertApart(LocalPostgres server, Path recordsDump) throws Exception {
    assertThatThrownBy(
            () -> DriverManager.getConnection(server.url("keys"), "records", RECORDS_LOGIN))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () -> DriverManager.getConnection(server.url("records"), "keykeeper", KEYS_LOGIN))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    Path text = folder.resolve("records.sql");
    server.client("pg_dump", "--file=" + text, "records");
    String records = Files.readString(text, StandardCharsets.UTF_8);
    assertThat(records).contains("CREATE TABLE record.section").doesNotContain("wrapped_key");
    assertThat(records).doesNotContain(kept, erased);
    assertThat(Files.readString(recordsDump, StandardCharsets.ISO_8859_1))
        .doesNotContain("wrapped_key");
  }

  private ForkedApplication start(
      LocalPostgres server, Path data, @Nullable Path keyFile, String console) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spring.datasource.url", server.url("records"));
    settings.put("spring.datasource.username", "records");
    settings.put("spring.datasource.password", RECORDS_LOGIN);
    settings.put("exitinterview.record.keys.url", server.url("keys"));
    settings.put("exitinterview.record.keys.username", "keykeeper");
    settings.put("exitinterview.record.keys.password", KEYS_LOGIN);
    settings.put("exitinterview.data-dir", data.toString());
    settings.put("exitinterview.admin.password", ApplicationTest.PASSWORD);
    settings.put("exitinterview.demo", "true");
    settings.put("exitinterview.demo-password", ApplicationTest.PASSWORD);
    if (keyFile != null) {
      settings.put("exitinterview.record.key-file", keyFile.toString());
    }
    return ForkedApplication.start(folder.resolve(console), settings);
  }

  /** A unit manager gives notice; the words are the young person's name. */
  private Story story(int port, String words) throws Exception {
    Map<String, Object> fields = new LinkedHashMap<>();
    Map.of(
            "child", "C" + UUID.randomUUID().toString().substring(0, 8),
            "dateOfBirth", "2011-03-04",
            "name", words,
            "home", "9702906",
            "placementType", "K2",
            "placementProvider", "PR1",
            "placedOn", "2025-01-06",
            "plannedMove", "planned",
            "reasonPlaceChange", "CARPL")
        .forEach((key, value) -> fields.put(key, Map.of("value", value, "type", "String")));
    HttpResponse<String> started =
        post(
            port,
            "una.manager",
            "/engine-rest/process-definition/key/exit-interview/submit-form",
            "application/json",
            json.writeValueAsString(Map.of("variables", fields)));
    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    return new Story(json.readTree(started.body()).get("businessKey").asText(), words);
  }

  private HttpResponse<String> read(int port, Story story) throws Exception {
    // What follows a notice runs in the background.
    JsonNode task =
        Awaitility.await("the step of " + story.caseNumber())
            .atMost(Duration.ofSeconds(60))
            .until(() -> tasks(port, story).path(0), step -> !step.isMissingNode());
    return ForkedApplication.get(
        port,
        "/engine-rest/task/%s/form-variables?deserializeValues=false"
            .formatted(task.path("id").asText()),
        "rosa.service",
        ApplicationTest.PASSWORD);
  }

  private JsonNode tasks(int port, Story story) throws Exception {
    return json.readTree(
        ForkedApplication.get(
                port,
                "/engine-rest/task?processInstanceBusinessKey=" + story.caseNumber(),
                "rosa.service",
                ApplicationTest.PASSWORD)
            .body());
  }

  private static HttpResponse<String> post(
      int port, String userId, String path, String contentType, String body) throws Exception {
    String login =
        Base64.getEncoder()
            .encodeToString(
                (userId + ":" + ApplicationTest.PASSWORD).getBytes(StandardCharsets.UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private static void makeDue(LocalPostgres server, Story story) throws SQLException {
    sql(
        server,
        "records",
        "update register.exit_case set closed_at = now(), outcome = 'COMPLETED',"
            + " retain_until = current_date - 1 where case_number = '"
            + story.caseNumber()
            + "'");
  }

  private static void restore(LocalPostgres server, String database, String owner, Path dump)
      throws Exception {
    sql(server, "postgres", "drop database " + database + " with (force)");
    createDatabase(server, database, owner);
    server.client("pg_restore", "--exit-on-error", "--dbname=" + database, dump.toString());
  }

  private static void createDatabase(LocalPostgres server, String name, String owner)
      throws SQLException {
    sql(server, "postgres", "create database %s owner %s".formatted(name, owner));
    sql(server, "postgres", "revoke connect on database %s from public".formatted(name));
  }

  private static void sql(LocalPostgres server, String database, String statement)
      throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                server.url(database), LocalPostgres.USER, LocalPostgres.PASSWORD);
        Statement todo = connection.createStatement()) {
      todo.execute(statement);
    }
  }
}
