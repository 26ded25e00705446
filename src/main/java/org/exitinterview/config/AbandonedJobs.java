package org.exitinterview.config;

import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Releases the jobs that a killed application had taken on. The engine would leave them alone for
 * five minutes, in case another machine still works on them; of an embedded database we are the
 * only user, as the lock on its folder makes sure.
 */
@Component
@Conditional(OnEmbeddedDatabase.class)
class AbandonedJobs extends AbstractProcessEnginePlugin {

  private static final Logger log = LoggerFactory.getLogger(AbandonedJobs.class);

  private final DataSource dataSource;

  AbandonedJobs(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine processEngine) {
    int released =
        JdbcClient.create(dataSource)
            .sql(
                """
                update act_ru_job set rev_ = rev_ + 1, lock_owner_ = null, lock_exp_time_ = null
                where lock_owner_ is not null
                """)
            .update();
    if (released > 0) {
      log.info("Taking up {} jobs that an earlier, killed start left behind", released);
    }
  }
}
