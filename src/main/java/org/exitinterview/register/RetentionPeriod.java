package org.exitinterview.register;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How long a child's record is kept: 75 years from birth or, if the child dies before 18, 15 years
 * from death (Children's Homes Regulations 2015, regulation 36).
 */
final class RetentionPeriod {

  private static final int YEARS_FROM_BIRTH = 75;
  private static final int YEARS_FROM_DEATH = 15;
  private static final int ADULT = 18;

  private RetentionPeriod() {}

  /** The last day; null while the date of birth is not known. */
  static @Nullable LocalDate lastDay(@Nullable LocalDate birth, @Nullable LocalDate death) {
    if (birth == null) {
      return null;
    }
    if (death != null && death.isBefore(birth.plusYears(ADULT))) {
      return death.plusYears(YEARS_FROM_DEATH);
    }
    return birth.plusYears(YEARS_FROM_BIRTH);
  }
}
