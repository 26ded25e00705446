package org.exitinterview.record;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.config.Installation;
import org.exitinterview.config.PrivateFiles;
import org.exitinterview.config.StartRefusedException;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The database of the records' keys, apart from the records. A dump of the records holds no key,
 * and the backups of the keys may be short-lived.
 *
 * <p>Unless the settings name it, it is a database beside the main one on the same server: with the
 * embedded server under a login of its own, with a server of the authority under the same login.
 */
@Component
class KeyDatabase implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(KeyDatabase.class);
  private static final String SCHEMA = "vault_keys";
  private static final String EMBEDDED_LOGIN = "record_keys";
  private static final int CONNECTIONS = 4;
  private static final Pattern DATABASE_IN_URL =
      Pattern.compile("(jdbc:postgresql:(?://[^/?]*/)?)[^?]*(.*)");

  private final HikariDataSource pool;
  private final JdbcClient jdbc;

  KeyDatabase(
      DataSource recordsSource,
      JdbcClient records,
      RecordSettings settings,
      ExitInterviewSettings general,
      Installation installation)
      throws SQLException, IOException {
    this.pool =
        new HikariDataSource(
            config(
                recordsSource.unwrap(HikariDataSource.class),
                records,
                settings.keys(),
                general,
                installation));
    this.jdbc = JdbcClient.create(pool);
    boolean ready = false;
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:db/keys")
          .defaultSchema(SCHEMA)
          .createSchemas(true)
          .load()
          .migrate();
      takeOver(records);
      refuseRecordsWithoutKeys(records);
      ready = true;
    } finally {
      if (!ready) {
        pool.close();
      }
    }
  }

  /** Each statement is a transaction of its own, beside the caller's. */
  JdbcClient jdbc() {
    return jdbc;
  }

  @Override
  public void destroy() {
    pool.close();
  }

  private static HikariConfig config(
      HikariDataSource recordsSource,
      JdbcClient records,
      RecordSettings.Keys settings,
      ExitInterviewSettings general,
      Installation installation)
      throws IOException {
    HikariConfig config = new HikariConfig();
    recordsSource.copyStateTo(config);
    config.setPoolName("record-keys");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setMetricsTrackerFactory(null);
    if (StringUtils.hasText(settings.url())) {
      config.setJdbcUrl(settings.url());
      config.setUsername(settings.username());
      config.setPassword(settings.password());
      return config;
    }
    String name = records.sql("select current_database()").query(String.class).single() + "_keys";
    Matcher url = DATABASE_IN_URL.matcher(recordsSource.getJdbcUrl());
    if (!url.matches()) {
      throw new StartRefusedException(
          "The database of the records' keys is not set.",
          "Set exitinterview.record.keys.url, .username and .password.");
    }
    if (installation.embeddedDatabase()) {
      String password =
          PrivateFiles.readOrGenerate(general.dataDir().resolve("record-keys.password"));
      createLogin(records, password);
      createDatabase(records, name, " owner " + EMBEDDED_LOGIN);
      // Without what follows the name, which is the other login.
      config.setJdbcUrl(url.group(1) + name);
      config.setUsername(EMBEDDED_LOGIN);
      config.setPassword(password);
      config.addDataSourceProperty("logServerErrorDetail", "false");
    } else {
      createDatabase(records, name, "");
      config.setJdbcUrl(url.group(1) + name + url.group(2));
      log.warn(
          "The keys of the interview records are in the database {} under the same login as the"
              + " records. Give them a login of their own: set exitinterview.record.keys.url,"
              + " .username and .password",
          name);
    }
    return config;
  }

  private static void createLogin(JdbcClient records, String password) {
    if (!exists(
        records, "select exists (select from pg_roles where rolname = ?)", EMBEDDED_LOGIN)) {
      records.sql("create role " + EMBEDDED_LOGIN + " login").update();
    }
    // The password is generated, of letters, digits, - and _ only.
    records.sql("alter role %s password '%s'".formatted(EMBEDDED_LOGIN, password)).update();
  }

  private static void createDatabase(JdbcClient records, String name, String owner) {
    if (exists(records, "select exists (select from pg_database where datname = ?)", name)) {
      return;
    }
    String quoted = "\"%s\"".formatted(name.replace("\"", "\"\""));
    try {
      records.sql("create database " + quoted + owner).update();
      records.sql("revoke connect on database %s from public".formatted(quoted)).update();
    } catch (DataAccessException refused) {
      throw new StartRefusedException(
          "There is no database for the keys of the interview records.",
          "Create the database %s with a login of its own and set exitinterview.record.keys.url,"
                  .formatted(name)
              + " .username and .password; or let this login create databases.");
    }
  }

  private static boolean exists(JdbcClient jdbc, String question, String name) {
    return jdbc.sql(question).param(name).query(Boolean.class).single();
  }

  /** Earlier releases kept the keys in a schema beside the records. */
  private void takeOver(JdbcClient records) {
    if (!exists(records, "select to_regclass(?) is not null", "record_keys.record_key")) {
      return;
    }
    records
        .sql(
            """
            select k.*, exists (select from record.interview_record r where r.key_id = k.key_id)
              as settled
            from record_keys.record_key k
            """)
        .query(
            row -> {
              jdbc.sql(
                      """
                      insert into vault_keys.data_key
                        (key_id, case_number, wrapped_key, wrapped_with, created_at, settled)
                      values (:keyId, :caseNumber, :wrapped, :with, :at, :settled)
                      on conflict (key_id) do nothing
                      """)
                  .param("keyId", row.getObject("key_id", UUID.class))
                  .param("caseNumber", row.getString("case_number"))
                  .param("wrapped", row.getBytes("wrapped_key"))
                  .param("with", row.getObject("wrapped_with", Long.class))
                  .param("at", row.getTimestamp("created_at"))
                  .param("settled", row.getBoolean("settled"))
                  .update();
            });
    records.sql("drop schema record_keys cascade").update();
    log.info("The keys of the interview records are in a database of their own now");
  }

  /** Without this check, a lost key database would look like so many erased records. */
  private void refuseRecordsWithoutKeys(JdbcClient records) {
    boolean noKey =
        !jdbc.sql("select exists (select from vault_keys.data_key)").query(Boolean.class).single();
    boolean aRecord =
        records
            .sql("select exists (select from record.interview_record where key_id is not null)")
            .query(Boolean.class)
            .single();
    if (noKey && aRecord) {
      throw new StartRefusedException(
          "There are interview records, but the database of their keys is empty.",
          "Restore the latest backup of the key database, or correct"
              + " exitinterview.record.keys.url.");
    }
  }
}
