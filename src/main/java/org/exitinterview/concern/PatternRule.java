package org.exitinterview.concern;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * When sightings of one code in one home are a pattern. A plain count, so that the same sightings
 * always give the same answer.
 *
 * @param needed from how many different young people on; 0 means never
 * @param within how long a sighting counts
 */
record PatternRule(int needed, Duration within) {

  /**
   * A young person of whom the code was noted.
   *
   * @param id of the sighting, by which it is marked as counted
   */
  record Sighting(long id, String child, Instant seenAt) {}

  /**
   * What makes a pattern now.
   *
   * @param sightings what no earlier pattern was counted from
   * @return the sightings that make it; none if there are too few young people
   */
  List<Sighting> pattern(Collection<Sighting> sightings, Instant now) {
    Instant since = now.minus(within);
    List<Sighting> recent =
        sightings.stream().filter(sighting -> sighting.seenAt().isAfter(since)).toList();
    return needed > 0 && youngPeople(recent) >= needed ? recent : List.of();
  }

  /** How many different young people there are. */
  static int youngPeople(Collection<Sighting> sightings) {
    return Math.toIntExact(sightings.stream().map(Sighting::child).distinct().count());
  }
}
