package org.exitinterview.leaving;

import java.util.List;
import org.exitinterview.config.SeveralProblems;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What was sent cannot be taken at all; the problems say in plain words what to do. */
@ResponseStatus(HttpStatus.BAD_REQUEST)
final class UnreadableReturnException extends RuntimeException implements SeveralProblems {

  private final List<String> problems;

  UnreadableReturnException(String message, List<String> problems) {
    super(message);
    this.problems = List.copyOf(problems);
  }

  UnreadableReturnException(String message, String problem) {
    this(message, List.of(problem));
  }

  @Override
  public List<String> problems() {
    return problems;
  }
}
