package org.exitinterview.leaving;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A placement as somebody reported it, together with the episode that follows. Codes are those of
 * the SSDA903 return and empty where nothing is known.
 *
 * @param endedOn last day; null while it goes on or the move is only decided
 * @param nextReasonForEpisode RNE of the episode that starts on the last day; see {@link
 *     ScopeFacts#NO_NEXT}
 * @param dateOfBirth null where no header file told it
 */
record Placement(
    Source source,
    String child,
    LocalDate placedOn,
    @Nullable LocalDate endedOn,
    String placementType,
    String placementProvider,
    String homeUrn,
    String reasonEpisodeCeased,
    String reasonPlaceChange,
    String nextReasonForEpisode,
    String nextPlacementType,
    @Nullable LocalDate dateOfBirth) {

  /** REC of an episode that another one follows on the same day. */
  static final String NEW_EPISODE_SAME_DAY = "X1";

  static Placement of(
      Episode episode, String nextReason, String nextType, @Nullable LocalDate dateOfBirth) {
    return new Placement(
        Source.RETURN,
        episode.child(),
        episode.placedOn(),
        episode.endedOn(),
        episode.placementType(),
        episode.placementProvider(),
        episode.homeUrn(),
        episode.reasonEpisodeCeased(),
        episode.reasonPlaceChange(),
        nextReason,
        nextType,
        dateOfBirth);
  }

  PlacementKey key() {
    return new PlacementKey(child, placedOn);
  }

  ScopeFacts scopeFacts() {
    return new ScopeFacts(
        source,
        placementType,
        ScopeFacts.lastDay(placedOn, endedOn),
        reasonEpisodeCeased,
        nextReasonForEpisode,
        nextPlacementType,
        reasonPlaceChange);
  }

  Placement withDateOfBirth(@Nullable LocalDate other) {
    return new Placement(
        source,
        child,
        placedOn,
        endedOn,
        placementType,
        placementProvider,
        homeUrn,
        reasonEpisodeCeased,
        reasonPlaceChange,
        nextReasonForEpisode,
        nextPlacementType,
        other);
  }
}
