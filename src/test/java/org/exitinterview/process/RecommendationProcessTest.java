package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.jspecify.annotations.Nullable;
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
        .toRelease()
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
        .complete(Scenario.OWNER, "confirmActionDone", Answers.actionDone(today))
        .passes("event_checkActionChaseDue")
        .complete(Scenario.IRO, "checkAction", Answers.actionChecked("isDone", today));

    assertThat(register("answer")).isEqualTo("accepted");
    assertThat(register("said")).isEqualTo("done");
    assertThat(register("outcome")).isEqualTo("DONE");
    assertThat(notices("REMINDER")).isEqualTo(4);
  }

  @Test
  @DisplayName("due on the day the owner promised; sent back with a new one, and the first stays")
  void sentBack() {
    LocalDate promised = today.plusDays(90);
    story
        .complete(
            Scenario.OWNER,
            "answerRecommendation",
            Answers.with(Answers.answered("accepted", today), "actionBy", promised.toString()))
        .complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("goodEnough"));
    assertThat(due("confirmActionDone")).isEqualTo(promised);

    story
        .complete(Scenario.OWNER, "confirmActionDone", Answers.actionDone(today))
        .complete(Scenario.IRO, "checkAction", Answers.actionChecked("sendBack", today));

    assertThat(due("confirmActionDone")).isEqualTo(today.plusDays(30));
    assertThat(register("action_by")).isEqualTo(today.plusDays(30).toString());
    assertThat(register("first_action_by")).isEqualTo(promised.toString());
    assertThat(register("times_sent_back")).isEqualTo("1");
    assertThat(register("outcome")).isNull();
  }

  @Test
  @DisplayName("put to two people: each is asked, answers and is tracked alone; both are told")
  void severalOwners() {
    Scenario shared = new Scenario(engine);
    shared
        .toRelease()
        .complete(Scenario.IRO, "considerContent", Answers.considered("recommend"))
        .complete(
            Scenario.IRO,
            "writeRecommendation",
            Answers.with(
                Answers.recommendation("last", today.plusDays(14)),
                "furtherOwners",
                List.of(Scenario.UNIT_MANAGER, Scenario.OWNER)));
    assertThat(shared.tasks("answerRecommendation").stream().map(Task::getAssignee))
        .containsExactlyInAnyOrder(Scenario.OWNER, Scenario.UNIT_MANAGER);

    for (Task task : shared.tasks("answerRecommendation")) {
      String decision = Scenario.OWNER.equals(task.getAssignee()) ? "accepted" : "refused";
      shared
          .submit(task.getAssignee(), task, Answers.answered(decision, today))
          .complete(
              Scenario.IRO,
              "considerAnswer",
              Answers.answerConsidered(
                  decision.equals("accepted") ? "goodEnough" : "refusalStands"));
    }

    assertThat(
            jdbc.sql(
                    """
                    select r.number || ' ' || r.owner || ' ' || r.answer || ' '
                      || coalesce(r.outcome, 'open') || ' ' || (p.change is null)
                    from register.recommendation r join register.promise p using (recommendation_id)
                    where r.case_number = ? order by r.owner
                    """)
                .param(shared.caseNumber())
                .query(String.class)
                .list())
        .containsExactly("1 owen.owner accepted open true", "1 una.manager refused REFUSED true");
    assertThat(shared.waiting())
        .containsExactlyInAnyOrder("confirmActionDone", "writeToYoungPerson");
  }

  @Test
  @DisplayName("accepted in part and later dropped with a reason")
  void dropped() {
    story
        .complete(Scenario.OWNER, "answerRecommendation", Answers.answered("acceptedInPart", today))
        .complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("goodEnough"))
        .complete(Scenario.OWNER, "confirmActionDone", Answers.actionDropped())
        .complete(Scenario.IRO, "checkAction", Answers.actionChecked("staysDropped", today));

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

  private LocalDate due(String step) {
    return story
        .tasks(step)
        .get(0)
        .getDueDate()
        .toInstant()
        .atZone(ZoneId.of("Europe/London"))
        .toLocalDate();
  }

  private @Nullable String register(String column) {
    return jdbc.sql("select " + column + " from register.recommendation where case_number = ?")
        .param(story.caseNumber())
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .single()
        .orElse(null);
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
