package org.exitinterview.concern;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * When sightings of one code in one home are a pattern. A plain count, so that the same sightings
 * always give the same answer.
 *
 * @param needed from how many different young people on; 0 means never
 * @param within how long a sighting counts
 */
record PatternRule(int needed, Duration within) {

  /** A young person of whom the code was noted. */
  record Sighting(String child, Instant seenAt) {}

  /**
   * Counts different young people.
   *
   * @param lastFound when a pattern of the code was last found; what was seen until then was
   *     counted for it and counts no more
   * @return how many young people make the pattern; 0 if there is none
   */
  int youngPeople(Collection<Sighting> sightings, Instant lastFound, Instant now) {
    Instant since = now.minus(within);
    long different =
        sightings.stream()
            .filter(sighting -> sighting.seenAt().isAfter(since))
            .filter(sighting -> sighting.seenAt().isAfter(lastFound))
            .map(Sighting::child)
            .distinct()
            .count();
    return needed > 0 && different >= needed ? Math.toIntExact(different) : 0;
  }
}
