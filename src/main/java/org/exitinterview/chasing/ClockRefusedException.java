package org.exitinterview.chasing;

/** A pause or an extension that may not be; the message says in plain words what to do. */
public class ClockRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClockRefusedException(String message) {
    super(message);
  }
}
