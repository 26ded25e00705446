package org.exitinterview.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a second start on the same data as a message instead of a stack trace. */
final class DatabaseInUseAnalyzer extends AbstractFailureAnalyzer<DatabaseInUseException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DatabaseInUseException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Use the copy that is running, stop it, or start this one with its own folder: "
            + "--exitinterview.data-dir=<folder>",
        cause);
  }
}
