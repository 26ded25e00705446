package org.exitinterview.letter;

import org.springframework.core.io.ClassPathResource;

/**
 * The frames around the IRO's words: greeting, thanks, whom to ask. Each version stays, so that a
 * letter can be shown later as the young person got it.
 */
final class LetterTemplates {

  /** The version that new letters get. */
  static final int LATEST = 1;

  private LetterTemplates() {}

  /** The language of the frame that is there for every letter. */
  static final String ENGLISH = "en";

  /**
   * Name of the template of a version in a language, such as {@code letter/version-1-pl}; the
   * English one where there is none.
   */
  static String of(int version, String language) {
    return exists(version, language)
        ? "letter/version-%d-%s".formatted(version, language)
        : "letter/version-" + version;
  }

  /** Whether the frame of that version speaks the language. */
  static boolean exists(int version, String language) {
    return language.matches("[a-z]{2,3}")
        && new ClassPathResource("templates/letter/version-%d-%s.html".formatted(version, language))
            .exists();
  }

  /** Under which name the register keeps the version a letter was sent with. */
  static String factOf(boolean whatChanged) {
    return whatChanged ? "whatChangedTemplate" : "letterTemplate";
  }
}
