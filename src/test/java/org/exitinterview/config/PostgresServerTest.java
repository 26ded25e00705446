package org.exitinterview.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application on a database server of the authority. */
class PostgresServerTest {

  private static final String PASSWORD = "an-authority's own secret";

  private static @Nullable LocalPostgres server;

  @BeforeAll
  static void startServer() throws Exception {
    server = LocalPostgres.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void startsWithAnAdministratorAndNobodyElse(@TempDir Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            "spring.datasource.url",
            url(),
            "spring.datasource.username",
            LocalPostgres.USER,
            "spring.datasource.password",
            LocalPostgres.PASSWORD,
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
          .contains("Give them a login of their own: set exitinterview.record.keys.url")
          .doesNotContain(PASSWORD, LocalPostgres.PASSWORD, "una.manager", "Demonstration");
      assertThat(folder.resolve("data").resolve("postgres")).doesNotExist();
    }
  }

  @Test
  void refusesToStartWithoutAPasswordForTheAdministrator(@TempDir Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            "spring.datasource.url",
            url(),
            "exitinterview.data-dir",
            folder.resolve("data").toString());

    try (ForkedApplication application =
        ForkedApplication.start(folder.resolve("console"), settings)) {
      assertThat(application.awaitExit()).isEqualTo(1);
      assertThat(application.console())
          .contains("no password for the administrator", "exitinterview.admin.password")
          .doesNotContain("\tat ");
    }
  }

  private static String url() {
    return server == null ? "" : server.url("postgres");
  }
}
