package org.exitinterview.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.exitinterview.people.Absences;
import org.exitinterview.people.Directory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationTest
class OutboxTest {

  private static final String CASE = "EI-7K3M9Q2F";

  @Autowired private JdbcClient database;
  @Autowired private PlatformTransactionManager transactionManager;
  @Autowired private Outbox outbox;
  @Autowired private Clock clock;
  @Autowired private Absences absences;
  @Autowired private Directory applicationsDirectory;

  private final Directory directory = mock(Directory.class);
  private final GreenMail mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
  private final JavaMailSenderImpl connection = new JavaMailSenderImpl();
  private final List<Object> events = new ArrayList<>();
  private OutboxSender sender;

  @BeforeEach
  void start() {
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T10:00:00Z")));
    database.sql("delete from outbox.message").update();
    mailServer.start();
    connection.setHost("localhost");
    connection.setPort(mailServer.getSmtp().getPort());
    sender = sender();
    when(directory.mail("maria.novak")).thenReturn(Optional.of("maria.novak@council.example"));
    when(directory.mail("tom.okafor")).thenReturn(Optional.of("tom.okafor@council.example"));
    when(directory.mail("new.colleague")).thenReturn(Optional.empty());
    when(directory.membersOf("iro")).thenReturn(List.of("maria.novak", "tom.okafor"));
  }

  @AfterEach
  void stop() {
    mailServer.stop();
    database.sql("delete from outbox.message").update();
    ClockUtil.reset();
  }

