package org.exitinterview.report;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
            + CasesInScope.ACTS
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
    Map<String, Object> parameters = parameters(from, until);
    UnaryOperator<String> over = cases(parameters);
    for (Indicator indicator : some) {
      String sql =
          "select figure, line, col, sum(cases) as cases from (%s) n group by 1, 2, 3"
              .formatted(over.apply(indicator.query().strip()));
      add(counts, sql, parameters);
    }
    return counts;
  }

  /**
   * What a query of an indicator runs over. A few cases are part of each query; more are read once,
   * since every query wants the same.
   */
  private UnaryOperator<String> cases(Map<String, Object> parameters) {
    if (areFew(parameters)) {
      String common =
          "with closed as (%s), closed_act as (%s)"
              .formatted(CasesInScope.CLOSED, CasesInScope.ACTS);
      return query -> common + (query.startsWith(",") ? query : "\n" + query);
    }
    jdbc.sql("set local work_mem = '128MB'").update();
    for (Map.Entry<String, String> table :
        List.of(
            Map.entry("closed", CasesInScope.CLOSED), Map.entry("closed_act", CasesInScope.ACTS))) {
      jdbc.sql("drop table if exists pg_temp.%s cascade".formatted(table.getKey())).update();
      jdbc.sql(
              "create temporary table %s on commit drop as %s"
                  .formatted(table.getKey(), table.getValue()))
          .params(parameters)
          .update();
      jdbc.sql("analyze pg_temp.%s".formatted(table.getKey())).update();
    }
    return query -> query.startsWith(",") ? "with" + query.substring(1) : query;
  }

  private boolean areFew(Map<String, Object> parameters) {
    return jdbc.sql(
            """
            select count(*) < 2000 from (select 1 from register.exit_case c
              where c.closed_at >= :from and c.closed_at < :until limit 2000) few
            """)
        .params(parameters)
        .query(Boolean.class)
        .single();
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
    jdbc.sql(
            """
            delete from report.span_count where first_day = last_day
              and first_day >= :first and first_day < :last
            """)
        .params(parameters)
        .update();
    UnaryOperator<String> over = cases(parameters);
    for (Indicator indicator : indicators) {
      jdbc.sql(
              """
              insert into report.span_count (first_day, last_day, figure, line, col, cases)
              select day, day, figure, line, col, cases from (%s) n
              """
                  .formatted(over.apply(indicator.query().strip())))
          .params(parameters)
          .update();
    }
    mark("select d::date as first_day, d::date as last_day from " + DAYS + " d", parameters);
    keepMonths(parameters);
  }

  /** The months that are kept whole now are kept as months, too. */
  private void keepMonths(Map<String, Object> parameters) {
    List<LocalDate> months =
        jdbc.sql(
                """
                select date_trunc('month', first_day)::date as month from report.span s
                where first_day = last_day and way = :way
                  and from_at = first_day::timestamp at time zone :zone
                  and first_day >= date_trunc('month', :first::date)::date
                  and first_day < date_trunc('month', :last::date + interval '1 month')::date
                group by month
                having count(*) = date_part('day', date_trunc('month', min(first_day))
                  + interval '1 month' - interval '1 day')
                """)
            .params(parameters)
            .query(LocalDate.class)
            .list();
    for (LocalDate month : months) {
      Map<String, Object> ofMonth = parameters(month, month.plusMonths(1));
      jdbc.sql(
              """
              delete from report.span_count
              where first_day = :first and last_day = :last::date - 1
              """)
          .params(ofMonth)
          .update();
      jdbc.sql(
              """
              insert into report.span_count (first_day, last_day, figure, line, col, cases)
              select :first::date, :last::date - 1, figure, line, col, sum(cases)
              from report.span_count
              where first_day = last_day and first_day >= :first and first_day < :last
              group by figure, line, col
              """)
          .params(ofMonth)
          .update();
      mark("select :first::date as first_day, :last::date - 1 as last_day", ofMonth);
    }
  }

  private void mark(String spans, Map<String, Object> parameters) {
    jdbc.sql(
            """
            insert into report.span (first_day, last_day, from_at, until_at, way, counted_at)
            select first_day, last_day, first_day::timestamp at time zone :zone,
              (last_day + 1)::timestamp at time zone :zone, :way, :now
            from (%s) s
            on conflict (first_day, last_day) do update set from_at = excluded.from_at,
              until_at = excluded.until_at, way = excluded.way, counted_at = excluded.counted_at
            """
                .formatted(spans))
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

  private static final String DAYS = "generate_series(:first::date, :last::date - 1, '1 day')";

  private List<Gap> missing(LocalDate from, LocalDate until) {
    return jdbc.sql(
            """
            select min(day) as first, max(day) + 1 as last
            from (
              select d::date as day, d::date - (row_number() over (order by d))::int as island
              from %s d
              where not exists (select from report.span s
                where s.first_day = d::date and s.last_day = d::date and s.way = :way
                  and s.from_at = d::date::timestamp at time zone :zone)) m
            group by island order by first
            """
                .formatted(DAYS))
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
    return of(period, "");
  }

  /**
   * The sum of a period without what is only counted to withhold numbers, which is most of it: a
   * line for each theme of each home.
   */
  @Transactional(isolation = Isolation.REPEATABLE_READ)
  public Counts shown(Period period) {
    return of(period, "homeThemes");
  }

  private Counts of(Period period, String without) {
    workingDays.fill();
    LocalDate today = LocalDate.now(clock);
    LocalDate until = period.until().isAfter(today) ? today.plusDays(1) : period.until();
    List<Gap> missing = missing(period.from(), until);
    Counts counts = new Counts();
    add(
        counts,
        """
        with kept as (
          select first_day, last_day from report.span
          where first_day >= :first and last_day < :last and way = :way
            and from_at = first_day::timestamp at time zone :zone)
        select figure, line, col, sum(cases) as cases
        from kept k join report.span_count n using (first_day, last_day)
        where n.figure <> :without and (k.first_day < k.last_day
          or not exists (select from kept m where m.first_day < m.last_day
            and m.first_day <= k.first_day and m.last_day >= k.last_day))
        group by figure, line, col
        """,
        with(parameters(period.from(), until), "without", without));
    missing.forEach(gap -> counts.addAll(count(gap.from(), gap.until())));
    return counts;
  }

  private void add(Counts counts, String sql, Map<String, Object> parameters) {
    jdbc.sql(sql)
        .params(parameters)
        .query(
            row -> {
              counts.add(
                  row.getString("figure"),
                  row.getString("line"),
                  row.getString("col"),
                  row.getLong("cases"));
            });
  }

  private static Map<String, Object> with(Map<String, Object> some, String name, Object value) {
    some.put(name, value);
    return some;
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
