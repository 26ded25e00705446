package org.exitinterview.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.exitinterview.ApplicationTest;
import org.exitinterview.leaving.LeaverStandings;
import org.exitinterview.process.MonitoringProcesses;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the figures of a year cost in a register of 100,000 and of 1,000,000 closed cases of ten
 * years: read as the pages read them, counted anew as a report is drawn up, and, in pairs, the
 * funnel and the waiting times from the register and from the engine's history of the same cases.
 * Also what a night of reconciliation costs. Prints medians. Run it with {@code mvn test
 * -Dtest=ReportBenchmark}; it takes some minutes and about 12 GB of disk.
 */
@ApplicationTest
class ReportBenchmark {

  private static final int RUNS = Integer.getInteger("benchmark.runs", 7);
  private static final int FEW = Integer.getInteger("benchmark.few", 100_000);
  private static final int MANY = Integer.getInteger("benchmark.many", 1_000_000);

  private static final List<String> FILLED =
      List.of(
          "register.exit_case",
          "register.act",
          "register.recommendation",
          "register.placement_ending",
          "public.act_hi_procinst",
          "public.act_hi_taskinst");

  private static final String FUNNEL_OF_HISTORY =
      """
      select end_act_id_ as line, 'cases' as col, count(*) as cases from act_hi_procinst
      where proc_def_key_ = 'exit-interview' and end_time_ >= :from and end_time_ < :until
      group by end_act_id_
      """;

  private static final String WAITING_OF_HISTORY =
      """
      select t.task_def_key_ as line, least(99, greatest(0, u.counted - f.counted))::text as col,
        count(*) as cases
      from act_hi_procinst p join act_hi_taskinst t on t.proc_inst_id_ = p.id_
      join report.working_day f on f.day = (t.start_time_ at time zone 'UTC' at time zone :zone)::date
      join report.working_day u on u.day = (t.end_time_ at time zone 'UTC' at time zone :zone)::date
      where p.proc_def_key_ = 'exit-interview' and p.end_time_ >= :from and p.end_time_ < :until
        and p.end_act_id_ <> 'endEvent_out_of_scope'
      group by t.task_def_key_, least(99, greatest(0, u.counted - f.counted))
      """;

  @Autowired private Report report;
  @Autowired private DayCounts dayCounts;
  @Autowired private LeaverStandings standings;
  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  @Test
  void yearsReport() throws IOException {
    Period year = Period.year(LocalDate.now(clock).getYear() - 2, 4);
    fill(1, FEW);
    Map<String, Double> few = measure(year);
    fill(FEW + 1, MANY);
    Map<String, Double> many = measure(year);
    System.out.printf(
        Locale.UK, "%-62s %,12d %,12d %8s%n", "median, milliseconds", FEW, MANY, "ratio");
    few.forEach(
        (what, before) ->
            System.out.printf(
                Locale.UK,
                "%-62s %,12.1f %,12.1f %8.2f%n",
                what,
                before,
                many.getOrDefault(what, 0.0),
                many.getOrDefault(what, 0.0) / before));
  }

  private Map<String, Double> measure(Period year) {
    dayCounts.keep(year.from(), year.until());
    Map<String, Double> medians = new TreeMap<>();
    medians.put("1 figures of a year, as the pages read them", median(() -> report.live(year)));
    medians.put(
        "2 figures of a year, counted anew from the register",
        median(() -> dayCounts.count(year.from(), year.until())));
    medians.put(
        "3 days of a year counted and kept", once(() -> dayCounts.keep(year.from(), year.until())));
    medians.put(
        "4 where the leavers of a year stand",
        median(() -> standings.count(year.from(), year.until())));
    List<List<Double>> pairs = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int run = -1; run < RUNS; run++) {
      List<Runnable> ways =
          List.of(
              () -> dayCounts.of(year),
              () ->
                  dayCounts.count(
                      List.of(new Funnel(), new TimelinessOfSteps()), year.from(), year.until()),
              () -> history(year));
      for (int i = 0; i < ways.size(); i++) {
        int way = (i + Math.max(run, 0)) % ways.size();
        double taken = once(ways.get(way));
        if (run >= 0) {
          pairs.get(way).add(taken);
        }
      }
    }
    medians.put("5 in turn: all figures of the year, from kept days", median(pairs.get(0)));
    medians.put(
        "6 in turn: funnel and waiting times, anew from the register", median(pairs.get(1)));
    medians.put(
        "7 in turn: funnel and waiting times, from the engine's history", median(pairs.get(2)));
    medians.put("8 first night of reconciliation", once(this::night));
    medians.put("9 later night of reconciliation", median(this::night));
    return medians;
  }

  private void night() {
    engine.getIdentityService().clearAuthentication();
    engine.getRuntimeService().startProcessInstanceByKey(MonitoringProcesses.RECONCILIATION);
  }

  private void history(Period year) {
    Map<String, Object> parameters =
        Map.of(
            "zone", clock.getZone().getId(),
            "from", Timestamp.valueOf(year.from().atStartOfDay()),
            "until", Timestamp.valueOf(year.until().atStartOfDay()));
    for (String query : List.of(FUNNEL_OF_HISTORY, WAITING_OF_HISTORY)) {
      Counts counts = new Counts();
      jdbc.sql(query)
          .params(parameters)
          .query(
              row -> {
                counts.add(
                    "history", row.getString("line"), row.getString("col"), row.getLong("cases"));
              });
    }
  }

  /** Without the indexes while the rows go in; they are made again as they were. */
  private void fill(int first, int last) throws IOException {
    long started = System.nanoTime();
    List<String> indexes = new ArrayList<>();
    for (String table : FILLED) {
      jdbc.sql(
              """
              select i.indexrelid::regclass || '|' || pg_get_indexdef(i.indexrelid) from pg_index i
              where i.indrelid = :table::regclass
                and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
              """)
          .param("table", table)
          .query(String.class)
          .list()
          .forEach(
              index -> {
                indexes.add(index.substring(index.indexOf('|') + 1));
                jdbc.sql("drop index " + index.substring(0, index.indexOf('|'))).update();
              });
    }
    String script =
        new ClassPathResource("closed-cases.sql", ReportBenchmark.class)
            .getContentAsString(StandardCharsets.UTF_8)
            .replace(":first", Integer.toString(first))
            .replace(":last", Integer.toString(last));
    jdbc.sql("do $fill$ begin perform setseed(0.4711);" + script + " end $fill$").update();
    indexes.forEach(index -> jdbc.sql(index).update());
    FILLED.forEach(table -> jdbc.sql("vacuum analyze " + table).update());
    System.out.printf(
        Locale.UK,
        "%,d closed cases, %,d acts, filled in %.0f s%n",
        last,
        jdbc.sql("select count(*) from register.act").query(Long.class).single(),
        (System.nanoTime() - started) / 1e9);
  }

  private static double median(Runnable work) {
    work.run();
    List<Double> taken = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      taken.add(once(work));
    }
    return median(taken);
  }

  private static double median(List<Double> taken) {
    double[] sorted = taken.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }

  private static double once(Runnable work) {
    long started = System.nanoTime();
    work.run();
    return (System.nanoTime() - started) / 1e6;
  }
}
