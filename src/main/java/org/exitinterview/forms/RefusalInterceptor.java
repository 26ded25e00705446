package org.exitinterview.forms;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Brings a refusal to the caller as it was thrown. The engine wraps what listeners throw, and its
 * interfaces would answer 500 to a form that only needs a correction.
 */
final class RefusalInterceptor extends CommandInterceptor {

  @Override
  public <T> T execute(Command<T> command) {
    try {
      return next.execute(command);
    } catch (ProcessEngineException e) {
      for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof FormFieldValidationException refusal) {
          throw refusal;
        }
        if (cause instanceof AuthorizationException refusal) {
          throw refusal;
        }
      }
      throw e;
    }
  }
}
