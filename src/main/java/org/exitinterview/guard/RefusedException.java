package org.exitinterview.guard;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.exitinterview.config.SeveralProblems;

/**
 * Something would have been kept where anybody with permissions for the engine reads it; nothing
 * has changed. It is one of the engine's authorization exceptions, so that its interfaces answer
 * 403 with the message; the message never quotes what was sent, names of variables included.
 */
final class RefusedException extends AuthorizationException implements SeveralProblems {

  private final String problem;

  RefusedException(String problem) {
    super(problem);
    this.problem = problem;
  }

  @Override
  public List<String> problems() {
    return List.of(problem);
  }
}
