package org.exitinterview.circulation;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.exitinterview.record.Section;
import org.jspecify.annotations.Nullable;

/**
 * What the young person said about who may see a section (procedure 13.8 section 5; the codes of
 * agree-record.form).
 */
enum Limit {
  EVERYBODY_NAMED("everybodyNamed"),
  NOT_THE_HOME("notTheHome"),
  ONLY_THE_IRO("onlyTheIro"),
  ONLY_AS_A_THEME("onlyAsATheme"),
  NOBODY("nobody");

  private final String code;

  Limit(String code) {
    this.code = code;
  }

  /** Of these sections, those that the young person lets the recipient see. */
  static Set<Section> visible(
      Set<Section> sections, CopyRecipient recipient, Map<String, Object> facts) {
    return sections.stream()
        .filter(section -> of(section, facts).allows(recipient))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The sections the IRO may read in order to consider them. */
  static Set<Section> visibleToIro(Set<Section> sections, Map<String, Object> facts) {
    return sections.stream()
        .filter(section -> of(section, facts) != NOBODY)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The sections that the young person took out of the record. */
  static Set<Section> takenOut(Set<Section> sections, Map<String, Object> facts) {
    return sections.stream()
        .filter(section -> of(section, facts) == NOBODY)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Limit of(Section section, Map<String, Object> facts) {
    String key = section.key();
    return ofCode(facts.get("limit" + Character.toUpperCase(key.charAt(0)) + key.substring(1)));
  }

  private static Limit ofCode(@Nullable Object code) {
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

  private boolean allows(CopyRecipient recipient) {
    return switch (this) {
      case EVERYBODY_NAMED -> true;
      case NOT_THE_HOME -> !recipient.runsTheHome();
      case ONLY_THE_IRO, ONLY_AS_A_THEME, NOBODY -> recipient == CopyRecipient.YOUNG_PERSON;
    };
  }
}
