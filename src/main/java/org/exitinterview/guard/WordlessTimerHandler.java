package org.exitinterview.guard;

import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;

/**
 * The same for timers. It has to be one of the engine's timers by type: a reminder repeats only
 * where the engine recognises its handler.
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
}
