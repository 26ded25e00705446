package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clocks that stop, go on and are put off, in a real case. */
@ApplicationTest
class ClocksTest {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final String CHASE = "event_seekAgreementChaseDue";
  private static final String GIVE_UP = "event_seekAgreementGivenUp";

  @Autowired private ProcessEngine engine;
  @Autowired private Pauses pauses;
  @Autowired private Extensions extensions;
  @Autowired private JdbcClient jdbc;

  private Scenario story;

  @BeforeEach
  void offeredOnTheMondayBeforeChristmas() {
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-12-21T10:00:00Z")));
    story =
        new Scenario(engine)
            .notice(Map.of())
            .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @Test
  @DisplayName("a paused case waits; then every clock has the working days back that were left")
  void pause() {
    assertThat(day(story.due(CHASE))).isEqualTo("2026-12-24");
    assertThat(day(story.due(GIVE_UP))).isEqualTo("2027-01-21");
    itIs("2026-12-22T10:00:00Z");
    as(
        Scenario.SOCIAL_WORKER,
        () -> pauses.pause(story.caseNumber(), "hospital", LocalDate.parse("2027-01-11")));

    assertThat(engine.getManagementService().createJobQuery().activityId(CHASE).suspended().list())
        .anyMatch(job -> job.getProcessInstanceId().equals(story.processInstanceId()));
    assertThatThrownBy(
            () ->
                story.complete(
                    Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(story.today())))
        .hasMessageContaining("suspended");
    assertThatThrownBy(
            () ->
                as(
                    Scenario.SOCIAL_WORKER,
                    () ->
                        pauses.pause(story.caseNumber(), "missing", LocalDate.parse("2027-01-11"))))
        .isInstanceOf(ClockRefusedException.class);

    itIs("2027-01-10T10:00:00Z");
    pauses.resumeDue();
    assertThat(day(story.due(CHASE))).as("one day too early").isEqualTo("2026-12-24");
    itIs("2027-01-11T09:00:00Z");
    pauses.resumeDue();

    // Two working days were left for the first reminder, 29 December having been lost and so on.
    assertThat(day(story.due(CHASE))).isEqualTo("2027-01-13");
    assertThat(day(story.task("seekAgreement").getDueDate())).isEqualTo("2027-01-15");
    story.passes(CHASE);
    assertThat(day(story.due(CHASE))).as("three working days on").isEqualTo("2027-01-18");
    assertThat(decisions()).contains("pause", "resume", "reminder");
  }

  @Test
  @DisplayName("two extensions are given, the third goes to the manager, the first date stays")
  void extension() {
    String task = story.task("seekAgreement").getId();
    assertThat(extend(Scenario.SOCIAL_WORKER, task, "2027-01-04"))
        .isEqualTo(Extensions.Result.EXTENDED);
    assertThat(day(story.task("seekAgreement").getDueDate())).isEqualTo("2027-01-04");
    assertThat(day(story.due(CHASE))).as("as much later").isEqualTo("2026-12-30");
    assertThat(extend(Scenario.SOCIAL_WORKER, task, "2027-01-05"))
        .isEqualTo(Extensions.Result.EXTENDED);
    assertThat(extend(Scenario.SOCIAL_WORKER, task, "2027-01-06"))
        .isEqualTo(Extensions.Result.MANAGER_ASKED);
    assertThat(day(story.task("seekAgreement").getDueDate())).isEqualTo("2027-01-05");
    assertThat(extend(Scenario.SERVICE_MANAGER, task, "2027-01-06"))
        .isEqualTo(Extensions.Result.EXTENDED);

    assertThat(
            jdbc.sql(
                    """
                    select distinct facts ->> 'firstDueOn' from register.act
                    where case_number = ? and decision = 'extension'
                    """)
                .param(story.caseNumber())
                .query(String.class)
                .list())
        .containsExactly("2026-12-30");
    assertThat(
            jdbc.sql("select count(*) from outbox.message where case_number = ? and notice = ?")
                .param(story.caseNumber())
                .param("EXTENSION_ASKED")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("no extension without a reason, beyond the limit, or of somebody else's step")
  void refusedExtension() {
    String task = story.task("seekAgreement").getId();
    assertThatThrownBy(() -> extend(Scenario.SOCIAL_WORKER, task, "2027-03-01"))
        .hasMessageContaining("at most 20 working days");
    assertThatThrownBy(() -> extend(Scenario.SOCIAL_WORKER, task, "2027-01-02"))
        .hasMessageContaining("working day");
    assertThatThrownBy(() -> extend(Scenario.OTHER_SOCIAL_WORKER, task, "2027-01-04"))
        .isInstanceOf(ClockRefusedException.class);
    assertThatThrownBy(
            () ->
                story.as(
                    Scenario.SOCIAL_WORKER,
                    () -> extensions.extend(task, LocalDate.parse("2027-01-04"), "", "")))
        .hasMessageContaining("Reason");
    assertThatThrownBy(
            () ->
                story.as(
                    Scenario.SOCIAL_WORKER,
                    () -> extensions.extend(task, LocalDate.parse("2027-01-04"), "other", " ")))
        .hasMessageContaining("words");
  }

  private Extensions.Result extend(String person, String task, String until) {
    return story.as(
        person,
        () -> extensions.extend(task, LocalDate.parse(until), "other", "The visit was put off."));
  }

  private void as(String person, Runnable work) {
    story.as(
        person,
        () -> {
          work.run();
          return true;
        });
  }

  private List<String> decisions() {
    return jdbc.sql(
            "select decision from register.act where case_number = ? and decision is not null")
        .param(story.caseNumber())
        .query(String.class)
        .list();
  }

  private static void itIs(String instant) {
    ClockUtil.setCurrentTime(Date.from(Instant.parse(instant)));
  }

  private static String day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), LONDON).toString();
  }
}
