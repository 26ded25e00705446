package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ways of a letter, and that no case closes with a promise that was not told. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LetterProcessTest {

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
    ModelCoverage.assertComplete(engine, LetterProcess.KEY);
  }

  @Test
  @DisplayName("both letters told, after reminders and a letter that was written anew")
  void told() {
    recommended(1);
    story
        .passes("event_writeToYoungPersonChaseDue")
        .complete(Scenario.IRO, "writeToYoungPerson", Answers.letter())
        .complete(Scenario.IRO, "deliverLetter", Answers.of("decision", "rewrite"))
        .complete(Scenario.IRO, "writeToYoungPerson", Answers.letter())
        .passes("event_deliverLetterChaseDue")
        .complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));
    assertThat(promises()).containsExactly("TOLD null");
    refuseAll();
    story
        .passes("event_tellWhatChangedChaseDue")
        .complete(Scenario.IRO, "tellWhatChanged", Answers.whatChanged())
        .complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));

    assertThat(promises()).containsExactly("TOLD TOLD");
    assertThat(outcome()).isEqualTo("COMPLETED");
  }

  @Test
  @DisplayName(
      "a letter that nobody writes: reminders, an alert, and the senior managers hear of it")
  void chased() {
    recommended(1);
    for (int chase = 0; chase < 5; chase++) {
      story.passes("event_writeToYoungPersonChaseDue");
    }
    assertThat(
            jdbc.sql(
                    """
                    select notice || ' ' || recipient_id from outbox.message
                    where case_number = ? and notice in ('ALERT', 'ESCALATION') order by id
                    """)
                .param(story.caseNumber())
                .query(String.class)
                .list())
        .containsExactly("ALERT iro", "ESCALATION senior-manager");
    assertThat(story.waiting()).contains("writeToYoungPerson");
    assertThat(outcome()).isNull();
    engine.getRuntimeService().deleteProcessInstance(story.processInstanceId(), null);
  }

  @Test
  @DisplayName("three tries failed, another one, and the IRO says that it cannot be told")
  void notDelivered() {
    recommended(1);
    refuseAll();
    story.complete(Scenario.IRO, "writeToYoungPerson", Answers.letter());
    failThreeTimes();
    story
        .passes("event_decideUndeliveredChaseDue")
        .complete(Scenario.IRO, "decideUndelivered", Answers.undelivered("tryAgain"))
        .complete(Scenario.IRO, "deliverLetter", Answers.notDelivered(story.today()));
    assertThat(outcome()).isNull();
    story
        .complete(Scenario.IRO, "decideUndelivered", Answers.undelivered("closeUndelivered"))
        .complete(Scenario.IRO, "tellWhatChanged", Answers.whatChanged());
    failThreeTimes();
    story.complete(Scenario.IRO, "decideUndelivered", Answers.undelivered("closeUndelivered"));

    assertThat(promises()).containsExactly("NOT_DELIVERED NOT_DELIVERED");
    assertThat(outcome()).isEqualTo("COMPLETED");
  }

  @Test
  @DisplayName("no second letter for a young person who wants none")
  void wantsNoMore() {
    recommended(1);
    refuseAll();
    story
        .complete(
            Scenario.IRO,
            "writeToYoungPerson",
            Answers.with(Answers.letter(), "wantsToHearMore", "no"))
        .complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));

    assertThat(promises()).containsExactly("TOLD OPTED_OUT");
    assertThat(outcome()).isEqualTo("COMPLETED");
  }

  @Test
  @DisplayName("no letter at all for a young person who wants none")
  void optedOut() {
    recommended(1);
    refuseAll();
    story
        .complete(Scenario.IRO, "writeToYoungPerson", Answers.letter())
        .complete(Scenario.IRO, "deliverLetter", Answers.of("decision", "optedOut"));

    assertThat(promises()).containsExactly("OPTED_OUT OPTED_OUT");
    assertThat(outcome()).isEqualTo("COMPLETED");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30})
  @DisplayName("as many promises as recommendations, all told by the same two letters")
  void many(int count) {
    recommended(count);
    assertThat(story.tasks("answerRecommendation")).hasSize(count);
    assertThat(promises()).hasSize(count).containsOnly("null null");
    story
        .complete(Scenario.IRO, "writeToYoungPerson", Answers.letter())
        .complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));
    refuseAll();
    story
        .complete(Scenario.IRO, "tellWhatChanged", Answers.whatChanged())
        .complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));

    assertThat(promises()).hasSize(count).containsOnly("TOLD TOLD");
    assertThat(outcome()).isEqualTo("COMPLETED");
  }

  @Test
  @DisplayName("whoever moves the case on by force does not close it: the promise stands")
  void notByForce() {
    recommended(1);

    for (String end :
        List.of(
            "endEvent_completed", "endEvent_partial", "gateway_told", "gateway_wholeInterview")) {
      assertThatThrownBy(
              () ->
                  engine
                      .getRuntimeService()
                      .createProcessInstanceModification(story.processInstanceId())
                      .cancelAllForActivity("callActivity_recommendation")
                      .cancelAllForActivity("callActivity_writeToYoungPerson")
                      .startBeforeActivity(end)
                      .execute())
          .as(end)
          .hasStackTraceContaining("UntoldPromiseException");
    }
    for (String message : List.of("NoticeWithdrawn", "YoungPersonWithdraws")) {
      assertThatThrownBy(
              () ->
                  engine
                      .getRuntimeService()
                      .createMessageCorrelation(message)
                      .processInstanceBusinessKey(story.caseNumber())
                      .correlate())
          .as(message)
          .hasStackTraceContaining("UntoldPromiseException");
      assertThat(story.waiting())
          .as("waiting after %s, as before", message)
          .containsExactlyInAnyOrder("writeToYoungPerson", "answerRecommendation");
    }
    assertThat(outcome()).isNull();
    assertThat(
            engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(story.processInstanceId())
                .withException()
                .count())
        .as("jobs that failed and that somebody would have to put right")
        .isZero();

    refuseAll();
    story
        .complete(Scenario.IRO, "writeToYoungPerson", Answers.letter())
        .complete(Scenario.IRO, "deliverLetter", Answers.of("decision", "optedOut"));
    assertThat(outcome()).as("the case goes on to its end").isEqualTo("COMPLETED");
  }

  private void recommended(int count) {
    story
        .notice(Map.of())
        .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"))
        .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(story.today()))
        .complete(
            Scenario.SERVICE_MANAGER,
            "allocateInterviewer",
            Answers.allocated(Scenario.INTERVIEWER))
        .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(story.today()))
        .complete(Scenario.INTERVIEWER, "holdInterview", Answers.interview("held", story.today()))
        .complete(Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(story.today()))
        .complete(Scenario.IRO, "decideCirculation", Answers.release())
        .complete(Scenario.IRO, "considerContent", Answers.considered("recommend"));
    IntStream.rangeClosed(1, count)
        .forEach(
            number ->
                story.complete(
                    Scenario.IRO,
                    "writeRecommendation",
                    Answers.recommendation(
                        number < count ? "another" : "last", story.today().plusDays(14))));
  }

  private void refuseAll() {
    story
        .tasks("answerRecommendation")
        .forEach(
            task -> story.submit(Scenario.OWNER, task, Answers.answered("refused", story.today())));
    story
        .tasks("considerAnswer")
        .forEach(
            task -> story.submit(Scenario.IRO, task, Answers.answerConsidered("refusalStands")));
  }

  private void failThreeTimes() {
    for (int i = 0; i < 3; i++) {
      story.complete(Scenario.IRO, "deliverLetter", Answers.notDelivered(story.today()));
    }
  }

  private List<String> promises() {
    return jdbc.sql(
            """
            select coalesce(feedback, 'null') || ' ' || coalesce(change, 'null')
            from register.promise where case_number = ?
            """)
        .param(story.caseNumber())
        .query(String.class)
        .list();
  }

  private @Nullable Object outcome() {
    return jdbc.sql("select outcome from register.exit_case where case_number = ?")
        .param(story.caseNumber())
        .query()
        .singleRow()
        .get("outcome");
  }
}
