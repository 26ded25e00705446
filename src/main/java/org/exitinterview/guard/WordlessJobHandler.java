package org.exitinterview.guard;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a failing step stumbled over out of the job log, the incident and the application log,
 * where the engine would write its exception with every message that it holds.
 */
final class WordlessJobHandler<T extends JobHandlerConfiguration> implements JobHandler<T> {

  private final JobHandler<T> handler;

  private WordlessJobHandler(JobHandler<T> handler) {
    this.handler = handler;
  }

  static <C extends JobHandlerConfiguration> JobHandler<C> around(JobHandler<C> handler) {
    return new WordlessJobHandler<>(handler);
  }

  @Override
  public void execute(
      T configuration,
      @Nullable ExecutionEntity execution,
      CommandContext context,
      @Nullable String tenantId) {
    try {
      handler.execute(configuration, execution, context, tenantId);
    } catch (OptimisticLockingException triedAgain) {
      throw triedAgain;
    } catch (RuntimeException e) {
      throw StepFailedException.of(e);
    }
  }

  @Override
  public String getType() {
    return handler.getType();
  }

  @Override
  public T newConfiguration(String canonical) {
    return handler.newConfiguration(canonical);
  }

  @Override
  public void onDelete(T configuration, JobEntity job) {
    handler.onDelete(configuration, job);
  }
}
