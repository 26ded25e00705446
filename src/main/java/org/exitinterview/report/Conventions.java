package org.exitinterview.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How published statistics of children's social care write what is not a plain number: {@code c}
 * for a number withheld, {@code k} for one that rounds to zero but is not, {@code z} for one that
 * does not apply. An authority's counts stay unrounded, national counts go to the nearest ten,
 * percentages are whole.
 */
final class Conventions {

  static final String WITHHELD = "c";
  static final String ROUNDS_TO_ZERO = "k";
  static final String NOT_APPLICABLE = "z";

  /** The smallest count but zero that is published. */
  static final int SMALLEST_PUBLISHED = 5;

  private static final int PERCENT = 100;
  private static final int TEN = 10;

  private Conventions() {}

  /** A count as it stands, with commas. */
  static String count(long count) {
    return String.format(Locale.UK, "%,d", count);
  }

  /** A whole percentage without its sign. */
  static String percent(long part, long whole) {
    if (whole == 0) {
      return NOT_APPLICABLE;
    }
    long rounded =
        BigDecimal.valueOf(part)
            .multiply(BigDecimal.valueOf(PERCENT))
            .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
            .longValueExact();
    return rounded == 0 && part > 0 ? ROUNDS_TO_ZERO : Long.toString(rounded);
  }

  /** A national count, to the nearest ten. */
  static String toNearestTen(long count) {
    long rounded =
        BigDecimal.valueOf(count)
                .divide(BigDecimal.valueOf(TEN), 0, RoundingMode.HALF_UP)
                .longValueExact()
            * TEN;
    return rounded == 0 && count > 0 ? ROUNDS_TO_ZERO : count(rounded);
  }

  /** Whether a count may identify somebody. */
  static boolean isSmall(long count) {
    return count > 0 && count < SMALLEST_PUBLISHED;
  }
}
