package org.exitinterview.leaving;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** Dates as returns and other systems write them. */
final class Dates {

  private static final DateTimeFormatter RETURN =
      DateTimeFormatter.ofPattern("d/M/uuuu", Locale.UK).withResolverStyle(ResolverStyle.STRICT);

  private Dates() {}

  /** Reads 31/12/2025 or 2025-12-31; empty if the text is neither. */
  static Optional<LocalDate> read(String text) {
    try {
      return Optional.of(
          text.indexOf('/') >= 0 ? LocalDate.parse(text, RETURN) : LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
