package org.exitinterview.forms;

import java.util.Arrays;
import java.util.Optional;

/** Where the answer of a form field is kept. */
enum KeptIn {
  PROCESS("process"),
  REGISTER("register"),
  RECORD("record"),
  NOWHERE("nowhere");

  private final String code;

  KeptIn(String code) {
    this.code = code;
  }

  static Optional<KeptIn> ofCode(String code) {
    return Arrays.stream(values()).filter(place -> place.code.equals(code)).findFirst();
  }
}
