package org.exitinterview.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.exitinterview.ApplicationTest;
import org.exitinterview.people.Absences;
import org.exitinterview.people.Directory;
import org.exitinterview.process.Answers;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailSendException;
import org.springframework.transaction.PlatformTransactionManager;

/** The mail to the lead on duty fails: another way at once, and another person within minutes. */
@ApplicationTest
class LeadIsNotReachedTest {

  /** A Saturday night. */
  private static final Instant RAISED = Instant.parse("2026-11-28T23:40:00Z");

  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient database;
  @Autowired private PlatformTransactionManager transactionManager;
  @Autowired private Directory directory;
  @Autowired private Absences absences;
  @Autowired private MailRules rules;
  @Autowired private NoticeTexts texts;
  @Autowired private Clock clock;

  private final List<String> mailed = new ArrayList<>();
  private final List<String> telephoned = new ArrayList<>();
  private boolean gatewayIsDown;

  @BeforeEach
  void onDuty() {
    forget();
    ClockUtil.setCurrentTime(Date.from(RAISED));
    database
        .sql(
            """
            insert into concern.duty (person, area, place, from_at, until_at)
            values ('sean.safeguarding', '*', 1, '2026-11-28', '2026-11-30')
            """)
        .update();
    database
        .sql("insert into concern.duty_telephone values ('sean.safeguarding', '01632 960004')")
        .update();
  }

  @AfterEach
  void forget() {
    ClockUtil.reset();
    database.sql("delete from concern.duty").update();
    database.sql("delete from concern.duty_telephone").update();
    database.sql("delete from outbox.urgent").update();
  }

  @Test
  @DisplayName("the telephone rings in the same minute, the deputy has a mail ten minutes later")
  void anotherWayAndAnotherPerson() {
    Scenario story = new Scenario(engine).notice(Map.of());
    ClockUtil.setCurrentTime(Date.from(RAISED));
    database
        .sql("update outbox.message set addressed_at = created_at where addressed_at is null")
        .update();
    database.sql("update outbox.mail set next_attempt_at = null").update();
    ProcessInstance concern =
        story.start(
            Scenario.SOCIAL_WORKER,
            CompanionProcesses.CONCERN,
            Answers.with(
                Answers.concern(story.caseNumber(), story.today()), "route", "personInTrust"));
    gatewayIsDown = true;
    deliver();
    assertThat(mailed).isEmpty();
    assertThat(telephoned).isEmpty();

    gatewayIsDown = false;
    ClockUtil.setCurrentTime(Date.from(RAISED.plus(Duration.ofMinutes(1))));
    deliver();
    assertThat(telephoned).containsExactly("01632 960004");

    Job next =
        engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(concern.getId())
            .activityId("event_acknowledgeConcernReminderDue")
            .singleResult();
    assertThat(next.getDuedate().toInstant()).isEqualTo(RAISED.plus(Duration.ofMinutes(10)));
    ClockUtil.setCurrentTime(next.getDuedate());
    engine.getManagementService().executeJob(next.getId());
    deliver();
    assertThat(mailed).containsExactly("sadie.safeguarding@example.org");
  }

  private void deliver() {
    NotificationSettings settings =
        new NotificationSettings(
            URI.create("https://exit.council.example"), "exit@council.example", null);
    new OutboxSender(
            database,
            transactionManager,
            directory,
            absences,
            texts,
            this::mail,
            (userId, taskId) -> Optional.empty(),
            rules,
            event -> {},
            clock)
        .deliverDue();
    new UrgentSender(
            database,
            transactionManager,
            (id, telephone, text) -> {
              if (gatewayIsDown) {
                throw new IOException("down");
              }
              assertThat(text).contains("CO-").doesNotContain("EI-");
              telephoned.add(telephone);
            },
            settings,
            clock)
        .deliverDue();
  }

  /** The lead's address is refused for good; the deputy's is taken. */
  private void mail(Mail mail) {
    if (mail.to().startsWith("sean.")) {
      throw new AddressRefusedException();
    }
    if (gatewayIsDown) {
      throw new MailSendException("down");
    }
    mailed.add(mail.to());
  }
}
