package org.exitinterview.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL server of the operating system, here Debian's, on data of its own. Without that
 * server on the machine there is nothing to test; the build server has to have it.
 */
public final class LocalPostgres implements AutoCloseable {

  public static final String USER = "exitinterviews";
  public static final String PASSWORD = "server-login-4711";

  private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");

  private final Path cluster;
  private final int port;

  private LocalPostgres(Path cluster, int port) {
    this.cluster = cluster;
    this.port = port;
  }

  public static LocalPostgres start() throws IOException {
    boolean installed = Files.isExecutable(BINARIES.resolve("initdb"));
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      assertThat(installed).as("PostgreSQL 15 in %s", BINARIES).isTrue();
    }
    assumeThat(installed).as("PostgreSQL 15 in %s", BINARIES).isTrue();
    LocalPostgres server =
        new LocalPostgres(Files.createTempDirectory("exit-interviews-postgres"), freePort());
    Path password = Files.writeString(server.cluster.resolve("password"), PASSWORD);
    run("chown", "-R", owner(), server.cluster.toString());
    asOwner(
        BINARIES.resolve("initdb").toString(),
        "--pgdata=" + server.cluster.resolve("data"),
        "--auth=scram-sha-256",
        "--username=" + USER,
        "--encoding=UTF8",
        "--pwfile=" + password);
    asOwner(
        BINARIES.resolve("pg_ctl").toString(),
        "--pgdata=" + server.cluster.resolve("data"),
        "--wait",
        "--log=" + server.cluster.resolve("log"),
        "--options=-p %d -k %s -c fsync=off -c listen_addresses=localhost"
            .formatted(server.port, server.cluster),
        "start");
    return server;
  }

  /** Address of a database on the server. */
  public String url(String database) {
    return "jdbc:postgresql://localhost:%d/%s".formatted(port, database);
  }

  /** Runs one of the server's programs, such as {@code pg_dump}, as its administrator. */
  public void client(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("env");
    command.add("PGPASSWORD=" + PASSWORD);
    command.add(BINARIES.resolve(program).toString());
    command.addAll(List.of("--host=localhost", "--port=" + port, "--username=" + USER));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    asOwner(
        BINARIES.resolve("pg_ctl").toString(),
        "--pgdata=" + cluster.resolve("data"),
        "--mode=immediate",
        "stop");
    run("rm", "-r", cluster.toString());
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

  private static void asOwner(String... command) throws IOException {
    List<String> full = new ArrayList<>();
    if (!owner().equals(System.getProperty("user.name"))) {
      full.addAll(List.of("runuser", "-u", owner(), "--"));
    }
    full.addAll(List.of(command));
    run(full.toArray(String[]::new));
  }

  private static void run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.onExit().join().exitValue()).as(String.join(" ", command)).isZero();
  }
}
