package org.exitinterview.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application on a database server of the authority, here Debian's. Without that server on the
 * machine there is nothing to test; the build server has to have it.
 */
class PostgresServerTest {

  private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
  private static final String PASSWORD = "an-authority's own secret";
  private static final String DATABASE_PASSWORD = "server-login-4711";

  private static Path cluster = Path.of("");
  private static int databasePort;

  @BeforeAll
  static void startServer() throws Exception {
    boolean installed = Files.isExecutable(BINARIES.resolve("initdb"));
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      assertThat(installed).as("PostgreSQL 15 in %s", BINARIES).isTrue();
    }
    assumeThat(installed).as("PostgreSQL 15 in %s", BINARIES).isTrue();
    databasePort = freePort();
    cluster = Files.createTempDirectory("exit-interviews-postgres");
    Path password = Files.writeString(cluster.resolve("password"), DATABASE_PASSWORD);
    run("chown", "-R", owner(), cluster.toString());
    asOwner(
        BINARIES.resolve("initdb").toString(),
        "--pgdata=" + cluster.resolve("data"),
        "--auth=scram-sha-256",
        "--username=exitinterviews",
        "--encoding=UTF8",
        "--pwfile=" + password);
    asOwner(
        BINARIES.resolve("pg_ctl").toString(),
        "--pgdata=" + cluster.resolve("data"),
        "--wait",
        "--log=" + cluster.resolve("log"),
        "--options=-p %d -k %s -c fsync=off -c listen_addresses=localhost"
            .formatted(databasePort, cluster),
        "start");
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (databasePort != 0) {
      asOwner(
          BINARIES.resolve("pg_ctl").toString(),
          "--pgdata=" + cluster.resolve("data"),
          "--mode=immediate",
          "stop");
      run("rm", "-r", cluster.toString());
    }
  }

  @Test
  void startsWithAnAdministratorAndNobodyElse(@TempDir Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            "spring.datasource.url",
            "jdbc:postgresql://localhost:%d/postgres".formatted(databasePort),
            "spring.datasource.username",
            "exitinterviews",
            "spring.datasource.password",
            DATABASE_PASSWORD,
            "exitinterview.data-dir",
            folder.resolve("data").toString(),
            "exitinterview.admin.user",
            "jane.smith",
            "exitinterview.admin.password",
            PASSWORD);

    try (ForkedApplication application =
        ForkedApplication.start(folder.resolve("console"), settings)) {
      int port = application.awaitPort();

      assertThat(ForkedApplication.get(port, "/actuator/health", "", "").statusCode())
          .isEqualTo(200);
      String people =
          ForkedApplication.get(port, "/engine-rest/user", "jane.smith", PASSWORD).body();
      assertThat(new ObjectMapper().readTree(people).findValuesAsText("id"))
          .containsExactly("jane.smith");
      assertThat(application.console())
          .doesNotContain(PASSWORD, DATABASE_PASSWORD, "una.manager", "Demonstration");
      assertThat(folder.resolve("data").resolve("postgres")).doesNotExist();
    }
  }

  @Test
  void refusesToStartWithoutAPasswordForTheAdministrator(@TempDir Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            "spring.datasource.url",
                "jdbc:postgresql://localhost:%d/postgres".formatted(databasePort),
            "exitinterview.data-dir", folder.resolve("data").toString());

    try (ForkedApplication application =
        ForkedApplication.start(folder.resolve("console"), settings)) {
      assertThat(application.awaitExit()).isEqualTo(1);
      assertThat(application.console())
          .contains("no password for the administrator", "exitinterview.admin.password")
          .doesNotContain("\tat ");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** PostgreSQL refuses to run as root, so there it runs as the user its package made. */
  private static String owner() {
    String user = System.getProperty("user.name");
    return user.equals("root") ? "postgres" : user;
  }

  private static void asOwner(String... command) throws Exception {
    List<String> full = new ArrayList<>();
    if (!owner().equals(System.getProperty("user.name"))) {
      full.addAll(List.of("runuser", "-u", owner(), "--"));
    }
    full.addAll(List.of(command));
    run(full.toArray(String[]::new));
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}
