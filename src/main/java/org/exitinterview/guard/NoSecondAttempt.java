package org.exitinterview.guard;

import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.jspecify.annotations.Nullable;

/** Leaves a step that was refused for good as an incident at once, for a person to decide about. */
final class NoSecondAttempt extends DefaultJobRetryCmd {

  private NoSecondAttempt(String job, Throwable failure) {
    super(job, failure);
  }

  /** What the engine does about a job that failed. */
  static DefaultJobRetryCmd after(String job, Throwable failure) {
    return isForGood(failure)
        ? new NoSecondAttempt(job, failure)
        : new DefaultJobRetryCmd(job, failure);
  }

  @Override
  public @Nullable Object execute(CommandContext context) {
    JobEntity job = getJob();
    if (job != null) {
      job.unlock();
      logException(job);
      job.setRetries(0);
    }
    return null;
  }

  private static boolean isForGood(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StepFailedException step && step.isForGood()) {
        return true;
      }
    }
    return false;
  }
}
