package org.exitinterview.circulation;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.exitinterview.record.Section;
import org.jspecify.annotations.Nullable;

/** How much of the record a recipient gets. */
enum Share {
  /** Every section that the young person's limits allow this recipient. */
  FULL,
  /** The agreed summary, what was good and what should be better. */
  EXTRACT,
  NONE;

  /** The share with that code of decide-circulation.form; nothing said means nothing shared. */
  static Share ofCode(@Nullable Object code) {
    return code == null ? NONE : valueOf(code.toString().toUpperCase(Locale.ROOT));
  }

  /** The sections this share covers before the young person's limits are applied. */
  Set<Section> sections() {
    return switch (this) {
      case FULL -> {
        Set<Section> sections = EnumSet.copyOf(Section.answers());
        sections.add(Section.AGREED_RECORD);
        yield sections;
      }
      case EXTRACT -> EnumSet.of(Section.AGREED_RECORD, Section.GOOD_THINGS, Section.BETTER);
      case NONE -> EnumSet.noneOf(Section.class);
    };
  }
}
