package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stories of the processes that look at all cases: the report and the reconciliation. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringProcessesTest {

  private static final String IRO_MANAGER = "maud.manager";
  private static final String SENIOR = "judith.senior";

  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient jdbc;

  private Scenario story;

  @BeforeEach
  void begin() {
    story = new Scenario(engine);
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @AfterAll
  void everyElementHasItsStory() {
    ModelCoverage.assertComplete(engine, MonitoringProcesses.REPORT);
    ModelCoverage.assertComplete(engine, MonitoringProcesses.RECONCILIATION);
  }

  @Test
  @DisplayName("The year's report is drawn up, written, checked, issued, read and acted on")
  void yearsReport() {
    ClockUtil.setCurrentTime(java.util.Date.from(java.time.Instant.parse("2027-04-10T05:00:00Z")));
    ProcessInstance report = start(MonitoringProcesses.REPORT);
    remind(report);
    submit(IRO_MANAGER, report, Answers.of("commentarySummary", "A fair year."));
    remind(report);
    submit(
        IRO_MANAGER,
        report,
        Answers.of(
            "actionWords", "Ask everybody within a week.",
            "owner", Scenario.OWNER,
            "actionDueOn", "2027-12-31",
            "decision", "another"));
    submit(IRO_MANAGER, report, Answers.of("decision", "last"));
    remind(report);
    submit(Scenario.IRO, report, Answers.of("decision", "changeReport"));
    submit(IRO_MANAGER, report, Answers.of("commentarySummary", "A good year."));
    submit(IRO_MANAGER, report, Answers.of("decision", "last"));
    submit(Scenario.IRO, report, Answers.of("decision", "issueReport"));

    assertThat(
            jdbc.sql("select content from report.edition where period = '2026'")
                .query(String.class)
                .single())
        .contains("A good year.", "Ask everybody within a week.")
        .doesNotContain("A fair year.");
    remind(report);
    submit(SENIOR, report, Answers.of("reportRead", true));
    remind(report);
    submit(
        Scenario.OWNER,
        report,
        Answers.of(
            "decision",
            "done",
            "actionClosedOn",
            LocalDate.of(2027, 4, 10).toString(),
            "actionResult",
            "Everybody is asked."));
    assertEnded(report);
    assertThat(
            jdbc.sql(
                    """
                    select outcome || ' ' || closed_on from report.action
                    join report.draft using (report_number) where period = '2026'
                    """)
                .query(String.class)
                .list())
        .containsExactly("done 2027-04-10");
  }

  @Test
  @DisplayName("A quarter's interim view is issued without words")
  void interimView() {
    ClockUtil.setCurrentTime(java.util.Date.from(java.time.Instant.parse("2027-07-10T05:00:00Z")));
    ProcessInstance report = start(MonitoringProcesses.REPORT);
    submit(SENIOR, report, Answers.of("reportRead", true));
    assertEnded(report);
    assertThat(
            jdbc.sql("select count(*) from report.edition where period = '2027-Q1'")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("A leaver whom nothing explains is somebody's task, once")
  void unexplainedLeaver() {
    assertEnded(start(MonitoringProcesses.RECONCILIATION));
    jdbc.sql(
            """
            insert into register.placement_ending (child, placed_on, ended_on, source,
              placement_type, placement_provider, home_urn, reason_episode_ceased,
              reason_place_change, next_reason_for_episode, next_placement_type, scope, rule,
              sensitive, status, reported_by, reported_at, changed_at)
            values ('UNEXPLAINED1', '2020-01-01', '2020-02-01', 'return', 'K2', 'PR1', '9702906',
              'X1', 'CARPL', 'P', 'U1', 'inScope', 'left a home', false, 'opened', 'rosa.service',
              '2020-03-01', '2020-03-01')
            """)
        .update();
    ProcessInstance night = start(MonitoringProcesses.RECONCILIATION);
    assertEnded(start(MonitoringProcesses.RECONCILIATION));
    remind(night);
    submit("rosa.service", night, Answers.of("leaversLookedInto", true));
    assertEnded(night);
    jdbc.sql("delete from register.placement_ending where child = 'UNEXPLAINED1'").update();
  }

  private ProcessInstance start(String process) {
    engine.getIdentityService().clearAuthentication();
    return engine.getRuntimeService().startProcessInstanceByKey(process);
  }

  private void submit(
      String person, ProcessInstance instance, java.util.Map<String, Object> answers) {
    Task task =
        engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceId(instance.getId())
            .singleResult();
    story.submit(person, task, answers);
  }

  private void remind(ProcessInstance instance) {
    Job timer =
        engine
            .getManagementService()
            .createJobQuery()
            .timers()
            .processInstanceId(instance.getId())
            .singleResult();
    engine.getManagementService().executeJob(timer.getId());
  }

  private void assertEnded(ProcessInstance instance) {
    assertThat(
            engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(instance.getId())
                .count())
        .isZero();
  }
}
