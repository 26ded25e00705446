package org.exitinterview.guard;

import org.camunda.bpm.engine.ProcessEngineException;
import org.exitinterview.process.NotToBeTriedAgain;
import org.jspecify.annotations.Nullable;

/**
 * A step that runs by itself failed. It tells where and by what kind of exceptions; what they said
 * stays only where our own exceptions said it, for these never quote what people wrote.
 */
final class StepFailedException extends ProcessEngineException {

  private static final String OURS = "org.exitinterview.";

  private final boolean forGood;

  private StepFailedException(
      String message, @Nullable StepFailedException cause, boolean forGood) {
    super(message, cause);
    this.forGood = forGood;
  }

  /** Whether it must not be tried again. */
  boolean isForGood() {
    return forGood;
  }

  /** The same failure without foreign words. */
  static StepFailedException of(Throwable failure) {
    Throwable cause = failure.getCause();
    StepFailedException inner = cause == null || cause == failure ? null : of(cause);
    boolean forGood = failure instanceof NotToBeTriedAgain || (inner != null && inner.isForGood());
    StepFailedException wordless = new StepFailedException(describe(failure), inner, forGood);
    wordless.setStackTrace(failure.getStackTrace());
    return wordless;
  }

  private static String describe(Throwable failure) {
    String type = failure.getClass().getName();
    return type.startsWith(OURS) || isThrownByUs(failure)
        ? "%s: %s".formatted(type, failure.getMessage())
        : type;
  }

  /** Thrown, not only passed through, by a class of ours. */
  private static boolean isThrownByUs(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length > 0
        && trace[0].getClassName().startsWith(OURS)
        && failure.getClass().getName().startsWith("java.lang.Illegal");
  }
}
