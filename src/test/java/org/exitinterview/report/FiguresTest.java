package org.exitinterview.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The figures are those of the years they are counted from. */
@ApplicationTest
class FiguresTest {

  private static final int YEARS = 200;

  @Autowired private DayCounts dayCounts;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  @Test
  @DisplayName("200 random years: every figure is what was made up")
  void everyFigureIsTheTruth() {
    for (int seed = 1; seed <= YEARS; seed++) {
      Period period = Period.year(2016 + seed % 8, 4);
      SyntheticYear year =
          SyntheticYear.of(seed, period.from(), 20 + (seed * 7) % 100, 2 + seed % 9);
      Counts counted =
          undone(
              () -> {
                year.enter(jdbc);
                return dayCounts.count(period.from(), period.until());
              });
      assertThat(counted).as("year %d", seed).isEqualTo(year.truth());
    }
  }

  @Test
  @DisplayName("Days kept and days counted now add up to the same year, for any days kept")
  void keptDaysAreTheSame() {
    Period period = Period.year(2020, 4);
    SyntheticYear year = SyntheticYear.of(4711, period.from(), 120, 5);
    Counts counted =
        undone(
            () -> {
              year.enter(jdbc);
              dayCounts.keep(period.from().plusDays(30), period.from().plusDays(90));
              dayCounts.keep(period.from().plusDays(120), period.from().plusDays(200));
              return dayCounts.of(period);
            });
    assertThat(counted).isEqualTo(year.truth());
  }

  @Test
  @DisplayName(
      "Whatever changes in a closed case, kept days never say anything else than the register")
  void keptDaysFollowTheRegister() {
    Period period = Period.year(2021, 4);
    SyntheticYear year = SyntheticYear.of(815, period.from(), 60, 5);
    undone(
        () -> {
          year.enter(jdbc);
          dayCounts.keepMissing(period.from(), period.until());
          assertThat(dayCounts.of(period)).isEqualTo(year.truth());
          for (String change :
              List.of(
                  "update register.exit_case set outcome = 'DECLINED' where case_number = :case",
                  """
                  insert into register.act (happened_at, person, act, process, case_number, step, facts)
                  values (now(), 'somebody', 'completion', 'exit-interview', :case,
                    'userTask_writeToYoungPerson', '{"channel": "email"}')
                  """,
                  """
                  insert into register.recommendation (recommendation_id, case_number, owner, number, made_on)
                  values ('late', :case, 'owner', 9, '2021-05-01')
                  """,
                  "update register.recommendation set answer = 'accepted' where recommendation_id = 'late' and :case > ''",
                  "delete from register.recommendation where recommendation_id = 'late' and :case > ''",
                  """
                  insert into register.act (happened_at, person, act, process, case_number, step, decision)
                  select closed_at, 'somebody', 'completion', 'concern', 'late', 'userTask_x', 'referred'
                  from register.exit_case where case_number = :case
                  """,
                  """
                  update report.working_day set counted = counted + 1
                  where day > date '2021-08-01' and :case > ''
                  """,
                  "update register.exit_case set closed_at = closed_at + interval '400 days' where case_number = :case")) {
            Counts before = dayCounts.of(period);
            jdbc.sql(change).param("case", year.aCase()).update();
            Counts after = dayCounts.of(period);
            assertThat(after).as(change).isEqualTo(dayCounts.count(period.from(), period.until()));
            dayCounts.keepMissing(period.from(), period.until());
            assertThat(dayCounts.of(period)).as(change).isEqualTo(after);
            if (!change.contains("'late'")) {
              assertThat(after).as(change).isNotEqualTo(before);
            }
          }
          return year.truth();
        });
  }

  @Test
  @DisplayName("Four quarters are the year")
  void quartersAreTheYear() {
    Period period = Period.year(2018, 4);
    SyntheticYear year = SyntheticYear.of(99, period.from(), 150, 4);
    undone(
        () -> {
          year.enter(jdbc);
          Counts sum = new Counts();
          for (int quarter = 1; quarter <= 4; quarter++) {
            sum.addAll(dayCounts.of(Period.quarter(2018, 4, quarter)));
          }
          assertThat(sum).isEqualTo(year.truth());
          return sum;
        });
  }

  @Test
  @DisplayName("Reasons for placement change, England, year to 31 March 2024, as published")
  void publishedReasons() {
    Map<String, Long> published = PublishedReasons.ALL;
    undone(
        () -> {
          published.forEach(
              (reason, count) ->
                  jdbc.sql(
                          """
                          insert into register.exit_case (case_number, child, source, opened_at,
                            reason_place_change, offered, accepted, outcome, closed_at)
                          select 'PR-' || :reason || n, 'P' || n, 'return', :at::timestamptz,
                            :reason, true, n <= :foster, case when n <= :foster then 'COMPLETED'
                            else 'DECLINED' end, :at::timestamptz
                          from generate_series(1, :count) n
                          """)
                      .param("reason", reason)
                      .param("count", count)
                      .param("foster", PublishedReasons.FOSTER.get(reason))
                      .param("at", "2023-10-10T10:00:00Z")
                      .update());
          Counts counts = dayCounts.count(LocalDate.of(2023, 4, 1), LocalDate.of(2024, 4, 1));
          assertThat(counts.total("reason")).isEqualTo(66_070);
          assertThat(counts.column("reason", "interviewed")).isEqualTo(36_560);
          assertThat(Conventions.percent(36_560, 66_070)).isEqualTo("55");
          published.forEach(
              (reason, count) -> {
                assertThat(counts.line("reason", reason)).isEqualTo(count);
                assertThat(Conventions.toNearestTen(counts.line("reason", reason)))
                    .isEqualTo(String.format(java.util.Locale.UK, "%,d", count));
                assertThat(Conventions.percent(counts.line("reason", reason), 66_070))
                    .as(reason)
                    .isEqualTo(PublishedReasons.PERCENT.get(reason));
                assertThat(Conventions.percent(counts.of("reason", reason, "interviewed"), 36_560))
                    .as(reason)
                    .isEqualTo(PublishedReasons.FOSTER_PERCENT.get(reason));
              });
          return counts;
        });
  }

  private Counts undone(java.util.function.Supplier<Counts> work) {
    return java.util.Objects.requireNonNull(
        transaction.execute(
            status -> {
              status.setRollbackOnly();
              return work.get();
            }));
  }
}
