package org.exitinterview.register;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One case: a young person's move out of one children's home, from notice to close. Codes are those
 * of the SSDA903 return.
 *
 * @param caseNumber opaque number, also the engine's business key
 * @param child the authority's SSDA903 child identifier
 * @param dateOfBirth unknown until somebody says so
 * @param homeUrn Ofsted number of the home that is left
 * @param placementType PLACE, such as K2
 * @param placementProvider PLACE_PROVIDER, such as PR4
 * @param placedOn first day of the placement (DECOM)
 * @param moveDate last day of the placement (DEC); unknown while the move is only decided
 * @param plannedMove whether the move was planned; unknown for cases from a return
 * @param reasonPlaceChange REASON_PLACE_CHANGE
 * @param reasonEpisodeCeased REC
 * @param sensitive the reason for the move touches the care given there, so circulation is held
 * @param source {@code notice} of a unit manager or {@code return} (SSDA903)
 * @param outcome null while the case is open
 */
public record ExitCase(
    String caseNumber,
    String child,
    @Nullable LocalDate dateOfBirth,
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
    @Nullable Instant closedAt) {}
