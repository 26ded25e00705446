package org.exitinterview.process;

import java.security.SecureRandom;

/**
 * Opaque case numbers such as {@code EI-7K3M9Q2F}: random, so that neither the child nor the order
 * nor the number of cases can be read from them, and without letters that look like figures.
 */
public final class CaseNumber {

  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private CaseNumber() {}

  /** A new number for an exit interview. */
  public static String forExitInterview() {
    return generate("EI");
  }

  /**
   * A new number.
   *
   * @param prefix one to four capital letters
   */
  public static String generate(String prefix) {
    StringBuilder number = new StringBuilder(prefix).append('-');
    RANDOM
        .ints(LENGTH, 0, ALPHABET.length())
        .forEach(index -> number.append(ALPHABET.charAt(index)));
    return number.toString();
  }
}