  @Test
  void tells_a_person_what_waits_with_the_case_number_and_a_link_and_nothing_else()
      throws Exception {
    outbox.tell(Recipient.user("maria.novak"), Notice.REMINDER, CASE, "task-17");

    sender.deliverDue();

    MimeMessage mail = mailServer.getReceivedMessages()[0];
    assertThat(recipients()).containsExactly("maria.novak@council.example");
    assertThat(mail.getFrom()[0]).hasToString("exit-interviews@council.example");
    assertThat(mail.getSubject()).isEqualTo("Reminder: a step is waiting for you, case " + CASE);
    assertThat(mail.getContent().toString().replace("\r\n", "\n"))
        .isEqualTo(
            """
            A step of case EI-7K3M9Q2F is still waiting. It may be yours, or it may be
            waiting for somebody in your team to claim it.

            https://exit.council.example/camunda/app/tasklist/default/#/?task=task-17

            This message was sent by the exit interview service. Nobody reads answers to it.""");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void tells_everybody_who_is_in_the_group_when_the_mail_is_sent() throws Exception {
    when(directory.membersOf("iro")).thenReturn(List.of("maria.novak"));
    outbox.tell(Recipient.group("iro"), Notice.ALERT, CASE);
    when(directory.membersOf("iro")).thenReturn(List.of("maria.novak", "tom.okafor"));

    sender.deliverDue();

    assertThat(recipients())
        .containsExactlyInAnyOrder("maria.novak@council.example", "tom.okafor@council.example");
  }

  @Test
  void sends_nothing_twice() {
    outbox.tell(Recipient.group("iro"), Notice.ALERT, CASE);

    sender.deliverDue();
    sender.deliverDue();
    itIsLaterBy(Duration.ofDays(3));
    sender.deliverDue();

    assertThat(mailServer.getReceivedMessages()).hasSize(2);
  }

  @Test
  void sends_each_mail_once_with_two_senders_at_once() throws Exception {
    IntStream.range(0, 30)
        .forEach(
            number -> outbox.tell(Recipient.group("iro"), Notice.TASK_WAITING, "EI-0000" + number));

    ExecutorService machines = Executors.newFixedThreadPool(2);
    CountDownLatch bothReady = new CountDownLatch(2);
    List<Future<?>> runs =
        IntStream.range(0, 2)
            .<Future<?>>mapToObj(
                machine ->
                    machines.submit(
                        () -> {
                          bothReady.countDown();
                          bothReady.await();
                          sender().deliverDue();
                          return null;
                        }))
            .toList();
    for (Future<?> run : runs) {
      run.get(60, TimeUnit.SECONDS);
    }
    machines.shutdown();

    assertThat(messageIds()).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void loses_nothing_while_the_mail_server_is_down_and_sends_it_once_it_is_up() throws Exception {
    mailServer.stop();
    outbox.tell(Recipient.group("iro"), Notice.RECOMMENDATION_SENT, CASE);

    sender.deliverDue();
    sender.deliverDue();
    itIsLaterBy(Duration.ofDays(2));
    sender.deliverDue();

    assertThat(failures()).contains("ConnectException");
    mailServer.start();
    connection.setPort(mailServer.getSmtp().getPort());
    itIsLaterBy(Duration.ofHours(5));
    sender.deliverDue();

    assertThat(messageIds()).hasSize(2).doesNotHaveDuplicates();
    assertThat(undelivered()).isEmpty();
  }

  @Test
  void loses_and_doubles_no_link_while_the_mail_server_is_down_for_a_day() throws Exception {
    when(directory.isOutside("maria.novak")).thenReturn(true);
    mailServer.stop();
    for (int hour = 0; hour < 24; hour++) {
      outbox.tell(Recipient.user("maria.novak"), Notice.REPLY_ASKED, CASE, "task-" + hour);
      outbox.tell(Recipient.user("tom.okafor"), Notice.OWNER_NOT_REACHED, CASE);
      sender.deliverDue();
      itIsLaterBy(Duration.ofHours(1));
    }
    assertThat(failures()).contains("ConnectException");

    mailServer.start();
    connection.setPort(mailServer.getSmtp().getPort());
    for (int hour = 0; hour < 24; hour++) {
      itIsLaterBy(Duration.ofHours(1));
      sender.deliverDue();
    }

    assertThat(messageIds()).hasSize(48).doesNotHaveDuplicates();
    assertThat(undelivered()).isEmpty();
    assertThat(Arrays.stream(mailServer.getReceivedMessages()).map(OutboxTest::textOf))
        .filteredOn(text -> text.contains("/reply/secret-of-task-"))
        .hasSize(24)
        .doesNotHaveDuplicates()
        .allSatisfy(text -> assertThat(text).doesNotContain("tasklist"));
  }

  @Test
  void tells_somebody_outside_only_what_a_link_can_answer() {
    when(directory.isOutside("maria.novak")).thenReturn(true);
    outbox.tell(Recipient.user("maria.novak"), Notice.RECOMMENDATION_SENT, CASE);
    outbox.tell(Recipient.user("maria.novak"), Notice.REMINDER, CASE, "task-9");

    sender.deliverDue();

    assertThat(Arrays.stream(mailServer.getReceivedMessages()).map(OutboxTest::textOf))
        .singleElement()
        .asString()
        .contains("still waits", "https://exit.council.example/reply/secret-of-task-9");
    assertThat(undelivered()).isEmpty();
  }

  @Test
  void says_that_a_mail_can_never_arrive() {
    outbox.tell(Recipient.user("new.colleague"), Notice.REPLY_ASKED, CASE, "task-1");

    sender.deliverDue();

    assertThat(events).containsExactly(new MailUndeliverable("new.colleague", CASE, "task-1"));
  }

  @Test
  void tells_the_service_manager_that_mails_to_a_colleague_come_back() {
    PersonNotReached listener =
        new PersonNotReached(database, outbox, applicationsDirectory, clock);

    listener.undeliverable(new MailUndeliverable("owen.owner", CASE, "task-1"));
    listener.undeliverable(new MailUndeliverable("owen.owner", CASE, "task-2"));
    listener.undeliverable(new MailUndeliverable("rosa.service", CASE, null));
    listener.undeliverable(new MailUndeliverable("olive.outside", CASE, "task-3"));
    listener.undeliverable(new MailUndeliverable("sean.safeguarding", "CO-7K3M9Q2F", null));

    assertThat(
            database
                .sql("select recipient_id || ' ' || notice from outbox.message order by id")
                .query(String.class)
                .list())
        .as("once, and another where it is the manager's own; the owner outside has the IRO")
        .containsExactly(
            "residential-service-manager PERSON_NOT_REACHED", "senior-manager PERSON_NOT_REACHED");
  }

  @Test
  void notes_a_mail_that_came_back_once_and_nothing_else() {
    outbox.tell(Recipient.user("maria.novak"), Notice.TASK_WAITING, CASE, "task-3");
    sender.deliverDue();
    String id = database.sql("select id::text from outbox.mail").query(String.class).single();
    Bounces bounces = new Bounces(database, events::add);

    assertThat(bounces.take(report(id, "delayed"))).isFalse();
    assertThat(bounces.take(report("00000000-0000-0000-0000-000000000000", "failed"))).isFalse();
    assertThat(bounces.take("Subject: hello\n\nfailed".getBytes(StandardCharsets.US_ASCII)))
        .isFalse();
    assertThat(bounces.take(report(id, "failed"))).isTrue();
    assertThat(bounces.take(report(id, "failed"))).isFalse();

    assertThat(events).containsExactly(new MailUndeliverable("maria.novak", CASE, "task-3"));
    assertThat(undelivered()).containsEntry("maria.novak", "BOUNCED after 1, next null");
  }

  private static byte[] report(String mailId, String action) {
    return """
        From: MAILER-DAEMON@council.example
        To: exit-interviews@council.example
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="B"

        --B
        Content-Type: text/plain

        The mailbox is unknown.
        --B
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.council.example

        Final-Recipient: rfc822; maria.novak@council.example
        Action: %s
        Status: 5.1.1
        --B
        Content-Type: text/rfc822-headers

        Message-ID: <%s@council.example>
        Subject: A step
        --B--
        """
        .formatted(action, mailId)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String textOf(MimeMessage mail) {
    try {
      return mail.getContent().toString();
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void waits_longer_after_each_failure_up_to_four_hours() {
    assertThat(IntStream.of(0, 1, 2, 7, 8, 9, 500).mapToObj(OutboxSender::delayAfter))
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(128),
            Duration.ofHours(4),
            Duration.ofHours(4),
            Duration.ofHours(4));
  }

  @Test
  void keeps_the_message_id_when_a_mail_is_sent_again() throws Exception {
    outbox.tell(Recipient.user("maria.novak"), Notice.REMINDER, CASE);
    sender.deliverDue();
    // as if the machine had stopped between sending and noting it
    database
        .sql("update outbox.mail set sent_at = null, next_attempt_at = :now")
        .param("now", OffsetDateTime.now(clock))
        .update();

    sender.deliverDue();

    assertThat(messageIds()).hasSize(2);
    assertThat(messageIds().get(0))
        .isEqualTo(messageIds().get(1))
        .matches("<[0-9a-f-]{36}@council.example>");
  }

  @Test
  void keeps_and_shows_what_nobody_can_receive_without_trying_for_ever() {
    when(directory.membersOf("complaints-manager")).thenReturn(List.of());
    outbox.tell(Recipient.user("new.colleague"), Notice.TASK_WAITING, CASE);
    outbox.tell(Recipient.group("complaints-manager"), Notice.SIGNPOSTED, CASE);
    outbox.tell(Recipient.user("maria.novak"), Notice.TASK_WAITING, CASE);

    sender.deliverDue();
    itIsLaterBy(Duration.ofDays(30));
    sender.deliverDue();

    assertThat(undelivered())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "new.colleague", "NO_ADDRESS after 1, next null",
                "complaints-manager", "NOBODY_IN_GROUP after 0, next null"));
    assertThat(recipients()).containsExactly("maria.novak@council.example");
  }

  @Test
  void gives_a_refused_address_up_and_goes_on_with_the_others() {
    when(directory.mail("tom.okafor")).thenReturn(Optional.of("tom okafor, no mail"));
    outbox.tell(Recipient.user("tom.okafor"), Notice.TASK_WAITING, CASE);
    outbox.tell(Recipient.user("maria.novak"), Notice.TASK_WAITING, CASE);

    sender.deliverDue();

    assertThat(undelivered())
        .containsExactlyEntriesOf(Map.of("tom.okafor", "ADDRESS_REFUSED after 1, next null"));
    assertThat(recipients()).containsExactly("maria.novak@council.example");
  }

  @Test
  void a_step_that_is_rolled_back_tells_nobody() {
    new TransactionTemplate(transactionManager)
        .executeWithoutResult(
            status -> {
              outbox.tell(Recipient.group("iro"), Notice.WITHDRAWN, CASE);
              status.setRollbackOnly();
            });

    sender.deliverDue();

    assertThat(mailServer.getReceivedMessages()).isEmpty();
    assertThat(database.sql("select count(*) from outbox.message").query(Long.class).single())
        .isZero();
  }

  @Test
  void takes_no_sentence_in_place_of_a_case_number() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                outbox.tell(
                    Recipient.group("iro"), Notice.WITHDRAWN, "Jane no longer wants to talk"))
        .withMessageNotContaining("Jane");
  }

