package org.exitinterview.record;

import java.util.Arrays;
import java.util.Optional;

/** The parts of an interview record; each is encrypted, circulated and withheld by itself. */
public enum Section {
  YOUNG_PERSON("youngPerson"),
  CONTACT("contact"),
  NEEDS("needs"),
  FEASIBILITY("feasibility"),
  AGREEMENT("agreement"),
  ALLOCATION("allocation"),
  APPOINTMENT("appointment"),
  OPENING("opening"),
  ARRIVING("arriving"),
  DAILY_LIFE("dailyLife"),
  PEOPLE("people"),
  SAFE("safe"),
  RULES("rules"),
  FAMILY("family"),
  GROWING_UP("growingUp"),
  BEING_HEARD("beingHeard"),
  MOVING("moving"),
  GOOD_THINGS("goodThings"),
  BETTER("better"),
  CLOSING("closing"),
  OBSERVATIONS("observations"),
  AGREED_RECORD("agreedRecord"),
  CIRCULATION("circulation"),
  CONSIDERATION("consideration"),
  RECOMMENDATION("recommendation"),
  REPLY("reply"),
  LETTER("letter"),
  WHAT_CHANGED("whatChanged"),
  WITHDRAWAL("withdrawal"),
  CONCERN("concern"),
  SIGNPOSTING("signposting");

  private final String key;

  Section(String key) {
    this.key = key;
  }

  /** The name used in forms and in the vault's tables. */
  public String key() {
    return key;
  }

  /** The section with that key. */
  public static Optional<Section> ofKey(String key) {
    return Arrays.stream(values()).filter(section -> section.key.equals(key)).findFirst();
  }
}
