package org.exitinterview.chasing;

import java.util.Optional;
import java.util.stream.Stream;

/** Why a step needs more time, as it is kept in the register; words go into the record. */
enum MoreTimeReason {
  YOUNG_PERSON_ASKS("youngPersonAsks", "The young person asks for more time"),
  NOT_REACHED("notReached", "The young person is not reached yet"),
  WAITS_FOR_OTHERS("waitsForOthers", "Somebody else has to do something first"),
  ABSENCE("absence", "Illness or absence"),
  OTHER("other", "Something else, said below");

  private final String code;
  private final String label;

  MoreTimeReason(String code, String label) {
    this.code = code;
    this.label = label;
  }

  static Optional<MoreTimeReason> ofCode(String code) {
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
