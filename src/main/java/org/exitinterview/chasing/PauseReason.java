package org.exitinterview.chasing;

import java.util.Optional;
import java.util.stream.Stream;

/** Why a case is paused, as it is kept in the register. */
enum PauseReason {
  MISSING("missing", "The young person is missing"),
  HOSPITAL("hospital", "The young person is in hospital"),
  CUSTODY("custody", "The young person is in custody"),
  HELP_FIRST("helpFirst", "The young person wants to complain or an advocate first"),
  OTHER("other", "Something else");

  private final String code;
  private final String label;

  PauseReason(String code, String label) {
    this.code = code;
    this.label = label;
  }

  static Optional<PauseReason> ofCode(String code) {
    return Stream.of(values()).filter(reason -> reason.code.equals(code)).findFirst();
  }

  /** What the register keeps. */
  public String code() {
    return code;
  }

  /** What people choose. */
  public String label() {
    return label;
  }
}
