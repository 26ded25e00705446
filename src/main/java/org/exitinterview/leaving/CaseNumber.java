package org.exitinterview.leaving;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/**
 * Numbers of cases, such as {@code EI-7K3M9Q2F}: opaque and random, so that nobody can read from
 * them who left when, or how many. The alphabet has no characters that look like each other.
 */
final class CaseNumber {

  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private CaseNumber() {}

  static String next() {
    return RANDOM
        .ints(LENGTH, 0, ALPHABET.length())
        .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
        .collect(Collectors.joining("", "EI-", ""));
  }
}
