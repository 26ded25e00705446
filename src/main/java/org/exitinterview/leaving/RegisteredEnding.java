package org.exitinterview.leaving;

import org.jspecify.annotations.Nullable;

/**
 * An ended placement as the register holds it.
 *
 * @param caseNumber null while it has no case
 * @param caseIsOpen whether that case is still open
 * @param caseIsDone whether that case ran its course, so that the young person was asked
 * @param withdrawalReason code of why it is no longer a leaver
 * @param reportedBy user id
 */
record RegisteredEnding(
    long id,
    Placement placement,
    Scope scope,
    EndingStatus status,
    @Nullable String caseNumber,
    boolean caseIsOpen,
    boolean caseIsDone,
    @Nullable String withdrawalReason,
    String reportedBy) {}
