package org.exitinterview.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an installation with its own database: first start, kill, second start, stop. */
class EmbeddedDatabaseTest {

  private static final String NEVER_IN_ORDER = "(?s).*(\\tat |Exception).*";

  @Test
  void dataAndLoginsSurviveAKillAndASecondCopyIsRefused(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    Map<String, String> settings = Map.of("exitinterview.data-dir", data.toString());
    String administrator;
    String demonstration;

    try (ForkedApplication first = ForkedApplication.start(folder.resolve("first"), settings)) {
      int port = first.awaitPort();
      administrator = Files.readString(data.resolve("admin.password")).strip();
      demonstration = Files.readString(data.resolve("demonstration.password")).strip();
      assertThat(first.console()).contains(administrator, demonstration, "una.manager");
      assertThat(permissions(data)).isEqualTo("rwx------");
      for (String secret : new String[] {"admin", "demonstration", "postgres"}) {
        assertThat(permissions(data.resolve(secret + ".password"))).isEqualTo("rw-------");
      }
      assertThat(status(port, "admin", administrator)).isEqualTo(200);

      try (ForkedApplication second = ForkedApplication.start(folder.resolve("second"), settings)) {
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.console())
            .contains("Another copy of this application is already using the data in " + data)
            .contains("--exitinterview.data-dir=")
            .doesNotContain("\tat ");
      }
      assertThat(status(port, "una.manager", demonstration)).isEqualTo(200);
      first.kill();
    }

    try (ForkedApplication again = ForkedApplication.start(folder.resolve("again"), settings)) {
      int port = again.awaitPort();
      assertThat(status(port, "admin", administrator)).isEqualTo(200);
      assertThat(status(port, "una.manager", demonstration)).isEqualTo(200);
      assertThat(again.console())
          .doesNotContain(administrator, demonstration)
          .contains("admin.password", "demonstration.password");

      long before = System.nanoTime();
      again.terminate();
      again.awaitExit();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
      assertThat(again.console()).doesNotMatch(NEVER_IN_ORDER);
      assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    }
  }

  private static int status(int port, String userId, String password) throws Exception {
    return ForkedApplication.get(port, "/api/cases", userId, password).statusCode();
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
