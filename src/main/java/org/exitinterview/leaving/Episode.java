package org.exitinterview.leaving;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One row of the episodes file; names in brackets are its columns. Codes are upper case and empty
 * where the file has none.
 *
 * @param row line number in the file, the header being 1
 * @param placedOn first day (DECOM)
 * @param reasonForEpisode why it began (RNE)
 * @param endedOn last day (DEC); null while it goes on
 * @param homeUrn Ofsted number of the home (URN)
 */
record Episode(
    int row,
    String child,
    LocalDate placedOn,
    String reasonForEpisode,
    String placementType,
    String placementProvider,
    @Nullable LocalDate endedOn,
    String reasonEpisodeCeased,
    String reasonPlaceChange,
    String homeUrn) {

  PlacementKey key() {
    return new PlacementKey(child, placedOn);
  }
}
