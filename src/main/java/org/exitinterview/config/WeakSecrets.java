package org.exitinterview.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses passwords that anybody would try first. Length and not being well known are what counts;
 * rules about capitals and signs hold for people's own choices (Camunda's password policy).
 */
final class WeakSecrets {

  static final int MINIMUM_LENGTH = 10;

  private static final Set<String> WELL_KNOWN =
      Set.of(
          "",
          "demo",
          "demodemo",
          "admin",
          "adminadmin",
          "adminpassword",
          "administrator",
          "camunda",
          "changeit",
          "changeme",
          "changemenow",
          "default",
          "exitinterview",
          "exitinterviews",
          "letmein",
          "pass",
          "passw",
          "passwort",
          "password",
          "passwordpassword",
          "postgres",
          "qwerty",
          "qwertyuiop",
          "root",
          "secret",
          "test",
          "welcome");

  private WeakSecrets() {}

  /** Why the secret is refused, as the end of a sentence; empty when it may be used. */
  static Optional<String> whyRefused(String secret, String userId) {
    if (secret.length() < MINIMUM_LENGTH) {
      return Optional.of("is shorter than %d characters".formatted(MINIMUM_LENGTH));
    }
    // "Password123!" and "changeme-2026" are the same guess as the plain word.
    String letters = secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    if (WELL_KNOWN.contains(letters) || secret.equalsIgnoreCase(userId)) {
      return Optional.of("is one that anybody would try first");
    }
    return Optional.empty();
  }
}
