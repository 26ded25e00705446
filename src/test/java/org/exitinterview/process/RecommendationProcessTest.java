package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stories of one recommendation: sent, answered, chased, tracked until something is done. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecommendationProcessTest {

  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient jdbc;

  private Scenario story;
  private LocalDate today;

  @BeforeEach
  void recommendationMade() {
    story = new Scenario(engine);
    today = story.today();
    story
        .notice(Map.of())
        .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"))
        .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(today))
        .complete(
            Scenario.SERVICE_MANAGER,
            "allocateInterviewer",
            Answers.allocated(Scenario.INTERVIEWER))
        .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(today))
        .complete(Scenario.INTERVIEWER, "holdInterview", Answers.interview("held", today))
        .complete(Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(today))
        .complete(Scenario.IRO, "decideCirculation", Answers.release())
        .complete(Scenario.IRO, "considerContent", Answers.considered("recommend"))
        .complete(
            Scenario.IRO,
            "writeRecommendation",
            Answers.recommendation("last", today.plusDays(14)));
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @AfterAll
  void everyElementHasItsStory() {
    ModelCoverage.assertComplete(engine, RecommendationProcess.KEY);
  }

  @Test
  @DisplayName("answered after a reminder, done after another")
  void done() {
    story
        .passes("event_answerRecommendationChaseDue")
        .complete(
            Scenario.OWNER, "answerRecommendation", Answers.answered("accepted", story.today()))
        .passes("event_considerAnswerChaseDue")
        .complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("goodEnough"))
        .passes("event_confirmActionDoneChaseDue")
        .complete(Scenario.OWNER, "confirmActionDone", Answers.actionDone(today));

    assertThat(register("answer")).isEqualTo("accepted");
    assertThat(register("outcome")).isEqualTo("DONE");
    assertThat(notices("REMINDER")).isEqualTo(3);
  }

  @Test
  @DisplayName("accepted in part and later dropped with a reason")
  void dropped() {
    story
        .complete(Scenario.OWNER, "answerRecommendation", Answers.answered("acceptedInPart", today))
        .complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("goodEnough"))
        .complete(Scenario.OWNER, "confirmActionDone", Answers.actionDropped());

    assertThat(register("outcome")).isEqualTo("DROPPED");
  }

  @Test
  @DisplayName("refused with a reason: the IRO presses twice, the refusal stands, nobody is chased")
  void refused() {
    story
        .complete(Scenario.OWNER, "answerRecommendation", Answers.answered("refused", today))
        .complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("press"));
    assertThat(told("PRESSED")).containsExactly("residential-service-manager", Scenario.OWNER);

    story
        .complete(Scenario.OWNER, "answerRecommendation", Answers.answered("refused", today))
        .complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("press"));
    assertThat(told("PRESSED")).endsWith("senior-manager", Scenario.OWNER);

    story
        .complete(Scenario.OWNER, "answerRecommendation", Answers.answered("refused", today))
        .complete(
            Scenario.IRO,
            "considerAnswer",
            Answers.with(
                Answers.answerConsidered("refusalStands"),
                "wentFurtherTo",
                "cafcass",
                "wentFurtherOn",
                today.toString()));

    assertThat(register("outcome")).isEqualTo("REFUSED");
    assertThat(story.waiting()).containsExactly("writeToYoungPerson");
  }

  @Test
  @DisplayName("no answer: reminders, the IRO is alerted, presses again, and closes it")
  void notAnswered() {
    story
        .passes("event_answerRecommendationChaseDue")
        .passes("event_answerRecommendationChaseDue")
        .passes("event_answerRecommendationChaseDue");
    assertThat(notices("REMINDER")).isEqualTo(3);

    story.passes("event_answerRecommendationChaseDue");
    assertThat(told("ALERT")).containsExactly("iro");

    story.passes("event_answerRecommendationChaseDue");
    assertThat(told("ESCALATION")).containsExactly("residential-service-manager");
    assertThat(chases())
        .containsExactly("reminder 1", "reminder 2", "reminder 3", "alert 4", "escalation 5");

    story
        .passes("event_answerRecommendationGivenUp")
        .passes("event_decideMissingAnswerChaseDue")
        .complete(Scenario.IRO, "decideMissingAnswer", Answers.missingAnswer("pressAgain"))
        .passes("event_answerRecommendationGivenUp")
        .complete(Scenario.IRO, "decideMissingAnswer", Answers.missingAnswer("closeUnanswered"));

    assertThat(register("outcome")).isEqualTo("NOT_ANSWERED");
  }

  private String register(String column) {
    return jdbc.sql("select " + column + " from register.recommendation where case_number = ?")
        .param(story.caseNumber())
        .query(String.class)
        .single();
  }

  private List<String> told(String notice) {
    return jdbc.sql(
            "select recipient_id from outbox.message where case_number = ? and notice = ? order by id")
        .param(story.caseNumber())
        .param(notice)
        .query(String.class)
        .list();
  }

  private List<String> chases() {
    return jdbc.sql(
            """
            select decision || ' ' || (facts ->> 'chaseNumber') from register.act
            where case_number = ? and decision in ('reminder', 'alert', 'escalation') order by id
            """)
        .param(story.caseNumber())
        .query(String.class)
        .list();
  }

  private int notices(String notice) {
    return jdbc.sql("select count(*) from outbox.message where case_number = ? and notice = ?")
        .param(story.caseNumber())
        .param(notice)
        .query(Integer.class)
        .single();
  }
}
