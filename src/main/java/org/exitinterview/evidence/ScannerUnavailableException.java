package org.exitinterview.evidence;

/** The scanner gives no answer. */
public final class ScannerUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With the reason, which may hold no part of the file. */
  public ScannerUnavailableException(String message) {
    super(message);
  }
}
