package org.exitinterview.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.config.Installation;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Tells whoever starts the application where to go and how to log in. Generated passwords are
 * printed at the start that generates them, to the console and not to the log; afterwards only
 * where they are kept.
 */
@Component
class Greeting {

  private static final String MARKER = "logins-shown";

  private final IdentityBootstrap bootstrap;
  private final ExitInterviewSettings settings;
  private final Installation installation;
  private final Environment environment;

  Greeting(
      IdentityBootstrap bootstrap,
      ExitInterviewSettings settings,
      Installation installation,
      Environment environment) {
    this.bootstrap = bootstrap;
    this.settings = settings;
    this.installation = installation;
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void greet() throws IOException {
    Path marker = settings.dataDir().resolve(MARKER);
    boolean first = !Files.exists(marker);
    System.out.print(text(first));
    System.out.flush();
    if (first && Files.isDirectory(settings.dataDir())) {
      Files.createFile(marker);
    }
  }

  private String text(boolean first) {
    String port = environment.getProperty("local.server.port", "8080");
    String address = "http://localhost:" + port;
    StringBuilder text = new StringBuilder();
    text.append(
        """

        ======================================================================
        Exit interviews is ready.

          Tasklist  %1$s/camunda/app/tasklist/
          Cockpit   %1$s/camunda/app/cockpit/
          Admin     %1$s/camunda/app/admin/

        Administrator
          %2$-20s password: %3$s
        """
            .formatted(
                address,
                bootstrap.administrator(),
                password(
                    first, bootstrap.administratorPassword(), "exitinterview.admin.password")));
    if (installation.demonstration()) {
      text.append(
          """

          Demonstration people (invented), password of each: %s
          %s
          """
              .formatted(
                  password(first, bootstrap.demonstrationPassword(), "exitinterview.demo-password"),
                  logins()));
    }
    text.append("======================================================================\n");
    return text.toString();
  }

  private static String logins() {
    return DemonstrationPeople.LOGINS.stream()
        .filter(login -> !login.roles().contains(Role.OUTSIDE_OWNER))
        .map(
            login ->
                "  %-20s %-14s %s"
                    .formatted(
                        login.userId(),
                        login.firstName() + " " + login.lastName(),
                        login.roles().stream().map(Role::label).collect(Collectors.joining(", "))
                            + login.homes().stream()
                                .map(DemonstrationPeople.HOMES::get)
                                .collect(
                                    Collectors.joining(
                                        ", ", login.homes().isEmpty() ? "" : ": ", ""))))
        .collect(Collectors.joining("\n"));
  }

  private static String password(boolean first, @Nullable FirstSecret secret, String property) {
    Path file = secret == null ? null : secret.file();
    if (secret == null || file == null) {
      return "as set in " + property;
    }
    return first ? "%s   (kept in %s)".formatted(secret.value(), file) : "the one in " + file;
  }
}
