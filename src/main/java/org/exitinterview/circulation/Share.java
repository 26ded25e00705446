package org.exitinterview.circulation;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.exitinterview.record.Section;
import org.jspecify.annotations.Nullable;

/** How much of the record a recipient gets. */
enum Share {
  /** Every section that the young person's limits allow this recipient. */
  FULL("the whole record, as far as the young person allows"),
  /** The agreed summary, what was good and what should be better. */
  EXTRACT("an extract: the summary, what was good, what could be better"),
  NONE("no copy");

  private final String label;

  Share(String label) {
    this.label = label;
  }

  /** How people read it. */
  String label() {
    return label;
  }

  /** The name in circulation.dmn and decide-circulation.form. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The share with that code; nothing said means nothing shared. */
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
