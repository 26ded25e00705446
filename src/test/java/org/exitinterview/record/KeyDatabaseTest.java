package org.exitinterview.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.exitinterview.ApplicationTest;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.config.Installation;
import org.exitinterview.config.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys are apart from the records, come along from earlier releases, and are not mislaid. */
@ApplicationTest
class KeyDatabaseTest {

  @Autowired private KeyDatabase keyDatabase;
  @Autowired private RecordVault vault;
  @Autowired private RecordSettings settings;
  @Autowired private ExitInterviewSettings general;
  @Autowired private Installation installation;
  @Autowired private DataSource dataSource;
  @Autowired private JdbcClient jdbc;

  @Test
  void theMainDatabaseHoldsNoKey() {
    vault.open("EI-" + UUID.randomUUID());
    assertThat(
            jdbc.sql(
                    """
                    select table_schema || '.' || table_name from information_schema.columns
                    where column_name = 'wrapped_key'
                    """)
                .query(String.class)
                .list())
        .isEmpty();
  }

  @Test
  void keysOfAnEarlierReleaseMoveOver() throws Exception {
    UUID keyId = UUID.randomUUID();
    jdbc.sql("create schema record_keys").update();
    jdbc.sql(
            """
            create table record_keys.record_key (key_id uuid primary key, case_number text not null,
              wrapped_key bytea not null, wrapped_with bigint, created_at timestamptz not null)
            """)
        .update();
    jdbc.sql("insert into record_keys.record_key values (?, 'EI-EARLIER', '\\x01', null, now())")
        .param(keyId)
        .update();

    KeyDatabase next = start(settings);
    try {
      assertThat(
              next.jdbc()
                  .sql("select case_number from vault_keys.data_key where key_id = ?")
                  .param(keyId)
                  .query(String.class)
                  .single())
          .isEqualTo("EI-EARLIER");
      assertThat(
              jdbc.sql("select to_regnamespace('record_keys') is null")
                  .query(Boolean.class)
                  .single())
          .isTrue();
    } finally {
      next.destroy();
      keyDatabase
          .jdbc()
          .sql("delete from vault_keys.data_key where key_id = ?")
          .param(keyId)
          .update();
    }
  }

  @Test
  void anEmptyKeyDatabaseIsNotTakenForErasedRecords() throws SQLException {
    vault.open("EI-" + UUID.randomUUID());
    String name = "empty_" + UUID.randomUUID().toString().replace("-", "");
    jdbc.sql("create database " + name).update();
    HikariDataSource main = dataSource.unwrap(HikariDataSource.class);
    RecordSettings elsewhere =
        new RecordSettings(
            null,
            null,
            14,
            new RecordSettings.Keys(
                main.getJdbcUrl().replace("/postgres?", "/" + name + "?"),
                main.getUsername(),
                main.getPassword()),
            Duration.ofDays(3));

    assertThatThrownBy(() -> start(elsewhere))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("the database of their keys is empty");
  }

  private KeyDatabase start(RecordSettings with) throws Exception {
    return new KeyDatabase(dataSource, jdbc, with, general, installation);
  }
}
