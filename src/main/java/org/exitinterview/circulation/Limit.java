package org.exitinterview.circulation;

import org.jspecify.annotations.Nullable;

/**
 * What the young person said about who may see a section (procedure 13.8 section 5; the codes of
 * agree-record.form). Complete secrecy is never promised: the IRO considers whatever stays in the
 * record.
 */
enum Limit {
  EVERYBODY_NAMED("everybodyNamed", "Everybody who normally gets a copy"),
  NOT_THE_HOME("notTheHome", "Not the home, nor those who run it"),
  NOT_THE_MANAGER("notTheManager", "Not the manager of the home"),
  NOT_THE_SOCIAL_WORKER("notTheSocialWorker", "Not the social worker"),
  ONLY_THE_SOCIAL_WORKER("onlyTheSocialWorker", "Only social worker and reviewing officer"),
  ONLY_THE_IRO("onlyTheIro", "Only the reviewing officer"),
  ONLY_AS_A_THEME("onlyAsATheme", "Only as a general point, without the words"),
  NOBODY("nobody", "Nobody");

  private final String code;
  private final String label;

  Limit(String code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The name in forms and statements. */
  String code() {
    return code;
  }

  /** How people read it. */
  String label() {
    return label;
  }

  /** The limit with that code; nothing said means no limit. */
  static Limit ofCode(@Nullable Object code) {
    if (code == null) {
      return EVERYBODY_NAMED;
    }
    for (Limit limit : values()) {
      if (limit.code.equals(code)) {
        return limit;
      }
    }
    throw new IllegalArgumentException("Unknown limit on circulation");
  }

  /** Whether the recipient may see the words. The young person's own copy leaves nothing out. */
  boolean allowsWords(CopyRecipient recipient) {
    if (recipient == CopyRecipient.YOUNG_PERSON) {
      return this != NOBODY;
    }
    return switch (this) {
      case EVERYBODY_NAMED -> true;
      case NOT_THE_HOME -> !recipient.runsTheHome();
      case NOT_THE_MANAGER -> recipient != CopyRecipient.HOME;
      case NOT_THE_SOCIAL_WORKER -> recipient != CopyRecipient.SOCIAL_WORKER;
      case ONLY_THE_SOCIAL_WORKER -> recipient == CopyRecipient.SOCIAL_WORKER;
      case ONLY_THE_IRO, ONLY_AS_A_THEME, NOBODY -> false;
    };
  }

  /** Whether the recipient may know what the section is about. */
  boolean allowsTheme(CopyRecipient recipient) {
    return this == ONLY_AS_A_THEME || allowsWords(recipient);
  }

  /** Whether the IRO may read the section in order to consider it. */
  boolean allowsIro() {
    return this != NOBODY;
  }
}
