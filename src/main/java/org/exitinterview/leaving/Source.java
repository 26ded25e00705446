package org.exitinterview.leaving;

/** Who told that a young person leaves. */
enum Source {
  /** An SSDA903 return. */
  RETURN("return"),
  /** A unit manager or another system, before any return. */
  NOTICE("notice");

  private final String code;

  Source(String code) {
    this.code = code;
  }

  /** The code kept in the register and known to eligibility.dmn. */
  String code() {
    return code;
  }
}
