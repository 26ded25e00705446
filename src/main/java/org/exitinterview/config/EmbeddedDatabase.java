package org.exitinterview.config;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server started by the application itself, with its data kept between starts.
 *
 * <p>The library behind it is made for tests; every setting here that differs from its defaults
 * makes it durable (fsync), closed to other users of the machine (password) or restartable.
 */
final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String BINARIES = "postgres-binaries";
  private static final String USER = "postgres";
  private static final Duration STOP_WAIT = Duration.ofSeconds(20);

  private final EmbeddedPostgres server;
  private final String password;
  private final FileChannel lockChannel;

  private EmbeddedDatabase(EmbeddedPostgres server, String password, FileChannel lockChannel) {
    this.server = server;
    this.password = password;
    this.lockChannel = lockChannel;
  }

  /**
   * Starts the server on the data below {@code dataDir}, creating it on the first start.
   *
   * @throws DatabaseInUseException if another copy of the application uses the same folder
   * @throws IOException if the folder cannot be written or the server does not start
   */
  static EmbeddedDatabase start(Path dataDir) throws IOException {
    Path home = dataDir.toAbsolutePath().normalize();
    PrivateFiles.createDirectory(home);
    FileChannel lockChannel = lock(home);
    boolean started = false;
    try {
      Path data = home.resolve("postgres");
      stopOrphan(home, data);
      String password = PrivateFiles.readOrGenerate(home.resolve("postgres.password"));
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(home.resolve(BINARIES).toFile())
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("log_parameter_max_length", "0")
              .setServerConfig("log_parameter_max_length_on_error", "0")
              .setLocaleConfig("pwfile", home.resolve("postgres.password").toString())
              .setLocaleConfig("auth", "scram-sha-256")
              .setLocaleConfig("encoding", "UTF8")
              .setConnectConfig("password", password)
              .start();
      started = true;
      return new EmbeddedDatabase(server, password, lockChannel);
    } finally {
      if (!started) {
        lockChannel.close();
      }
    }
  }

  String jdbcUrl() {
    return server.getJdbcUrl(USER, "postgres") + "&logServerErrorDetail=false";
  }

  String user() {
    return USER;
  }

  String password() {
    return password;
  }

  @Override
  public void close() throws IOException {
    server.close();
    lockChannel.close();
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(
            home.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldByThisVirtualMachine) {
      log.debug("The data folder is locked by this process");
    }
    if (lock == null) {
      channel.close();
      throw new DatabaseInUseException(home);
    }
    return channel;
  }

  /**
   * A killed application leaves its server running, which would refuse the next start. Only a
   * program out of our own folder is stopped: after a reboot the number may be anybody's.
   */
  private static void stopOrphan(Path home, Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    Path binaries = home.resolve(BINARIES).toRealPath();
    ProcessHandle.of(pid)
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .map(Path::of)
                    .filter(c -> c.startsWith(binaries))
                    .isPresent())
        .ifPresent(EmbeddedDatabase::stop);
  }

  private static void stop(ProcessHandle orphan) {
    log.info("Stopping the database server that an earlier, killed start left behind");
    orphan.destroy();
    try {
      orphan.onExit().get(STOP_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException
        | java.util.concurrent.TimeoutException stillRunning) {
      orphan.destroyForcibly();
    }
  }
}
