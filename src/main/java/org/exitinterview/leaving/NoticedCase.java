package org.exitinterview.leaving;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case opened by a unit manager's notice that no return has reported yet.
 *
 * @param homeUrn null if the notice named no home
 * @param leftOn day of the move, or of the notice where that is not known
 */
record NoticedCase(
    String caseNumber, String child, @Nullable String homeUrn, LocalDate leftOn, boolean isOpen) {

  /** How late a move may happen after the day first planned and still be the same move. */
  private static final int DAYS_OF_DELAY = 31;

  /** Whether the notice and the ended placement mean the same move. */
  boolean means(Placement placement) {
    if (homeUrn != null && !homeUrn.equalsIgnoreCase(placement.homeUrn())) {
      return false;
    }
    LocalDate endedOn = placement.endedOn();
    boolean sameTime =
        endedOn == null
            || (!leftOn.isBefore(placement.placedOn())
                && !leftOn.isAfter(endedOn.plusDays(DAYS_OF_DELAY)));
    return isOpen || sameTime;
  }
}
