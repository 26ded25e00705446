package org.exitinterview.people;

import java.security.SecureRandom;

/** Passwords that people have to copy by hand. */
final class Passwords {

  /** No letters or digits that look alike. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int GROUPS = 4;
  private static final int GROUP_LENGTH = 5;

  private Passwords() {}

  /** A random password of 116 bits, with a capital, a small letter, a digit and a sign. */
  static String generate() {
    SecureRandom random = new SecureRandom();
    String password;
    do {
      StringBuilder text = new StringBuilder();
      for (int position = 0; position < GROUPS * GROUP_LENGTH; position++) {
        if (position > 0 && position % GROUP_LENGTH == 0) {
          text.append('-');
        }
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      password = text.toString();
    } while (!password.matches("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).*"));
    return password;
  }
}
