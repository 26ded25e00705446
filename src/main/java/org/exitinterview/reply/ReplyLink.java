package org.exitinterview.reply;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A link that was sent to somebody outside.
 *
 * @param taskId the one step it answers
 * @param owner user id of the one person it is for
 * @param correctUntil until when the answer may be taken back; null before there is one
 */
record ReplyLink(
    String taskId,
    String recommendationId,
    String caseNumber,
    String owner,
    OffsetDateTime expiresAt,
    @Nullable OffsetDateTime renewedAt,
    @Nullable OffsetDateTime answeredAt,
    @Nullable OffsetDateTime correctUntil) {

  /** Without the person. */
  @Override
  public String toString() {
    return "Link of recommendation " + recommendationId;
  }
}
