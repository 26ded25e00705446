package org.exitinterview.record;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who looked at which section of which record, who was refused, who wrote.
 *
 * <p>A read and a refusal are logged on connections of their own, so that they stay when the
 * caller's transaction rolls back. These connections come from a pool of their own: taken from the
 * caller's pool, requests that each hold one connection and wait for a second would starve it.
 */
@Component
class ReadLog implements DisposableBean {

  private static final int CONNECTIONS = 4;

  /** What happened; the names are those in the table. */
  enum Event {
    READ("read"),
    REFUSED("refused"),
    WRITTEN("written");

    private final String code;

    Event(String code) {
      this.code = code;
    }
  }

  /**
   * One line.
   *
   * @param basis why the person may; null for a refusal
   */
  record Entry(
      String person, String caseNumber, Section section, Event event, @Nullable String basis) {}

  private final JdbcClient inTransaction;
  private final HikariDataSource ownPool;
  private final JdbcClient alone;
  private final Clock clock;

  ReadLog(JdbcClient jdbc, DataSource dataSource, Clock clock) throws SQLException {
    this.inTransaction = jdbc;
    this.clock = clock;
    HikariConfig config = new HikariConfig();
    dataSource.unwrap(HikariDataSource.class).copyStateTo(config);
    config.setPoolName("read-log");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setMetricsTrackerFactory(null);
    this.ownPool = new HikariDataSource(config);
    this.alone = JdbcClient.create(ownPool);
  }

  /** Logs reads or refusals, whatever becomes of the caller's transaction. */
  void addAlone(List<Entry> entries) {
    add(alone, entries);
  }

  /** Logs a write that is undone together with the caller's transaction. */
  void addInTransaction(Entry entry) {
    add(inTransaction, List.of(entry));
  }

  @Override
  public void destroy() {
    ownPool.close();
  }

  private void add(JdbcClient jdbc, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into record.read_log
              (happened_at, person, case_number, section, event, basis)
            select :at, * from unnest(:people, :cases, :sections, :events, :bases)
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("people", entries.stream().map(Entry::person).toArray(String[]::new))
        .param("cases", entries.stream().map(Entry::caseNumber).toArray(String[]::new))
        .param("sections", entries.stream().map(e -> e.section().key()).toArray(String[]::new))
        .param("events", entries.stream().map(e -> e.event().code).toArray(String[]::new))
        .param("bases", entries.stream().map(Entry::basis).toArray(String[]::new))
        .update();
  }
}
