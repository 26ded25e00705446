package org.exitinterview.record;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Connections beside the caller's transaction: what is written here stays when the caller rolls
 * back. They come from a pool of their own: taken from the caller's pool, requests that each hold
 * one connection and wait for a second would starve it.
 */
@Component
class OwnConnections implements DisposableBean {

  private static final int CONNECTIONS = 6;

  private final HikariDataSource pool;
  private final JdbcClient jdbc;

  OwnConnections(DataSource dataSource) throws SQLException {
    HikariConfig config = new HikariConfig();
    dataSource.unwrap(HikariDataSource.class).copyStateTo(config);
    config.setPoolName("record");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setMetricsTrackerFactory(null);
    this.pool = new HikariDataSource(config);
    this.jdbc = JdbcClient.create(pool);
  }

  /** Each statement is a transaction of its own. */
  JdbcClient jdbc() {
    return jdbc;
  }

  @Override
  public void destroy() {
    pool.close();
  }
}
