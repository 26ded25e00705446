package org.exitinterview.guard;

import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.jspecify.annotations.Nullable;

/**
 * {@link WordlessJobHandler} for timers. The engine repeats a timer only if its handler is one of
 * its own timer handlers; behind any other wrapper a reminder would be sent once and never again.
 */
final class WordlessTimerHandler extends TimerEventJobHandler {

  private final JobHandler<TimerJobConfiguration> handler;

  WordlessTimerHandler(TimerEventJobHandler handler) {
    this.handler = WordlessJobHandler.around(handler);
  }

  @Override
  public void execute(
      TimerJobConfiguration configuration,
      @Nullable ExecutionEntity execution,
      CommandContext context,
      @Nullable String tenantId) {
    handler.execute(configuration, execution, context, tenantId);
  }

  @Override
  public String getType() {
    return handler.getType();
  }

  @Override
  public TimerJobConfiguration newConfiguration(String canonical) {
    return handler.newConfiguration(canonical);
  }

  @Override
  public void onDelete(TimerJobConfiguration configuration, JobEntity job) {
    handler.onDelete(configuration, job);
  }
}
