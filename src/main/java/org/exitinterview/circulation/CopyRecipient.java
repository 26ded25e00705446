package org.exitinterview.circulation;

import java.util.Arrays;
import java.util.Optional;

/** Who may be sent a copy of the record; the IRO always has it. */
enum CopyRecipient {
  YOUNG_PERSON("youngPerson", "The young person"),
  SERVICE_MANAGER("serviceManager", "Residential service manager"),
  SOCIAL_WORKER("socialWorker", "Social worker"),
  HOME("home", "Manager of the home they left"),
  PROVIDER("provider", "Those who run the home");

  private static final String BASIS = "circulation decision";

  private final String code;
  private final String label;

  CopyRecipient(String code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The recipient with that code. */
  static Optional<CopyRecipient> ofCode(String code) {
    return Arrays.stream(values()).filter(recipient -> recipient.code.equals(code)).findFirst();
  }

  /** The reason for being on a circulation list that every recipient of a copy has in common. */
  static String anyBasis() {
    return BASIS;
  }

  /** The name in circulation.dmn. */
  String code() {
    return code;
  }

  /** How people read it. */
  String label() {
    return label;
  }

  /** The key of the decision about this recipient in decide-circulation.form. */
  String shareKey() {
    return "shareWith" + capitalized();
  }

  /** The key of the proposal about this recipient in decide-circulation.form. */
  String proposalKey() {
    return "proposedFor" + capitalized();
  }

  /** The reason for being on the circulation list. */
  String basis() {
    return "%s: copy for %s".formatted(BASIS, code);
  }

  /** Whether the recipient answers for the home that is left. */
  boolean runsTheHome() {
    return this == HOME || this == PROVIDER;
  }

  private String capitalized() {
    return Character.toUpperCase(code.charAt(0)) + code.substring(1);
  }
}
