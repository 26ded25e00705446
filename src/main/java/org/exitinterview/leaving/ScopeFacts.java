package org.exitinterview.leaving;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs of eligibility.dmn; codes are empty where nothing is known. */
record ScopeFacts(
    Source source,
    String placementType,
    String lastDay,
    String reasonEpisodeCeased,
    String nextReasonForEpisode,
    String nextPlacementType,
    String reasonPlaceChange) {

  /** Stands for the next episode's reason when no episode starts on the last day. */
  static final String NO_NEXT = "none";

  /** Stands for the next episode's reason when several start on that day and disagree. */
  static final String SEVERAL_NEXT = "several";

  static String lastDay(LocalDate placedOn, @Nullable LocalDate endedOn) {
    if (endedOn == null) {
      return "none";
    }
    return endedOn.isBefore(placedOn) ? "beforeStart" : "given";
  }

  Map<String, Object> asVariables() {
    return Map.of(
        "source", source.code(),
        "placementType", placementType,
        "lastDay", lastDay,
        "reasonEpisodeCeased", reasonEpisodeCeased,
        "nextReasonForEpisode", nextReasonForEpisode,
        "nextPlacementType", nextPlacementType,
        "reasonPlaceChange", reasonPlaceChange);
  }
}
