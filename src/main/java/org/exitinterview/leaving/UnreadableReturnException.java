package org.exitinterview.leaving;

import java.util.List;

/** What was sent cannot be taken at all; the problems say in plain words what to do. */
final class UnreadableReturnException extends RuntimeException {

  private final List<String> problems;

  UnreadableReturnException(String message, List<String> problems) {
    super(message);
    this.problems = List.copyOf(problems);
  }

  UnreadableReturnException(String message, String problem) {
    this(message, List.of(problem));
  }

  List<String> problems() {
    return problems;
  }
}
