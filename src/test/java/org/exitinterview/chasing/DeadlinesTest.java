package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.exitinterview.people.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class DeadlinesTest {

  private static final String TABLE = "processes/deadlines.dmn";

  private static ChasingEngine chasing;
  private static Deadlines deadlines;

  @BeforeAll
  static void start() {
    chasing = new ChasingEngine();
    deadlines = chasing.deadlines();
  }

  @AfterAll
  static void stop() {
    chasing.close();
  }

  @BeforeEach
  void itIsTheMondayBeforeChristmas() {
    ChasingEngine.itIs("2026-12-21T10:00");
  }

  @AfterEach
  void clear() {
    chasing.clear();
  }

  @Test
  void has_a_row_for_every_step_that_waits_for_a_person() {
    assertThat(steps())
        .containsExactlyInAnyOrder(
            "screenNotice",
            "decideFeasibility",
            "seekAgreement",
            "decideMissingOffer",
            "allocateInterviewer",
            "arrangeAppointment",
            "holdInterview",
            "agreeRecord",
            "decideCirculation",
            "confirmCirculation",
            "considerContent",
            "writeRecommendation",
            "writeToYoungPerson",
            "tellWhatChanged",
            "deliverLetter",
            "decideUndelivered",
            "answerRecommendation",
            "decideMissingAnswer",
            "considerAnswer",
            "confirmActionDone",
            "checkAction",
            "makeChildSafe",
            "referToLado",
            "referToFrontDoor",
            "takeUpPoorCare",
            "closeConcern",
            "acknowledgeConcern",
            "considerPattern",
            "handOver",
            "signOffHomes",
            "writeCommentary",
            "setAction",
            "checkReport",
            "acknowledgeReport",
            "confirmYearAction",
            "explainLeavers");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void every_cell_can_be_read(String step) throws IOException {
    deploy();

    assertThat(deadlines.due(step)).isAfter(ClockUtil.getCurrentTime());
    assertThat(deadlines.reminders(step)).matches("R\\d*/2026-12-21T10:00:00Z/P(\\d+WD|T\\d+[HM])");
    if (!isChased(step)) {
      return;
    }
    assertThat(deadlines.alert(step)).matches("P(\\d+WD|T\\d+[HM])");
    assertThat(deadlines.alertTo(step)).isInstanceOf(Role.class);
  }

  /** Whether a model asks for more than reminders. */
  private static boolean isChased(String step) throws IOException {
    for (Resource model :
        new PathMatchingResourcePatternResolver().getResources("classpath*:processes/*.bpmn")) {
      String drawn = model.getContentAsString(StandardCharsets.UTF_8);
      if (drawn.contains("deadlines.chasing('%s'".formatted(step))
          || drawn.contains("deadlines.alert('%s')".formatted(step))) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @CsvSource({"seekAgreement, P20WD", "answerRecommendation, P20WD", "allocateInterviewer, P2WD"})
  void steps_that_the_procedure_leaves_unanswered_say_when(String step, String giveUp) {
    deploy();

    assertThat(deadlines.giveUp(step)).isEqualTo(giveUp);
  }

  @Test
  void every_deadline_that_a_model_asks_for_is_in_the_table() throws IOException {
    deploy();

    for (Resource model :
        new PathMatchingResourcePatternResolver().getResources("classpath*:processes/*.bpmn")) {
      Matcher call =
          Pattern.compile("deadlines\\.(\\w+)\\('(\\w+)'")
              .matcher(model.getContentAsString(StandardCharsets.UTF_8));
      while (call.find()) {
        assertThat(ask(call.group(1), call.group(2)))
            .as("%s of %s", call.group(), model.getFilename())
            .isNotNull();
      }
    }
  }

  private static Object ask(String method, String step) {
    return switch (method) {
      case "due" -> deadlines.due(step);
      case "reminders" -> deadlines.reminders(step);
      case "alert" -> deadlines.alert(step);
      case "chasing" -> deadlines.chasing(step);
      case "giveUp" -> deadlines.giveUp(step);
      default -> throw new IllegalArgumentException(method);
    };
  }

  @Test
  void every_row_names_its_source() {
    assertThat(model().getModelElementsByType(Rule.class))
        .allSatisfy(
            rule ->
                assertThat(rule.getDescription().getTextContent())
                    .as(rule.getId())
                    .containsPattern("[Ll]ocal choice|Procedure 13.8|reg |Nottinghamshire|LADO"));
  }

  @Test
  void every_filled_cell_is_a_text() {
    assertThat(model().getModelElementsByType(OutputEntry.class))
        .allSatisfy(
            cell ->
                assertThat(cell.getTextContent().strip()).as(cell.getId()).matches("(\".+\")?"));
  }

  @ParameterizedTest
  @CsvSource({
    "seekAgreement, 2026-12-30T10:00",
    "screenNotice, 2026-12-22T10:00",
    "considerContent, 2027-01-07T10:00"
  })
  void a_step_is_due_at_the_same_time_of_day(String step, String expected) {
    deploy();

    assertThat(ChasingEngine.local(deadlines.due(step))).isEqualTo(expected);
  }

  @Test
  @DisplayName("A promised day is the due date, and everybody is told as long after it as ever")
  void a_promised_day() {
    deploy();

    assertThat(ChasingEngine.local(deadlines.due("confirmActionDone", "2027-03-01")))
        .isEqualTo("2027-03-01T17:00");
    assertThat(deadlines.due("confirmActionDone", ""))
        .isEqualTo(deadlines.due("confirmActionDone"));
    // Without a promise due on 21 January; 1 March is 27 working days later, 4 January 13 earlier.
    assertThat(deadlines.chasing("confirmActionDone", "")).endsWith("/P20,40,60,80,100+20WD");
    assertThat(deadlines.chasing("confirmActionDone", "2027-03-01"))
        .endsWith("/P47,67,87,107,127+20WD");
    assertThat(deadlines.chasing("confirmActionDone", "2027-01-04"))
        .endsWith("/P7,27,47,67,87+20WD");
    assertThat(deadlines.chasing("confirmActionDone", "2020-01-02"))
        .as("a day long gone: the rungs stay in their order")
        .endsWith("/P1,2,3,4,5+20WD");
    assertThat(deadlines.chasing("confirmActionDone", "2999-01-02"))
        .endsWith("/P9900,9901,9902,9903,9904+20WD");
  }

  @Test
  void a_date_from_a_form_means_the_start_of_the_office_day() {
    assertThat(ChasingEngine.local(deadlines.on("2027-01-04"))).isEqualTo("2027-01-04T08:00");
    assertThat(ChasingEngine.local(deadlines.on("2027-07-01"))).isEqualTo("2027-07-01T08:00");
    assertThatThrownBy(() -> deadlines.on("next week")).isInstanceOf(DeadlineException.class);
  }

  @Test
  void a_wrong_cell_is_named_by_row_and_column() {
    deploy(table -> table.replace("\"R3/P3WD\"", "\"every 3 days\"").replace("\"P5WD\"", "\"5\""));

    assertThatThrownBy(() -> deadlines.reminders("seekAgreement"))
        .isInstanceOf(DeadlineException.class)
        .hasMessage(
            "deadlines.dmn, row 'seekAgreement', column 'remindEvery': 'every 3 days' cannot be"
                + " read; write it like R3/P2WD");
    assertThatThrownBy(() -> deadlines.due("seekAgreement"))
        .hasMessageContaining("row 'seekAgreement', column 'dueIn': '5' cannot be read");
  }

  @Test
  void a_cell_without_a_duration_in_its_cycle_is_named_too() {
    deploy(table -> table.replace("\"R3/P3WD\"", "\"R3/PXWD\""));

    assertThatThrownBy(() -> deadlines.reminders("seekAgreement"))
        .hasMessageContaining("row 'seekAgreement', column 'remindEvery': 'PXWD' cannot be read");
  }

  @Test
  void an_unknown_role_an_empty_cell_and_a_missing_row_are_named() {
    deploy(table -> table.replace("\"senior-manager\"", "\"the boss\""));

    assertThatThrownBy(() -> deadlines.alertTo("screenNotice"))
        .hasMessage(
            "deadlines.dmn, row 'screenNotice', column 'alertTo': there is no role 'the boss'");
    assertThatThrownBy(() -> deadlines.giveUp("screenNotice"))
        .hasMessage(
            "deadlines.dmn, row 'screenNotice', column 'giveUpAfter': the model needs a value here");
    assertThatThrownBy(() -> deadlines.due("fillInForm"))
        .hasMessage("deadlines.dmn has no row for the step 'fillInForm'");
  }

  @Test
  void a_case_keeps_the_table_it_started_with_and_reading_it_leaves_no_history() {
    deploy(table -> table, true);
    deploy(table -> table.replace("\"P5WD\"", "\"P9WD\""));

    chasing.engine().getRuntimeService().startProcessInstanceByKey("chased");

    Task task = chasing.engine().getTaskService().createTaskQuery().singleResult();
    assertThat(ChasingEngine.local(task.getDueDate())).isEqualTo("2026-12-30T10:00");
    assertThat(ChasingEngine.local(deadlines.due("seekAgreement")))
        .as("without a running case: the latest table")
        .isEqualTo("2027-01-06T10:00");
    assertThat(
            chasing
                .engine()
                .getHistoryService()
                .createHistoricDecisionInstanceQuery()
                .rootDecisionInstancesOnly()
                .count())
        .isZero();
  }

  /** The ladder is written into the timer when a step begins to wait, from both tables. */
  @Test
  void a_running_case_climbs_the_ladder_of_its_own_release_a_new_case_the_new_one() {
    release(table -> table, table -> table);
    ProcessInstance before = chasing.engine().getRuntimeService().startProcessInstanceByKey("step");
    assertThat(ladder(before)).endsWith("/P3,6,9,10,15+5WD");

    release(
        table -> table.replace("\"P10WD\"", "\"P7WD\""),
        table -> table.replace("\"P15WD\"", "\"P12WD\""));
    ProcessInstance after = chasing.engine().getRuntimeService().startProcessInstanceByKey("step");
    ProcessInstance oldModel =
        chasing
            .engine()
            .getRuntimeService()
            .startProcessInstanceById(before.getProcessDefinitionId());

    assertThat(ladder(after)).endsWith("/P3,6,7,9,12+5WD");
    assertThat(ladder(before)).as("waits already").endsWith("/P3,6,9,10,15+5WD");
    assertThat(ladder(oldModel)).as("of the release before").endsWith("/P3,6,9,10,15+5WD");
  }

  private static String ladder(ProcessInstance instance) {
    String job =
        chasing
            .engine()
            .getManagementService()
            .createJobQuery()
            .processInstanceId(instance.getId())
            .singleResult()
            .getId();
    return ((ProcessEngineConfigurationImpl) chasing.engine().getProcessEngineConfiguration())
        .getCommandExecutorTxRequired()
        .execute(context -> ((TimerEntity) context.getJobManager().findJobById(job)).getRepeat());
  }

  private static void release(UnaryOperator<String> deadlines, UnaryOperator<String> escalation) {
    chasing
        .engine()
        .getRepositoryService()
        .createDeployment()
        .addString(TABLE, deadlines.apply(table()))
        .addString("processes/escalation.dmn", escalation.apply(table("processes/escalation.dmn")))
        .addModelInstance(
            "step.bpmn",
            Bpmn.createExecutableProcess("step")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .userTask("userTask_seekAgreement")
                .boundaryEvent("event_chase")
                .cancelActivity(false)
                .timerWithCycle("${deadlines.chasing('seekAgreement')}")
                .endEvent()
                .moveToActivity("userTask_seekAgreement")
                .endEvent()
                .done())
        .deploy();
  }

  @Test
  void without_a_table_the_message_says_so() {
    assertThatThrownBy(() -> deadlines.due("seekAgreement"))
        .hasMessage("The decision table 'deadlines' is not deployed");
  }

  private void deploy() {
    deploy(table -> table);
  }

  private void deploy(UnaryOperator<String> change) {
    deploy(change, false);
  }

  private void deploy(UnaryOperator<String> change, boolean withProcess) {
    DeploymentBuilder deployment =
        chasing
            .engine()
            .getRepositoryService()
            .createDeployment()
            .addString(TABLE, change.apply(table()))
            .addClasspathResource("processes/escalation.dmn");
    if (withProcess) {
      deployment.addClasspathResource("org/exitinterview/chasing/chased.bpmn");
    }
    deployment.deploy();
  }

  private static String table() {
    return table(TABLE);
  }

  private static String table(String file) {
    try {
      return new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DmnModelInstance model() {
    return Dmn.readModelFromStream(DeadlinesTest.class.getClassLoader().getResourceAsStream(TABLE));
  }

  static Set<String> steps() {
    return new TreeSet<>(
        model().getModelElementsByType(Rule.class).stream()
            .map(rule -> List.copyOf(rule.getInputEntries()).get(0).getTextContent().strip())
            .map(text -> text.replace("\"", ""))
            .toList());
  }
}
