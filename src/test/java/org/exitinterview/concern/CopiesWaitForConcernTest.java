package org.exitinterview.concern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;

/**
 * While a concern is with the safeguarding lead, the copies that those who ran the home would get
 * are held; nobody but the lead lets them go, and everybody else's copy comes as decided.
 */
@ApplicationTest
class CopiesWaitForConcernTest {

  private static final String HOME_MANAGER = Scenario.UNIT_MANAGER;
  private static final String LEAD = Scenario.SAFEGUARDING_LEAD;

  @Autowired private ProcessEngine engine;
  @Autowired private TestRestTemplate rest;

  private Scenario story;
  private LocalDate today;

  @BeforeEach
  void agreedRecord() {
    story = new Scenario(engine).notice(Map.of());
    today = story.today();
    story
        .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"))
        .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(today))
        .complete(
            Scenario.SERVICE_MANAGER,
            "allocateInterviewer",
            Answers.allocated(Scenario.INTERVIEWER))
        .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(today))
        .complete(Scenario.INTERVIEWER, "holdInterview", Answers.interview("held", today))
        .complete(Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(today));
  }

  @Test
  @DisplayName("without a concern the manager of the home has the copy at once")
  void withoutConcern() {
    circulate();
    assertThat(mayReadCopy(HOME_MANAGER)).isTrue();
  }

  @Test
  @DisplayName("held until the lead closes the last of two concerns, and for nobody else")
  void heldUntilLeadReleases() {
    ProcessInstance first = raise("personInTrust");
    ProcessInstance second = raise("personInTrust");
    circulate();
    assertThat(story.waiting()).as("the case goes on all the same").contains("considerContent");
    assertThat(mayReadCopy(HOME_MANAGER)).isFalse();
    assertThat(mayReadCopy(Scenario.SOCIAL_WORKER)).as("decided for, and no part of it").isTrue();

    close(first);
    assertThat(mayReadCopy(HOME_MANAGER)).as("the other concern holds it").isFalse();

    story.submit(LEAD, step(second, "acknowledgeConcern"), Answers.acknowledged());
    story.submit(LEAD, step(second, "referToLado"), Answers.referred(today));
    Task closing = step(second, "closeConcern");
    for (String person : List.of(HOME_MANAGER, Scenario.SERVICE_MANAGER, Scenario.IRO)) {
      assertThatThrownBy(() -> story.submit(person, closing, Answers.concernClosed()))
          .as(person)
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(mayReadCopy(HOME_MANAGER)).isFalse();
    story.submit(LEAD, closing, Answers.concernClosed());
    assertThat(mayReadCopy(HOME_MANAGER)).isTrue();
  }

  @Test
  @DisplayName("poor care that is taken up with the home holds its copy, too, or says it does not")
  void asTheTableSays() {
    ProcessInstance concern = raise("qualityOfCare");
    circulate();
    boolean held = !mayReadCopy(HOME_MANAGER);
    story.submit(LEAD, step(concern, "acknowledgeConcern"), Answers.acknowledged());
    story.submit(
        LEAD,
        step(concern, "takeUpPoorCare"),
        Answers.of("referredTo", List.of("provider"), "referredOn", today.toString()));
    assertThat(!mayReadCopy(HOME_MANAGER)).as("nothing but closing changes it").isEqualTo(held);
    story.submit(LEAD, step(concern, "closeConcern"), Answers.concernClosed());
    assertThat(mayReadCopy(HOME_MANAGER)).isTrue();
  }

  private void circulate() {
    story.complete(Scenario.IRO, "decideCirculation", Answers.release());
  }

  private ProcessInstance raise(String kind) {
    return story.start(
        Scenario.SOCIAL_WORKER,
        CompanionProcesses.CONCERN,
        Answers.with(Answers.concern(story.caseNumber(), today), "route", kind));
  }

  private void close(ProcessInstance concern) {
    story.submit(LEAD, step(concern, "acknowledgeConcern"), Answers.acknowledged());
    story.submit(LEAD, step(concern, "referToLado"), Answers.referred(today));
    story.submit(LEAD, step(concern, "closeConcern"), Answers.concernClosed());
  }

  private Task step(ProcessInstance concern, String step) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(concern.getId())
        .taskDefinitionKey("userTask_" + step)
        .singleResult();
  }

  private boolean mayReadCopy(String person) {
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD)
        .getForEntity("/pages/cases/" + story.caseNumber() + "/copy", String.class)
        .getStatusCode()
        .is2xxSuccessful();
  }
}
