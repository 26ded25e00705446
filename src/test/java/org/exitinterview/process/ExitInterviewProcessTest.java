package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.exitinterview.ApplicationTest;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseOutcome;
import org.exitinterview.register.CaseRegister;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The stories of the exit interview: one test for each way a case can go, told by the people who do
 * the work. {@link ModelCoverage} fails them when an element of the model is left out.
 */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExitInterviewProcessTest {

  /** What routes a case and stays in the engine. */
  private static final List<String> ROUTING =
      List.of(
          "decision",
          "socialWorker",
          "iro",
          "interviewer",
          "offers",
          "attempts",
          "resumeOn",
          "interviewed");

  @Autowired private ProcessEngine engine;
  @Autowired private CaseRegister register;
  @Autowired private RecordVault vault;

  private Scenario story;
  private LocalDate today;

  @BeforeEach
  void beginStory() {
    BpmnAwareTests.init(engine);
    story = new Scenario(engine);
    today = story.today();
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @AfterAll
  void everyElementHasItsStory() {
    ModelCoverage.assertComplete(engine, ExitInterviewProcess.KEY);
    ModelCoverage.assertComplete(engine, CompanionProcesses.WITHDRAWAL);
  }

  private Scenario noticeGiven() {
    return story.notice(Map.of());
  }

  private Scenario offered() {
    return noticeGiven()
        .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
  }

  private Scenario agreed() {
    return offered()
        .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(today));
  }

  private Scenario allocated() {
    return agreed()
        .complete(
            Scenario.SERVICE_MANAGER,
            "allocateInterviewer",
            Answers.allocated(Scenario.INTERVIEWER));
  }

  private Scenario appointed() {
    return allocated()
        .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(today));
  }

  private Scenario interviewed(String decision) {
    return appointed()
        .complete(Scenario.INTERVIEWER, "holdInterview", Answers.interview(decision, today));
  }

  private Scenario recordAgreed(String decision) {
    return interviewed(decision)
        .complete(Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(today));
  }

  private Scenario copiesSent(String decision) {
    return recordAgreed(decision).complete(Scenario.IRO, "decideCirculation", Answers.release());
  }

  private Scenario recommended(int number) {
    Scenario told =
        copiesSent("held")
            .complete(Scenario.IRO, "considerContent", Answers.considered("recommend"));
    for (int written = 1; written <= number; written++) {
      told.complete(
          Scenario.IRO,
          "writeRecommendation",
          Answers.recommendation(written < number ? "another" : "last", today.plusDays(14)));
    }
    return told;
  }

  /** Names of the variables that the case had, without those of its tasks. */
  private List<String> variables() {
    return engine
        .getHistoryService()
        .createHistoricVariableInstanceQuery()
        .processInstanceId(story.processInstanceId())
        .list()
        .stream()
        .filter(variable -> variable.getTaskId() == null)
        .filter(variable -> variable.getActivityInstanceId().equals(story.processInstanceId()))
        .map(HistoricVariableInstance::getName)
        .distinct()
        .toList();
  }

  private boolean mayRead(String userId, Section section) {
    return story.as(userId, () -> vault.mayRead(story.caseNumber(), section));
  }

  private void assertEnded(String endEvent, CaseOutcome outcome) {
    assertThat(story.waiting()).isEmpty();
    BpmnAwareTests.assertThat(story.instance()).isEnded().hasPassed("endEvent_" + endEvent);
    assertThat(register.byNumber(story.caseNumber()).outcome()).isEqualTo(outcome);
    assertThat(variables()).as("a case keeps what routes it, and nothing else").isSubsetOf(ROUTING);
  }

  @Nested
  @DisplayName("Notice and scope")
  class NoticeAndScope {

    @Test
    @DisplayName("a temporary stay is out of scope by the rules")
    void outOfScope() {
      story.notice(Answers.of("placementType", "T0"));

      assertEnded("outOfScope", CaseOutcome.OUT_OF_SCOPE);
    }

    @Test
    @DisplayName("the CSM finds a notice out of scope and says why")
    void screenedOut() {
      noticeGiven().complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screenedOut());

      assertEnded("screenedOut", CaseOutcome.OUT_OF_SCOPE);
    }

    @Test
    @DisplayName("the CSM is reminded of a notice that waits")
    void screeningReminded() {
      noticeGiven().passes("event_screenNoticeChaseDue");

      assertThat(story.waiting()).containsExactly("screenNotice");
    }

    @Test
    @DisplayName("whoever gave notice no longer sees the address once a social worker is named")
    void noticeHandedOver() {
      noticeGiven();
      assertThat(mayRead(Scenario.UNIT_MANAGER, Section.CONTACT)).isTrue();

      story.complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));

      assertThat(mayRead(Scenario.UNIT_MANAGER, Section.CONTACT)).isFalse();
      assertThat(mayRead(Scenario.SOCIAL_WORKER, Section.CONTACT)).isTrue();
    }

    @Test
    @DisplayName("the move does not take place")
    void noticeWithdrawn() {
      offered();

      engine
          .getRuntimeService()
          .createMessageCorrelation(ExitInterviewProcess.Messages.NOTICE_WITHDRAWN)
          .processInstanceBusinessKey(story.caseNumber())
          .correlate();

      assertEnded("noticeWithdrawn", CaseOutcome.OUT_OF_SCOPE);
    }
  }

  @Nested
  @DisplayName("Feasibility")
  class Feasibility {

    private Scenario asked() {
      return noticeGiven()
          .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("askFeasibility"));
    }

    @Test
    @DisplayName("not feasible, with a written basis")
    void notFeasible() {
      asked()
          .complete(
              Scenario.SOCIAL_WORKER, "decideFeasibility", Answers.feasibility("notFeasible"));

      assertEnded("notFeasible", CaseOutcome.NOT_FEASIBLE);
    }

    @Test
    @DisplayName("feasible with support goes on to the offer; the social worker was reminded")
    void feasibleWithSupport() {
      asked()
          .passes("event_decideFeasibilityChaseDue")
          .complete(
              Scenario.SOCIAL_WORKER,
              "decideFeasibility",
              Answers.feasibility("feasibleWithSupport"));

      assertThat(story.waiting()).containsExactly("seekAgreement");
    }
  }

  @Nested
  @DisplayName("Agreement")
  class Agreement {

    @Test
    @DisplayName("a no is a good answer and is never chased")
    void declined() {
      offered().complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.declined());

      assertEnded("declined", CaseOutcome.DECLINED);
      assertThat(
              engine
                  .getManagementService()
                  .createJobQuery()
                  .processInstanceId(story.processInstanceId())
                  .count())
          .isZero();
    }

    @Test
    @DisplayName("not reachable")
    void notReachable() {
      offered().complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.notReachable(today));

      assertEnded("notReachable", CaseOutcome.NOT_REACHED);
    }

    @Test
    @DisplayName("later: offered again on the day agreed, and once only")
    void deferredTwice() {
      offered()
          .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.deferred(today.plusDays(10)));
      assertThat(story.waiting()).isEmpty();

      story.passes("event_offerAgainDue");
      assertThat(story.today()).isEqualTo(today.plusDays(10));
      story.complete(
          Scenario.SOCIAL_WORKER, "seekAgreement", Answers.deferred(story.today().plusDays(10)));

      assertEnded("deferredAgain", CaseOutcome.DECLINED);
    }

    @Test
    @DisplayName("nobody asks in time: reminder, alert, and the CSM names somebody else")
    void offeredByAnother() {
      offered()
          .passes("event_seekAgreementChaseDue")
          .passes("event_seekAgreementChaseDue")
          .passes("event_seekAgreementChaseDue")
          .passes("event_seekAgreementChaseDue")
          .passes("event_seekAgreementChaseDue")
          .passes("event_seekAgreementGivenUp")
          .passes("event_decideMissingOfferChaseDue")
          .complete(
              Scenario.SERVICE_MANAGER, "decideMissingOffer", Answers.missingOffer("offerAgain"));

      assertThat(story.task("seekAgreement").getAssignee()).isEqualTo(Scenario.OTHER_SOCIAL_WORKER);
    }

    @Test
    @DisplayName("never offered: a failure that stays visible")
    void notOffered() {
      offered()
          .passes("event_seekAgreementGivenUp")
          .complete(
              Scenario.SERVICE_MANAGER,
              "decideMissingOffer",
              Answers.missingOffer("closeNotOffered"));

      assertEnded("notOffered", CaseOutcome.NOT_OFFERED);
    }
  }

  @Nested
  @DisplayName("Interviewer")
  class Interviewer {

    @Test
    @DisplayName("nobody free: senior managers are told, the CSM tries again after two days")
    void noneFree() {
      agreed()
          .passes("event_allocateInterviewerChaseDue")
          .complete(Scenario.SERVICE_MANAGER, "allocateInterviewer", Answers.noneFree())
          .passes("event_tryAgainDue");

      assertThat(story.waiting()).containsExactly("allocateInterviewer");
    }

    @Test
    @DisplayName("somebody who worked at the home is not independent")
    void notIndependent() {
      agreed()
          .complete(
              Scenario.SERVICE_MANAGER,
              "allocateInterviewer",
              Answers.with(Answers.allocated(Scenario.INTERVIEWER), "worksAtHome", "yes"));

      assertThat(story.waiting()).containsExactly("allocateInterviewer");
    }

    @Test
    @DisplayName("the interviewer declares a conflict and another takes over")
    void conflict() {
      allocated()
          .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.conflict())
          .complete(
              Scenario.SERVICE_MANAGER,
              "allocateInterviewer",
              Answers.allocated(Scenario.OTHER_INTERVIEWER));

      assertThat(story.task("arrangeAppointment").getAssignee())
          .isEqualTo(Scenario.OTHER_INTERVIEWER);
      assertThat(mayRead(Scenario.INTERVIEWER, Section.CONTACT)).isFalse();
      assertThat(mayRead(Scenario.OTHER_INTERVIEWER, Section.CONTACT)).isTrue();
    }
  }

  @Nested
  @DisplayName("Appointment and interview")
  class AppointmentAndInterview {

    @Test
    @DisplayName("three documented attempts, then not reached")
    void notReached() {
      allocated()
          .passes("event_arrangeAppointmentChaseDue")
          .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.noAnswer(today))
          .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.noAnswer(today));
      assertThat(story.waiting()).containsExactly("arrangeAppointment");

      story.complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.noAnswer(today));

      assertEnded("notReached", CaseOutcome.NOT_REACHED);
    }

    @Test
    @DisplayName("in hospital: paused until the day agreed")
    void paused() {
      allocated()
          .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.paused(today.plusDays(30)))
          .passes("event_resumeDue");

      assertThat(story.today()).isEqualTo(today.plusDays(30));
      assertThat(story.waiting()).containsExactly("arrangeAppointment");
    }

    @Test
    @DisplayName("the young person tells the interviewer that it is no longer wanted")
    void noLongerWanted() {
      allocated()
          .complete(
              Scenario.INTERVIEWER, "arrangeAppointment", Answers.of("decision", "withdrawn"));

      assertEnded("noLongerWanted", CaseOutcome.WITHDRAWN);
    }

    @Test
    @DisplayName("unwell on the day: rebooked")
    void rebooked() {
      appointed()
          .passes("event_holdInterviewChaseDue")
          .complete(
              Scenario.INTERVIEWER, "holdInterview", Answers.interview("rebooked", story.today()));

      assertThat(story.waiting()).containsExactly("arrangeAppointment");
    }

    @Test
    @DisplayName("stopped by the young person: nothing goes on")
    void stopped() {
      interviewed("stopped");

      assertEnded("stopped", CaseOutcome.WITHDRAWN);
    }

    @Test
    @DisplayName("held in part, no action needed, letter written")
    void partial() {
      copiesSent("partial")
          .passes("event_considerContentChaseDue")
          .complete(Scenario.IRO, "considerContent", Answers.considered("noAction"))
          .passes("event_writeToYoungPersonChaseDue")
          .complete(Scenario.IRO, "writeToYoungPerson", Answers.letter())
          .complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));

      assertEnded("partial", CaseOutcome.PARTIAL);
    }
  }

  @Nested
  @DisplayName("From the agreed record to what changed")
  class RecordToClose {

    @Test
    @DisplayName("held while a question is open, released on the day of review")
    void heldThenReleased() {
      interviewed("held")
          .passes("event_agreeRecordChaseDue")
          .complete(Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(today))
          .passes("event_decideCirculationChaseDue")
          .complete(Scenario.IRO, "decideCirculation", Answers.hold(story.today().plusDays(20)))
          .passes("event_reviewDue")
          .complete(Scenario.IRO, "decideCirculation", Answers.release());

      assertThat(story.waiting()).containsExactly("considerContent");
    }

    @Test
    @DisplayName("somebody complained about would read a copy: two reviewing officers agree")
    void secondPersonAgrees() {
      interviewed("held")
          .complete(
              Scenario.INTERVIEWER,
              "agreeRecord",
              Answers.with(
                  Answers.agreedRecord(today), "complainedAbout", List.of(Scenario.UNIT_MANAGER)))
          .complete(
              Scenario.IRO,
              "decideCirculation",
              Answers.with(
                  Answers.release(), "decision", "askSecondPerson", "whyHome", "neededToAct"))
          .passes("event_confirmCirculationChaseDue")
          .complete(
              Scenario.OTHER_IRO, "confirmCirculation", Answers.of("confirmation", "confirmed"))
          .complete(
              Scenario.IRO,
              "decideCirculation",
              Answers.with(Answers.release(), "whyHome", "neededToAct"));

      assertThat(story.waiting()).containsExactly("considerContent");
    }

    @Test
    @DisplayName("two recommendations, one done and one refused, both told")
    void completed() {
      recommended(2);
      assertThat(story.tasks("answerRecommendation")).hasSize(2);
      assertThat(story.waiting()).contains("writeToYoungPerson");

      story
          .complete(Scenario.IRO, "writeToYoungPerson", Answers.letter())
          .complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));
      answer("accepted");
      answer("refused");
      story
          .complete(Scenario.OWNER, "confirmActionDone", Answers.actionDone(today))
          .complete(Scenario.IRO, "checkAction", Answers.actionChecked("isDone", today))
          .passes("event_tellWhatChangedChaseDue")
          .complete(Scenario.IRO, "tellWhatChanged", Answers.whatChanged())
          .complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));

      assertEnded("completed", CaseOutcome.COMPLETED);
    }

    @Test
    @DisplayName("the IRO is reminded to write a recommendation")
    void writingReminded() {
      copiesSent("held")
          .complete(Scenario.IRO, "considerContent", Answers.considered("recommend"))
          .passes("event_writeRecommendationChaseDue");

      assertThat(story.waiting()).containsExactly("writeRecommendation");
    }

    private void answer(String decision) {
      var task = story.tasks("answerRecommendation").get(0);
      story
          .submit(Scenario.OWNER, task, Answers.answered(decision, today))
          .complete(
              Scenario.IRO,
              "considerAnswer",
              Answers.answerConsidered(
                  decision.equals("refused") ? "refusalStands" : "goodEnough"));
    }
  }

  @Nested
  @DisplayName("Withdrawal at any time")
  class WithdrawalAtAnyTime {

    @Test
    @DisplayName("before the interview: the case ends and everybody involved is told")
    void beforeTheInterview() {
      appointed();

      story.start(
          Scenario.SOCIAL_WORKER,
          CompanionProcesses.WITHDRAWAL,
          Answers.withdrawal(story.caseNumber(), today));

      assertEnded("withdrawn", CaseOutcome.WITHDRAWN);
    }

    @Test
    @DisplayName("after copies were sent: further circulation stops, the case goes on")
    void afterCopies() {
      copiesSent("held");
      assertThat(mayRead(Scenario.UNIT_MANAGER, Section.DAILY_LIFE)).isTrue();

      story.start(
          Scenario.SOCIAL_WORKER,
          CompanionProcesses.WITHDRAWAL,
          Answers.withdrawal(story.caseNumber(), today));

      assertThat(story.waiting()).containsExactly("considerContent");
      assertThat(mayRead(Scenario.UNIT_MANAGER, Section.DAILY_LIFE)).isFalse();
      assertThat(mayRead(Scenario.IRO, Section.DAILY_LIFE)).isTrue();
    }
  }
}
