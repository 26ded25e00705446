package org.exitinterview.leaving;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Where every leaver of the placement feed stands. Each is exactly one of a few things, and one of
 * them is that nobody can say: such a leaver is unexplained, and somebody's task.
 */
@Repository
public class LeaverStandings {

  /** Everything a leaver can be. */
  public static final List<String> STANDINGS =
      List.of(
          "open",
          "interviewed",
          "declined",
          "notFeasible",
          "notReached",
          "notOffered",
          "outOfScope",
          "unexplained");

  /** A case that is promised is opened within minutes; a day later something is wrong. */
  private static final String STANDING =
      """
      select e.id, e.ended_on, e.home_urn, e.placed_on,
        case
          when c.outcome in ('COMPLETED', 'PARTIAL') then 'interviewed'
          when c.outcome in ('DECLINED', 'WITHDRAWN') then 'declined'
          when c.outcome = 'NOT_FEASIBLE' then 'notFeasible'
          when c.outcome = 'NOT_REACHED' then 'notReached'
          when c.outcome = 'NOT_OFFERED' then 'notOffered'
          when c.outcome = 'OUT_OF_SCOPE' then 'outOfScope'
          when c.case_number is not null then 'open'
          when e.status in ('out-of-scope', 'withdrawn', 'known') then 'outOfScope'
          when e.status in ('to-open', 'to-withdraw') and e.changed_at > :yesterday then 'open'
          else 'unexplained' end as standing,
        case when e.status = 'known' then 'left before the service began'
          when c.outcome = 'OUT_OF_SCOPE' then coalesce(c.scope_rule, c.outcome_reason, e.rule)
          else e.rule end as rule
      from register.placement_ending e left join register.exit_case c using (case_number)
      """;

  /**
   * A leaver whom nothing explains.
   *
   * @param ending number of the row in the register
   */
  public record Unexplained(long ending, String home, LocalDate placedOn, LocalDate endedOn) {}

  private final JdbcClient jdbc;
  private final java.time.Clock clock;

  LeaverStandings(JdbcClient jdbc, java.time.Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How many of the leavers of a period stand where. */
  public Map<String, Long> count(LocalDate from, LocalDate until) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.sql(
            """
            select standing, count(*) as leavers from (%s) s
            where ended_on >= :from and ended_on < :until group by standing
            """
                .formatted(STANDING))
        .param("yesterday", yesterday())
        .param("from", from)
        .param("until", until)
        .query(
            row -> {
              counts.put(row.getString("standing"), row.getLong("leavers"));
            });
    return counts;
  }

  /** Every leaver whom nothing explains, oldest first. */
  public List<Unexplained> unexplained() {
    return jdbc.sql(
            "select * from (%s) s where standing = 'unexplained' order by ended_on, id"
                .formatted(STANDING))
        .param("yesterday", yesterday())
        .query(
            (row, number) ->
                new Unexplained(
                    row.getLong("id"),
                    row.getString("home_urn"),
                    row.getObject("placed_on", LocalDate.class),
                    row.getObject("ended_on", LocalDate.class)))
        .list();
  }

  private java.sql.Timestamp yesterday() {
    return java.sql.Timestamp.from(clock.instant().minus(java.time.Duration.ofDays(1)));
  }
}
