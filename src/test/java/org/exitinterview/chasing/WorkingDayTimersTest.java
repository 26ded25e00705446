package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.test.junit5.ProcessEngineExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When timers of a real engine are due. */
class WorkingDayTimersTest {

  private static final ChasingEngine chasing = new ChasingEngine();

  /** Puts the engine's clock right after each test. */
  @RegisterExtension
  static final ProcessEngineExtension engine =
      ProcessEngineExtension.builder().useProcessEngine(chasing.engine()).build();

  @AfterAll
  static void stop() {
    chasing.close();
  }

  @AfterEach
  void reset() {
    chasing.clear();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-21T10:00, P5WD, 2026-12-30T10:00",
    "2026-04-02T16:45, P1WD, 2026-04-07T16:45",
    "2027-12-24T09:15, P4WD, 2028-01-04T09:15",
    // over the change of the clocks in both directions
    "2026-03-27T10:00, P1WD, 2026-03-30T10:00",
    "2026-10-23T10:00, P1WD, 2026-10-26T10:00",
    "2026-10-23T10:00, P20WD, 2026-11-20T10:00",
    // what the engine understands anyway
    "2026-12-21T10:00, P5D, 2026-12-26T10:00",
    "2026-12-21T10:00, P1W, 2026-12-28T10:00",
    "2026-12-21T10:00, PT4H, 2026-12-21T14:00"
  })
  void a_duration_is_due(String start, String duration, String expected) {
    startWithTimer(
        "<timeDuration xsi:type=\"tFormalExpression\">" + duration + "</timeDuration>", start);

    assertThat(chasing.due("timer")).isEqualTo(expected);
  }

  @Test
  void a_cycle_skips_christmas() {
    assertThat(timesOfCycle("R3/P5WD", "2026-12-21T10:00"))
        .containsExactly("2026-12-30T10:00", "2027-01-07T10:00", "2027-01-14T10:00");
  }

  @Test
  void a_cycle_keeps_the_time_of_day_over_easter_and_both_changes_of_the_clocks() {
    assertThat(timesOfCycle("R4/P2WD", "2027-03-23T10:00"))
        .containsExactly(
            "2027-03-25T10:00", "2027-03-31T10:00", "2027-04-02T10:00", "2027-04-06T10:00");
    assertThat(timesOfCycle("R3/P1WD", "2026-10-22T17:30"))
        .containsExactly("2026-10-23T17:30", "2026-10-26T17:30", "2026-10-27T17:30");
  }

  @Test
  void a_plain_cycle_means_what_it_always_meant() {
    assertThat(timesOfCycle("R2/P5D", "2026-12-21T10:00"))
        .startsWith("2026-12-26T10:00", "2026-12-31T10:00");
  }

  @Test
  void a_cycle_that_was_missed_goes_on_with_the_next_time_to_come() {
    startWithTimer(cycle("R5/P1WD"), "2026-11-23T10:00");
    String missed = chasing.timer("timer").getId();

    ChasingEngine.itIs("2026-11-26T12:00");
    chasing.engine().getManagementService().executeJob(missed);

    assertThat(chasing.due("timer")).isEqualTo("2026-11-27T10:00");
  }

  @Test
  void a_cycle_moved_by_hand_moves_as_a_whole() {
    startWithTimer(cycle("R3/P1WD"), "2026-11-23T10:00");
    ChasingEngine.itIs("2026-11-23T11:00");
    chasing
        .engine()
        .getManagementService()
        .setJobDuedate(
            chasing.timer("timer").getId(),
            Date.from(chasing.timer("timer").getDuedate().toInstant().plus(Duration.ofHours(1))),
            true);

    chasing.fire("timer");

    assertThat(chasing.due("timer")).isEqualTo("2026-11-25T11:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0WD", "PWD", "P-1WD", "P5wd", "5 days"})
  void a_duration_that_is_none_is_refused(String duration) {
    assertThatThrownBy(
            () ->
                startWithTimer(
                    "<timeDuration xsi:type=\"tFormalExpression\">${'"
                        + duration
                        + "'}</timeDuration>",
                    "2026-11-23T10:00"))
        .isInstanceOf(ProcessEngineException.class)
        .hasMessageContaining(duration);
  }

  private static List<String> timesOfCycle(String cycle, String start) {
    startWithTimer(cycle(cycle), start);
    List<String> times = new ArrayList<>();
    while (chasing.timer("timer") != null && times.size() < 10) {
      times.add(chasing.due("timer"));
      chasing.fire("timer");
    }
    chasing
        .engine()
        .getRuntimeService()
        .createProcessInstanceQuery()
        .list()
        .forEach(
            instance ->
                chasing
                    .engine()
                    .getRuntimeService()
                    .deleteProcessInstance(instance.getId(), "done"));
    return times;
  }

  private static String cycle(String cycle) {
    return "<timeCycle xsi:type=\"tFormalExpression\">${'" + cycle + "'}</timeCycle>";
  }

  private static void startWithTimer(String timer, String localTime) {
    ChasingEngine.itIs(localTime);
    chasing
        .engine()
        .getRepositoryService()
        .createDeployment()
        .addString(
            "timers.bpmn",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
              <process id="timers" isExecutable="true" camunda:historyTimeToLive="1">
                <startEvent id="start"/>
                <sequenceFlow id="a" sourceRef="start" targetRef="wait"/>
                <userTask id="wait"/>
                <boundaryEvent id="timer" attachedToRef="wait" cancelActivity="false">
                  <timerEventDefinition>%s</timerEventDefinition>
                </boundaryEvent>
                <sequenceFlow id="b" sourceRef="timer" targetRef="due"/>
                <endEvent id="due"/>
                <sequenceFlow id="c" sourceRef="wait" targetRef="end"/>
                <endEvent id="end"/>
              </process>
            </definitions>
            """
                .formatted(timer))
        .deploy();
    chasing.engine().getRuntimeService().startProcessInstanceByKey("timers");
  }
}