  private OutboxSender sender() {
    NotificationSettings settings =
        new NotificationSettings(
            URI.create("https://exit.council.example/"), "exit-interviews@council.example", null);
    return new OutboxSender(
        database,
        transactionManager,
        directory,
        absences,
        new NoticeTexts(settings),
        new SmtpTransport(connection, new MailFormat(settings, clock)),
        (userId, taskId) -> Optional.of("/reply/secret-of-" + taskId),
        new AnyHour(),
        events::add,
        clock);
  }

  private void itIsLaterBy(Duration duration) {
    ClockUtil.setCurrentTime(Date.from(clock.instant().plus(duration)));
  }

  private List<String> recipients() {
    return Arrays.stream(mailServer.getReceivedMessages())
        .map(
            mail -> {
              try {
                return mail.getAllRecipients()[0].toString();
              } catch (MessagingException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  private List<String> messageIds() throws Exception {
    List<String> ids = new ArrayList<>();
    for (MimeMessage mail : mailServer.getReceivedMessages()) {
      ids.add(mail.getMessageID());
    }
    return ids;
  }

  private List<String> failures() {
    return database
        .sql("select failure from outbox.mail where failure is not null")
        .query(String.class)
        .list();
  }

  private Map<String, String> undelivered() {
    return database
        .sql("select * from outbox.undelivered")
        .query(
            (row, number) ->
                Map.entry(
                    row.getString("recipient"),
                    row.getString("failure")
                        + " after "
                        + row.getInt("attempts")
                        + ", next "
                        + row.getString("next_attempt_at")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
