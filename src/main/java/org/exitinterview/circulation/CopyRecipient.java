package org.exitinterview.circulation;

/** Who may be sent a copy of the record; the IRO always has it. */
enum CopyRecipient {
  YOUNG_PERSON("youngPerson", "shareWithYoungPerson"),
  SERVICE_MANAGER("serviceManager", "shareWithServiceManager"),
  SOCIAL_WORKER("socialWorker", "shareWithSocialWorker"),
  HOME("home", "shareWithHome"),
  PROVIDER("provider", "shareWithProvider");

  private final String code;
  private final String shareKey;

  CopyRecipient(String code, String shareKey) {
    this.code = code;
    this.shareKey = shareKey;
  }

  /** The name in circulation.dmn. */
  String code() {
    return code;
  }

  /** The key of the decision about this recipient in decide-circulation.form. */
  String shareKey() {
    return shareKey;
  }

  /** Whether the recipient answers for the home that is left. */
  boolean runsTheHome() {
    return this == HOME || this == PROVIDER;
  }
}
