package org.exitinterview.record;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

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
  SIGNPOSTING("signposting"),
  /** Words of a monitoring report, about no single young person. */
  COMMENTARY("commentary"),
  OVERRIDE("override"),
  EXTENSION("extension");

  private final String key;

  Section(String key) {
    this.key = key;
  }

  /** The name used in forms and in the vault's tables. */
  public String key() {
    return key;
  }

  /** Who the young person is, where he or she is, and what to mind when meeting. */
  public static Set<Section> forContactingTheYoungPerson() {
    return EnumSet.of(YOUNG_PERSON, CONTACT, NEEDS);
  }

  /** The young person's own answers, question group by question group. */
  public static Set<Section> answers() {
    return EnumSet.range(OPENING, CLOSING);
  }

  /** What the interviewer writes: arranging, answers, observations, and the agreed record. */
  public static Set<Section> ofTheInterview() {
    return EnumSet.range(APPOINTMENT, AGREED_RECORD);
  }

  /** What the IRO writes from the circulation decision to the last message. */
  public static Set<Section> ofTheConsideration() {
    return EnumSet.range(CIRCULATION, WHAT_CHANGED);
  }

  /** The section with that key. */
  public static Optional<Section> ofKey(String key) {
    return Arrays.stream(values()).filter(section -> section.key.equals(key)).findFirst();
  }
}
