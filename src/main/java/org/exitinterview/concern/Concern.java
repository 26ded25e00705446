package org.exitinterview.concern;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A concern: codes and times, no word of what was said.
 *
 * @param concernNumber its own number, which tells nothing about the case
 * @param aboutCase number of the case
 * @param homeUrn Ofsted number of the home the young person left; null if none is known
 * @param area code of the area whose numbers and duty rota apply
 * @param holdsCopies whether copies to those who ran the home wait because of it
 * @param acknowledgedBy who confirmed that it is in his or her hands; null until somebody did
 */
record Concern(
    String concernNumber,
    String aboutCase,
    @Nullable String homeUrn,
    String area,
    Instant raisedAt,
    boolean holdsCopies,
    @Nullable String acknowledgedBy) {}
