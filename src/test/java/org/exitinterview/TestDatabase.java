package org.exitinterview;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One throw-away PostgreSQL server for all tests, closed after the application contexts. */
public final class TestDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final EmbeddedPostgres SERVER = start();

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "spring.datasource.url="
                + SERVER.getJdbcUrl("postgres", "postgres")
                + "&logServerErrorDetail=false",
            "spring.datasource.username=postgres",
            "spring.datasource.password=postgres")
        .applyTo(context);
  }

  /** The database of the records' keys, which the application has made beside its own. */
  public static JdbcClient keys() {
    return JdbcClient.create(keyDatabase());
  }

  /** Connections to the database of the records' keys. */
  public static DataSource keyDatabase() {
    return SERVER.getDatabase("postgres", "postgres_keys");
  }

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(new File("target/postgres-binaries"))
              .setRegisterShutdownHook(false)
              .start();
      SpringApplication.getShutdownHandlers().add(() -> close(server));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
