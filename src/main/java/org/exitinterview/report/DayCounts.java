package org.exitinterview.report;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.process.RecommendationProcess;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts the register, and keeps the counts of each day that is over. A period is then a sum of
 * days, as fast with a million closed cases as with a thousand; the day that still runs is counted
 * when it is asked for.
 */
@Repository
class DayCounts {

  private final JdbcClient jdbc;
  private final List<Indicator> indicators;
  private final WorkingDayTable workingDays;
  private final Clock clock;

  DayCounts(JdbcClient jdbc, List<Indicator> indicators, WorkingDayTable workingDays, Clock clock) {
    this.jdbc = jdbc;
    this.indicators = List.copyOf(indicators);
    this.workingDays = workingDays;
    this.clock = clock;
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

  /** Counts the days anew and keeps them; for days that are over. */
  @Transactional
  public void keep(LocalDate from, LocalDate until) {
    workingDays.fill();
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
            insert into report.counted_day (day, counted_at)
            select d::date, :now from generate_series(:first::date, :last::date - 1, '1 day') d
            on conflict (day) do update set counted_at = excluded.counted_at
            """)
        .params(parameters)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  /** Counts and keeps what no night has counted yet, and the last days once more. */
  @Transactional
  public void keepUpTo(LocalDate today, LocalDate notBefore) {
    LocalDate from =
        jdbc.sql("select max(day) from report.counted_day where day < :today")
            .param("today", today)
            .query(LocalDate.class)
            .optional()
            .map(last -> last.minusDays(DAYS_COUNTED_AGAIN))
            .filter(first -> first.isAfter(notBefore))
            .orElse(notBefore);
    if (from.isBefore(today)) {
      keep(from, today);
    }
  }

  /** A day is counted again for some nights, in case a transaction came in late. */
  private static final int DAYS_COUNTED_AGAIN = 3;

  /** The sum of a period: kept days as they are kept, the others counted now. */
  @Transactional
  public Counts of(Period period) {
    LocalDate today = LocalDate.now(clock);
    LocalDate until = period.until().isAfter(today) ? today.plusDays(1) : period.until();
    LocalDate kept =
        jdbc.sql(
                """
                select coalesce(
                  (select d::date from generate_series(:from::date, :until::date - 1, '1 day') d
                    where not exists (select from report.counted_day c where c.day = d::date)
                    order by d limit 1), :until::date)
                """)
            .param("from", period.from())
            .param("until", until)
            .query(LocalDate.class)
            .single();
    Counts counts = sum(period.from(), kept);
    if (kept.isBefore(until)) {
      counts.addAll(count(kept, until));
    }
    return counts;
  }

  private Counts sum(LocalDate from, LocalDate until) {
    Counts counts = new Counts();
    jdbc.sql(
            """
            select figure, line, col, sum(cases) as cases from report.day_count
            where day >= :from and day < :until group by figure, line, col
            """)
        .param("from", from)
        .param("until", until)
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
