package org.exitinterview.people;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From whom a step is hidden although its role would let them see it. */
public interface TaskSeal {

  /**
   * User ids of those who must not learn that the step exists; empty for most steps.
   *
   * @param processKey key of the process
   * @param caseNumber null where the process has none
   */
  Set<String> hiddenFrom(String processKey, @Nullable String caseNumber);

  /**
   * Group that takes the step on because it is hidden from everybody in its own team; empty for
   * most steps.
   *
   * @param processKey key of the process
   * @param caseNumber null where the process has none
   */
  default Optional<String> standIns(String processKey, @Nullable String caseNumber) {
    return Optional.empty();
  }
}
