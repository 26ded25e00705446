package org.exitinterview.record;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether the read log is unbroken, as last looked through. */
@Component
class ReadLogState {

  /** Looking through the whole log for each visitor would cost too much. */
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private final ReadLogChain chain;
  private final JdbcClient jdbc;
  private final Clock clock;
  private volatile @Nullable State latest;

  ReadLogState(ReadLogChain chain, JdbcClient jdbc, Clock clock) {
    this.chain = chain;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param since when the first line was written; null if there is none
   * @param lines how many there are
   */
  record State(
      Instant checkedAt, @Nullable Instant since, long lines, List<ReadLogChain.Finding> findings) {

    /** What is wrong, in plain words. */
    List<String> problems() {
      return findings.stream().map(ReadLogState::inWords).toList();
    }
  }

  /** The state as of a few minutes ago at most. */
  State latest() {
    State known = latest;
    boolean stale = known == null || known.checkedAt().plus(GOOD_FOR).isBefore(clock.instant());
    return known == null || stale ? check() : known;
  }

  /** Looks through the whole log now. */
  State check() {
    List<ReadLogChain.Finding> findings = chain.verify();
    State state =
        jdbc.sql("select min(happened_at) as since, count(*) as lines from record.read_log")
            .query(
                (row, number) ->
                    new State(
                        clock.instant(),
                        Optional.ofNullable(row.getTimestamp("since"))
                            .map(Timestamp::toInstant)
                            .orElse(null),
                        row.getLong("lines"),
                        findings))
            .single();
    latest = state;
    return state;
  }

  private static String inWords(ReadLogChain.Finding finding) {
    return switch (finding.kind()) {
      case NOT_AS_WRITTEN ->
          "Line %d was altered, or was not written by the service.".formatted(finding.logId());
      case MISSING -> "Line %d was removed.".formatted(finding.logId());
      case LINK_BROKEN ->
          "At line %d the chain is broken: lines before it were removed or changed places."
              .formatted(finding.logId());
      case CUT_OFF ->
          ("The end of the log was cut off: it once reached %d linked lines and does not contain"
                  + " them any more.")
              .formatted(finding.logId());
    };
  }
}
