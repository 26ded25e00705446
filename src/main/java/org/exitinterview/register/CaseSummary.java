package org.exitinterview.register;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case as lists show it; the fields are those of {@link ExitCase} without the date of birth,
 * which would tell who the young person is.
 */
record CaseSummary(
    String caseNumber,
    String child,
    @Nullable String homeUrn,
    @Nullable String placementType,
    @Nullable String placementProvider,
    @Nullable LocalDate placedOn,
    @Nullable LocalDate moveDate,
    @Nullable Boolean plannedMove,
    @Nullable String reasonPlaceChange,
    @Nullable String reasonEpisodeCeased,
    boolean sensitive,
    String source,
    Instant openedAt,
    @Nullable String socialWorker,
    @Nullable String iro,
    @Nullable String interviewer,
    @Nullable CaseOutcome outcome,
    @Nullable Instant closedAt) {

  static CaseSummary of(ExitCase exitCase) {
    return new CaseSummary(
        exitCase.caseNumber(),
        exitCase.child(),
        exitCase.homeUrn(),
        exitCase.placementType(),
        exitCase.placementProvider(),
        exitCase.placedOn(),
        exitCase.moveDate(),
        exitCase.plannedMove(),
        exitCase.reasonPlaceChange(),
        exitCase.reasonEpisodeCeased(),
        exitCase.sensitive(),
        exitCase.source(),
        exitCase.openedAt(),
        exitCase.socialWorker(),
        exitCase.iro(),
        exitCase.interviewer(),
        exitCase.outcome(),
        exitCase.closedAt());
  }
}
