package org.exitinterview.config;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Starts a PostgreSQL server of our own when no {@code spring.datasource.url} is set. */
@Configuration
@Conditional(OnEmbeddedDatabase.class)
class EmbeddedPostgresConfiguration {

  @Bean(destroyMethod = "close")
  EmbeddedDatabase embeddedDatabase(ExitInterviewSettings settings) throws IOException {
    return EmbeddedDatabase.start(settings.dataDir());
  }

  @Bean
  DataSource dataSource(EmbeddedDatabase database) {
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(database.jdbcUrl());
    dataSource.setUsername(database.user());
    dataSource.setPassword(database.password());
    return dataSource;
  }
}
