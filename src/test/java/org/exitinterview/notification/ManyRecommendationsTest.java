package org.exitinterview.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One case with 1, 2 and 30 recommendations to one owner, through the model to the mail. */
@ApplicationTest
class ManyRecommendationsTest {

  @Autowired private ApplicationContext application;
  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient database;

  private Scenario story;

  @BeforeEach
  void emptyOutbox() {
    database.sql("delete from outbox.message").update();
    database.sql("delete from outbox.digest").update();
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-02-01T10:00:00Z")));
    story = new Scenario(engine);
  }

  @AfterEach
  void leaveNothing() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(story.processInstanceId())
        .list()
        .forEach(left -> engine.getRuntimeService().deleteProcessInstance(left.getId(), null));
    database.sql("delete from outbox.message").update();
    database.sql("delete from outbox.digest").update();
    ClockUtil.reset();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30})
  @DisplayName("each has its own step, clock and owner; the owner has as few mails as can be")
  void recommendations(int count) {
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
    for (int number = 1; number <= count; number++) {
      story.complete(
          Scenario.IRO,
          "writeRecommendation",
          Answers.recommendation(number == count ? "last" : "another", story.today().plusDays(14)));
    }

    List<Task> waiting = story.tasks("answerRecommendation");
    assertThat(waiting)
        .hasSize(count)
        .allMatch(task -> Scenario.OWNER.equals(task.getAssignee()))
        .allMatch(task -> task.getDueDate() != null);
    assertThat(
            engine.getManagementService().createJobQuery().timers().list().stream()
                .map(job -> job.getProcessInstanceId())
                .distinct())
        .containsAll(waiting.stream().map(Task::getProcessInstanceId).toList());

    Postman.deliver(application);
    assertThat(mails("count(*)")).as("told of each").isEqualTo(count);
    assertThat(mails("count(*) filter (where mail.sent_at is not null)")).isEqualTo(count);
    assertThat(mails("count(distinct coalesce(mail.digest_id, mail.id))"))
        .as("mails that leave")
        .isEqualTo(count == 30 ? 1 : count);
  }

  private int mails(String what) {
    return database
        .sql(
            "select %s from outbox.mail join outbox.message m on m.id = mail.message_id"
                    .formatted(what)
                + " where m.case_number = :case and mail.person = :person")
        .param("case", story.caseNumber())
        .param("person", Scenario.OWNER)
        .query(Integer.class)
        .single();
  }
}
