package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatusCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** The stories of the processes that look at all cases: the report and the reconciliation. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringProcessesTest {

  private static final String IRO_MANAGER = "maud.manager";
  private static final String SENIOR = "judith.senior";
  private static final String SMALL_HOME = "9702901";
  private static final String OTHER_SMALL_HOME = "9702902";

  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestRestTemplate rest;

  private Scenario story;

  /** Interviews of one year at three homes, two of which are small. */
  @BeforeAll
  void fillTheYear() {
    jdbc.sql(
            """
            insert into register.exit_case (case_number, child, home_urn, placement_provider, source,
              opened_at, offered, accepted, outcome, closed_at)
            select 'MP-' || n, 'MP' || n, case when n < 3 then :small when n < 6 then :other else '3311876' end,
              'PR1', 'notice', '2026-05-01', true, true, 'COMPLETED', '2026-06-01'
            from generate_series(0, 15) n
            """)
        .param("small", SMALL_HOME)
        .param("other", OTHER_SMALL_HOME)
        .update();
    jdbc.sql(
            """
            insert into register.act (happened_at, person, act, process, case_number, step, facts)
            select '2026-05-20', 'somebody', 'completion', 'exit-interview', 'MP-' || n,
              'userTask_considerContent', '{"praiseThemes": ["people"], "concernThemes": ["safe"], "suggestionThemes": ["rules"]}'
            from generate_series(0, 15) n
            """)
        .update();
  }

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
    at("2027-04-10T05:00:00Z");
    ProcessInstance report = tenthOfTheMonth().orElseThrow();
    remind(report);
    submit(
        IRO_MANAGER,
        report,
        Answers.of("signedOffHomes", java.util.List.of(SMALL_HOME), "signedOffByName", true));
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
        .contains("signed off by Maud Grant", "homeThemes PR1 " + SMALL_HOME)
        .doesNotContain("A fair year.", "homeThemes PR1 " + OTHER_SMALL_HOME);
    assertThat(tenthOfTheMonth()).as("drawn up once").isEmpty();
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
    correct();
    nextYear();
  }

  /** The year turns out to be wrong: a new edition says so, the first stays as it is. */
  private void correct() {
    String first = edition("2026", 1);
    jdbc.sql("update register.exit_case set outcome = 'PARTIAL' where case_number = 'MP-0'")
        .update();
    assertThat(ask("judith.senior", "One interview was in part.").is4xxClientError()).isTrue();
    assertThat(ask(IRO_MANAGER, " ").is4xxClientError()).isTrue();
    Set<String> before = running();
    assertThat(ask(IRO_MANAGER, "One interview was in part.").is2xxSuccessful()).isTrue();
    ProcessInstance correction = startedSince(before).orElseThrow();
    runJob(correction);
    submit(IRO_MANAGER, correction, Answers.of());
    submit(IRO_MANAGER, correction, Answers.of("commentarySummary", "Still a good year."));
    submit(IRO_MANAGER, correction, Answers.of("decision", "last"));
    submit(Scenario.IRO, correction, Answers.of("decision", "issueReport"));
    submit(SENIOR, correction, Answers.of("reportRead", true));
    assertEnded(correction);
    assertThat(edition("2026", 1)).isEqualTo(first);
    assertThat(edition("2026", 2))
        .contains(
            "This edition corrects edition 1",
            "One interview was in part.",
            "Numbers have changed in",
            "Ask everybody within a week.");
  }

  /** A year later the report says what became of last year's action. */
  private void nextYear() {
    at("2028-04-10T05:00:00Z");
    ProcessInstance report = tenthOfTheMonth().orElseThrow();
    submit(IRO_MANAGER, report, Answers.of());
    submit(IRO_MANAGER, report, Answers.of("commentarySummary", "Another year."));
    submit(IRO_MANAGER, report, Answers.of("decision", "last"));
    submit(Scenario.IRO, report, Answers.of("decision", "issueReport"));
    submit(SENIOR, report, Answers.of("reportRead", true));
    assertEnded(report);
    assertThat(edition("2027", 1)).contains("Ask everybody within a week.", "\"outcome\":\"done\"");
  }

  private String edition(String period, int number) {
    return jdbc.sql(
            "select content from report.edition where period = :period and number = :number")
        .param("period", period)
        .param("number", number)
        .query(String.class)
        .single();
  }

  @Test
  @DisplayName("A quarter's interim view is issued without words")
  void interimView() {
    at("2027-07-10T05:00:00Z");
    ProcessInstance report = tenthOfTheMonth().orElseThrow();
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

  private static void at(String moment) {
    ClockUtil.setCurrentTime(java.util.Date.from(java.time.Instant.parse(moment)));
  }

  /** Fires the start timer; what goes on after it, empty when there is nothing to report. */
  private Optional<ProcessInstance> tenthOfTheMonth() {
    engine.getIdentityService().clearAuthentication();
    Set<String> before = running();
    Job timer =
        engine
            .getManagementService()
            .createJobQuery()
            .processDefinitionKey(MonitoringProcesses.REPORT)
            .timers()
            .list()
            .stream()
            .filter(job -> job.getProcessInstanceId() == null)
            .findFirst()
            .orElseThrow();
    engine.getManagementService().executeJob(timer.getId());
    return startedSince(before);
  }

  private HttpStatusCode ask(String person, String words) {
    MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
    fields.add("words", words);
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD)
        .postForEntity("/pages/report/2026/correction", fields, String.class)
        .getStatusCode();
  }

  private Optional<ProcessInstance> startedSince(Set<String> before) {
    return running().stream()
        .filter(id -> !before.contains(id))
        .findFirst()
        .map(
            id ->
                engine
                    .getRuntimeService()
                    .createProcessInstanceQuery()
                    .processInstanceId(id)
                    .singleResult());
  }

  private Set<String> running() {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey(MonitoringProcesses.REPORT)
        .list()
        .stream()
        .map(ProcessInstance::getId)
        .collect(Collectors.toSet());
  }

  private void runJob(ProcessInstance instance) {
    engine.getIdentityService().clearAuthentication();
    Job job =
        engine
            .getManagementService()
            .createJobQuery()
            .messages()
            .processInstanceId(instance.getId())
            .singleResult();
    if (job != null) {
      engine.getManagementService().executeJob(job.getId());
    }
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
