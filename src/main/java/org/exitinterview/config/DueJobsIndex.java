package org.exitinterview.config;

import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The index that the engine's own schema lacks: without it every poll of the job executor reads all
 * waiting timers, of which every waiting step has one.
 */
@Component
class DueJobsIndex extends AbstractProcessEnginePlugin {

  private final DataSource dataSource;

  DueJobsIndex(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine processEngine) {
    JdbcClient.create(dataSource)
        .sql("create index if not exists exit_interview_job_due on act_ru_job (duedate_)")
        .update();
  }
}
