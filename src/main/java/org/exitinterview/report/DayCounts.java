package org.exitinterview.report;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.process.RecommendationProcess;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.DigestUtils;

/**
 * Counts the register, and keeps the counts of each day that is over. A period is then a sum of
 * days, as fast with a million closed cases as with a thousand. A day whose cases changed
 * afterwards has lost its mark in the transaction of the change, and is counted anew when it is
 * asked for, like the day that still runs.
 */
@Repository
class DayCounts {

  private final JdbcClient jdbc;
  private final List<Indicator> indicators;
  private final WorkingDayTable workingDays;
  private final Clock clock;
  private final String way;

  DayCounts(JdbcClient jdbc, List<Indicator> indicators, WorkingDayTable workingDays, Clock clock) {
    this.jdbc = jdbc;
    this.indicators = List.copyOf(indicators);
    this.workingDays = workingDays;
    this.clock = clock;
    this.way = way(this.indicators);
  }

  /** Another release may count otherwise; what it finds kept is then counted anew. */
  private static String way(List<Indicator> indicators) {
    String queries =
        CasesInScope.CLOSED
            + indicators.stream().map(Indicator::query).collect(Collectors.joining("\n"));
    return DigestUtils.md5DigestAsHex(queries.getBytes(StandardCharsets.UTF_8));
  }

  List<Figure> figures() {
    return indicators.stream().flatMap(indicator -> indicator.figures().stream()).toList();
  }

  /** Counts the register itself from one day up to another, without keeping anything. */
  @Transactional
  public Counts count(LocalDate from, LocalDate until) {
    return count(indicators, from, until);
  }

  /** Counts some of it. */
  @Transactional
  public Counts count(List<Indicator> some, LocalDate from, LocalDate until) {
    workingDays.fill();
    Counts counts = new Counts();
    for (Indicator indicator : some) {
      String sql =
          "with %s%s"
              .formatted(CasesInScope.CLOSED.strip(), tail(indicator))
              .transform(
                  query ->
                      "select figure, line, col, sum(cases) as cases from (%s) n group by 1, 2, 3"
                          .formatted(query));
      jdbc.sql(sql)
          .params(parameters(from, until))
          .query(
              row -> {
                counts.add(
                    row.getString("figure"),
                    row.getString("line"),
                    row.getString("col"),
                    row.getLong("cases"));
              });
    }
    return counts;
  }

  /**
   * Counts days that are over anew and keeps them. Waits for whoever is writing to the register, so
   * that no change falls between the counting and the mark; what changes afterwards takes the mark
   * away again.
   */
  @Transactional
  public void keep(LocalDate from, LocalDate until) {
    workingDays.fill();
    jdbc.sql("select pg_advisory_xact_lock(8118)").query((row, number) -> number).single();
    Map<String, Object> parameters = parameters(from, until);
    jdbc.sql("delete from report.day_count where day >= :first and day < :last")
        .params(parameters)
        .update();
    for (Indicator indicator : indicators) {
      jdbc.sql(
              """
              insert into report.day_count (day, figure, line, col, cases)
              with %s%s
              """
                  .formatted(CasesInScope.CLOSED.strip(), tail(indicator)))
          .params(parameters)
          .update();
    }
    jdbc.sql(
            """
            insert into report.counted_day (day, from_at, until_at, way, counted_at)
            select d::date, d::date::timestamp at time zone :zone,
              (d::date + 1)::timestamp at time zone :zone, :way, :now
            from generate_series(:first::date, :last::date - 1, '1 day') d
            on conflict (day) do update set from_at = excluded.from_at,
              until_at = excluded.until_at, way = excluded.way, counted_at = excluded.counted_at
            """)
        .params(parameters)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  /** Counts and keeps every day of a stretch that is not kept, or whose mark has gone. */
  @Transactional
  public void keepMissing(LocalDate from, LocalDate until) {
    missing(from, until).forEach(gap -> keep(gap.from(), gap.until()));
  }

  /** Days in a row that are not kept. */
  private record Gap(LocalDate from, LocalDate until) {}

  private List<Gap> missing(LocalDate from, LocalDate until) {
    return jdbc.sql(
            """
            select min(day) as first, max(day) + 1 as last
            from (
              select d::date as day, d::date - (row_number() over (order by d))::int as island
              from generate_series(:first::date, :last::date - 1, '1 day') d
              where not exists (select from report.counted_day c
                where c.day = d::date and c.way = :way
                  and c.from_at = d::date::timestamp at time zone :zone)) m
            group by island order by first
            """)
        .params(parameters(from, until))
        .query(
            (row, number) ->
                new Gap(
                    row.getObject("first", LocalDate.class),
                    row.getObject("last", LocalDate.class)))
        .list();
  }

  /** The sum of a period: kept days as they are kept, the others counted now. */
  @Transactional(isolation = Isolation.REPEATABLE_READ)
  public Counts of(Period period) {
    workingDays.fill();
    LocalDate today = LocalDate.now(clock);
    LocalDate until = period.until().isAfter(today) ? today.plusDays(1) : period.until();
    List<Gap> missing = missing(period.from(), until);
    Counts counts = sum(period.from(), until);
    missing.forEach(gap -> counts.addAll(count(gap.from(), gap.until())));
    return counts;
  }

  private Counts sum(LocalDate from, LocalDate until) {
    Counts counts = new Counts();
    jdbc.sql(
            """
            select figure, line, col, sum(cases) as cases
            from report.day_count n join report.counted_day d using (day)
            where day >= :first and day < :last and d.way = :way
              and d.from_at = d.day::timestamp at time zone :zone
            group by figure, line, col
            """)
        .params(parameters(from, until))
        .query(
            row -> {
              counts.add(
                  row.getString("figure"),
                  row.getString("line"),
                  row.getString("col"),
                  row.getLong("cases"));
            });
    return counts;
  }

  private static String tail(Indicator indicator) {
    String query = indicator.query().strip();
    return query.startsWith(",") ? query : "\n" + query;
  }

  private Map<String, Object> parameters(LocalDate from, LocalDate until) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("zone", clock.getZone().getId());
    parameters.put("way", way);
    parameters.put("first", from);
    parameters.put("last", until);
    parameters.put("from", Timestamp.from(from.atStartOfDay(clock.getZone()).toInstant()));
    parameters.put("until", Timestamp.from(until.atStartOfDay(clock.getZone()).toInstant()));
    parameters.put("concern", CompanionProcesses.CONCERN);
    parameters.put("signposting", CompanionProcesses.SIGNPOSTING);
    parameters.put("recommendation", RecommendationProcess.KEY);
    parameters.put("considerContent", Elements.CONSIDER_CONTENT);
    parameters.put("agreeRecord", Elements.AGREE_RECORD);
    parameters.put("decideCirculation", Elements.DECIDE_CIRCULATION);
    parameters.put("holdInterview", Elements.HOLD_INTERVIEW);
    parameters.put("allocateInterviewer", Elements.ALLOCATE_INTERVIEWER);
    parameters.put("arrangeAppointment", Elements.ARRANGE_APPOINTMENT);
    parameters.put("writeToYoungPerson", Elements.WRITE_TO_YOUNG_PERSON);
    parameters.put("tellWhatChanged", Elements.TELL_WHAT_CHANGED);
    return parameters;
  }
}
