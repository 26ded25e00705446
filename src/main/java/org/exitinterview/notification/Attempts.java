package org.exitinterview.notification;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What became of an attempt to send something. Every table of things to send counts its attempts in
 * the same columns.
 */
final class Attempts {

  /** A table with such columns. */
  enum Of {
    MAIL("outbox.mail"),
    DIGEST("outbox.digest"),
    URGENT("outbox.urgent");

    private final String table;

    Of(String table) {
      this.table = table;
    }
  }

  private final JdbcClient database;

  Attempts(JdbcClient database) {
    this.database = database;
  }

  /**
   * Notes one more attempt.
   *
   * @param nextAttempt null when there is nothing left to try
   * @param sent null while it has not left
   * @param failure the kind of failure, never its text
   */
  void note(
      Of what,
      UUID id,
      @Nullable OffsetDateTime nextAttempt,
      @Nullable OffsetDateTime sent,
      @Nullable String failure) {
    database
        .sql(
            """
            update %s
               set attempts = attempts + 1, next_attempt_at = :next, sent_at = :sent,
                   failure = :failure
             where id = :id
            """
                .formatted(what.table))
        .param("next", nextAttempt)
        .param("sent", sent)
        .param("failure", failure)
        .param("id", id)
        .update();
  }
}
