package org.exitinterview.letter;

/**
 * The frames around the IRO's words: greeting, thanks, whom to ask. Each version stays, so that a
 * letter can be shown later as the young person got it.
 */
final class LetterTemplates {

  /** The version that new letters get. */
  static final int LATEST = 1;

  private LetterTemplates() {}

  /** Name of the template of a version. */
  static String of(int version) {
    return "letter/version-" + version;
  }

  /** Under which name the register keeps the version a letter was sent with. */
  static String factOf(boolean whatChanged) {
    return whatChanged ? "whatChangedTemplate" : "letterTemplate";
  }
}
