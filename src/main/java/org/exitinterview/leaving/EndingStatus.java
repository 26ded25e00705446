package org.exitinterview.leaving;

import java.util.Arrays;

/** Where an ended placement stands. */
enum EndingStatus {
  /** In scope; its case is promised. */
  TO_OPEN("to-open"),
  /** In scope; its case was opened, and may be closed by now. */
  OPENED("opened"),
  /** In scope, but left before the service began; no case. */
  KNOWN("known"),
  OUT_OF_SCOPE("out-of-scope"),
  /** No longer a leaver; closing its case is promised. */
  TO_WITHDRAW("to-withdraw"),
  /** No longer a leaver; no open case. */
  WITHDRAWN("withdrawn");

  private final String code;

  EndingStatus(String code) {
    this.code = code;
  }

  /** The code kept in the register. */
  String code() {
    return code;
  }

  static EndingStatus of(String code) {
    return Arrays.stream(values())
        .filter(status -> status.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Unknown status of an ending: " + code));
  }
}
