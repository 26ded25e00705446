package org.exitinterview.config;

/** The settings make a safe start impossible; the message says what to set. */
public class StartRefusedException extends RuntimeException {

  private final String action;

  /**
   * Refuses to start.
   *
   * @param problem what is wrong, in plain words, without the value of a secret
   * @param action what to do about it
   */
  public StartRefusedException(String problem, String action) {
    super(problem);
    this.action = action;
  }

  /** What the person who starts the application should do. */
  public String action() {
    return action;
  }
}
