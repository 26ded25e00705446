package org.exitinterview.people;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.stream.Collectors;
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

  private final IdentityBootstrap bootstrap;
  private final Installation installation;
  private final Environment environment;

  Greeting(IdentityBootstrap bootstrap, Installation installation, Environment environment) {
    this.bootstrap = bootstrap;
    this.installation = installation;
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void greet() {
    print(System.out);
  }

  void print(PrintStream console) {
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
                password(bootstrap.administratorPassword(), "exitinterview.admin.password")));
    if (installation.demonstration()) {
      text.append(
          """

          Demonstration people (invented), password of each: %s
          %s
          """
              .formatted(
                  password(bootstrap.demonstrationPassword(), "exitinterview.demo-password"),
                  logins()));
    }
    text.append("======================================================================\n");
    console.print(text);
    console.flush();
  }

  private static String logins() {
    return DemonstrationPeople.LOGINS.stream()
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

  private static String password(@Nullable FirstSecret secret, String property) {
    Path file = secret == null ? null : secret.file();
    if (secret == null || file == null) {
      return "as set in " + property;
    }
    return secret.isNew()
        ? "%s   (kept in %s)".formatted(secret.value(), file)
        : "the one in " + file;
  }
}
