package org.exitinterview.chasing;

/** A deadline that cannot be read; the message names the table's row and column. */
public class DeadlineException extends RuntimeException {

  DeadlineException(String message) {
    super(message);
  }

  DeadlineException(String message, Throwable cause) {
    super(message, cause);
  }
}
