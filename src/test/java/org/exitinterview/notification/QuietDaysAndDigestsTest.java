package org.exitinterview.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.exitinterview.people.Absences;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailSendException;
import org.springframework.transaction.PlatformTransactionManager;

/** When people are mailed and how often, by the rules and to the people as shipped. */
@ApplicationTest
class QuietDaysAndDigestsTest {

  private static final String ROSA = "rosa.service";
  private static final Recipient MANAGERS =
      Recipient.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId());
  private static final Pattern CASE = Pattern.compile("EI-T\\d{3}");

  @Autowired private JdbcClient database;
  @Autowired private PlatformTransactionManager transactionManager;
  @Autowired private Outbox outbox;
  @Autowired private Directory directory;
  @Autowired private Absences absences;
  @Autowired private MailRules rules;
  @Autowired private Clock clock;

  private final List<Mail> mails = Collections.synchronizedList(new ArrayList<>());
  private final List<MailUndeliverable> undeliverable = new ArrayList<>();
  private boolean serverIsDown;

  @BeforeEach
  void emptyOutboxOnMonday() {
    forget();
    itIs("2026-11-23T10:00:00Z");
  }

  @AfterEach
  void forget() {
    database.sql("delete from outbox.message").update();
    database.sql("delete from outbox.digest").update();
    database.sql("delete from register.absence").update();
    ClockUtil.reset();
  }

  @Test
  @DisplayName("39 cases that open at once are one mail to the service manager")
  void anImport() {
    for (int number = 0; number < 39; number++) {
      outbox.announce(MANAGERS, caseNumber(number), "task-" + number);
      later(Duration.ofSeconds(3));
      if (number % 5 == 0) {
        deliver();
      }
    }
    assertThat(mails).as("gathered at first").isEmpty();
    later(Duration.ofMinutes(3));
    deliver();
    deliver();

    assertThat(mails).singleElement().extracting(Mail::to).isEqualTo("rosa.service@example.org");
    assertThat(mails.get(0).subject()).isEqualTo("39 things wait for you in exit interviews");
    assertThat(casesTold()).hasSize(39).doesNotHaveDuplicates();
    assertThat(mails.get(0).text()).contains("?task=task-7", "tasklist").doesNotContain("null");

    later(Duration.ofMinutes(20));
    IntStream.range(40, 45)
        .forEach(number -> outbox.announce(MANAGERS, caseNumber(number), "task-" + number));
    later(Duration.ofMinutes(20));
    deliver();
    assertThat(mails).as("left alone for four hours").hasSize(1);
    later(Duration.ofHours(4));
    deliver();
    assertThat(mails).hasSize(2);
    assertThat(casesTold()).hasSize(44).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("up to two things come each by itself")
  void fewThings() {
    outbox.announce(MANAGERS, caseNumber(1), "task-1");
    outbox.tell(MANAGERS, Notice.REMINDER, caseNumber(2), "task-2");
    deliverGathered();

    assertThat(mails)
        .extracting(Mail::subject)
        .containsExactly(
            "A step is waiting for you: case EI-T001",
            "Reminder: a step is waiting for you, case EI-T002");
  }

  @ParameterizedTest
  @DisplayName("at night and on days nobody works mails wait for the next working morning")
  @ValueSource(
      strings = {
        // a Saturday, a Sunday, an evening, early on a Monday
        "2026-11-21T11:00:00Z,2026-11-23T08:05:00Z",
        "2026-11-22T11:00:00Z,2026-11-23T08:05:00Z",
        "2026-11-20T18:30:00Z,2026-11-23T08:05:00Z",
        "2026-11-23T06:00:00Z,2026-11-23T08:05:00Z",
        // Christmas Day 2026 is a Friday, Monday is a substitute day
        "2026-12-25T11:00:00Z,2026-12-29T08:05:00Z",
        // Good Friday; in the meantime the clocks went forward
        "2027-03-26T11:00:00Z,2027-03-30T07:05:00Z"
      })
  void quietDays(String times) {
    Instant told = Instant.parse(times.split(",", 2)[0]);
    Instant morning = Instant.parse(times.split(",", 2)[1]);
    itIs(told.toString());
    outbox.tell(MANAGERS, Notice.REMINDER, caseNumber(1), "task-1");
    outbox.tell(Recipient.user("owen.owner"), Notice.OWNER_NOT_REACHED, caseNumber(2));
    while (clock.instant().isBefore(morning.minus(Duration.ofMinutes(6)))) {
      deliver();
      assertThat(mails).as("at %s", clock.instant()).isEmpty();
      later(Duration.ofMinutes(59));
    }
    itIs(morning.minus(Duration.ofMinutes(4)).toString());
    deliver();
    itIs(morning.toString());
    deliver();
    assertThat(mails).hasSize(2);
  }

  @Test
  @DisplayName("a concern goes at once, on a Saturday night and past everything that waits")
  void concernsDoNotWait() {
    itIs("2026-11-28T23:40:00Z");
    outbox.tell(Recipient.user("sean.safeguarding"), Notice.REMINDER, caseNumber(1));
    outbox.tell(Recipient.user("sean.safeguarding"), Notice.CONCERN_RAISED, "CO-7K3M9Q2F");
    outbox.tell(Recipient.user("sean.safeguarding"), Notice.REMINDER, "CO-7K3M9Q2F");
    deliver();

    assertThat(mails)
        .hasSize(2)
        .allSatisfy(mail -> assertThat(mail.subject()).contains("CO-7K3M9Q2F"));
  }

  @Test
  @DisplayName("the server is down for a day: none lost, none doubled, and one mail afterwards")
  void serverDownForADay() {
    serverIsDown = true;
    for (int hour = 0; hour < 24; hour++) {
      outbox.tell(MANAGERS, Notice.REMINDER, caseNumber(hour), "task-" + hour);
      outbox.tell(Recipient.user("owen.owner"), Notice.WITHDRAWN, caseNumber(100 + hour));
      deliver();
      later(Duration.ofHours(1));
    }
    assertThat(mails).isEmpty();

    serverIsDown = false;
    for (int hour = 0; hour < 48; hour++) {
      deliver();
      later(Duration.ofHours(1));
    }

    assertThat(casesTold()).hasSize(48).doesNotHaveDuplicates();
    assertThat(mails.stream().map(Mail::id)).doesNotHaveDuplicates();
    assertThat(mails.stream().filter(mail -> mail.to().startsWith("rosa")))
        .as("reminders of a day")
        .hasSizeLessThan(6);
    assertThat(database.sql("select count(*) from outbox.undelivered").query(Long.class).single())
        .isZero();
  }

  @ParameterizedTest
  @DisplayName("1, 2 and 30 recommendations of one case for one owner: one mail each, or one of 30")
  @ValueSource(ints = {1, 2, 30})
  void recommendations(int count) {
    for (int number = 0; number < count; number++) {
      outbox.tell(Recipient.user("owen.owner"), Notice.RECOMMENDATION_SENT, caseNumber(1));
      outbox.tell(
          Recipient.user("olive.outside"), Notice.REPLY_ASKED, caseNumber(1), "task-" + number);
    }
    deliverGathered();

    assertThat(mails.stream().filter(mail -> mail.to().startsWith("owen")))
        .hasSize(count == 30 ? 1 : count);
    assertThat(
            mails.stream()
                .filter(mail -> mail.to().startsWith("owen"))
                .flatMap(mail -> CASE.matcher(mail.subject() + mail.text()).results())
                .count())
        .isGreaterThanOrEqualTo(count);
    assertThat(mails.stream().filter(mail -> mail.to().startsWith("olive")).map(Mail::text))
        .as("each link by itself, for it opens one step")
        .hasSize(count)
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("two machines at once make one mail of what is for one person")
  void twoSenders() throws Exception {
    IntStream.range(0, 60)
        .forEach(number -> outbox.announce(MANAGERS, caseNumber(number), "task-" + number));
    ExecutorService machines = Executors.newFixedThreadPool(2);
    for (int round = 0; round < 2; round++) {
      List<Future<?>> runs =
          Stream.<Future<?>>of(machines.submit(this::deliver), machines.submit(this::deliver))
              .toList();
      for (Future<?> run : runs) {
        run.get(60, TimeUnit.SECONDS);
      }
      later(Duration.ofMinutes(3));
    }
    deliver();
    machines.shutdown();

    assertThat(mails).hasSize(1);
    assertThat(casesTold()).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("a step that waits for two roles of one person is one mail")
  void oneEventOneMail() {
    outbox.tell(MANAGERS, Notice.REMINDER, caseNumber(1), "task-1");
    outbox.tell(Recipient.user(ROSA), Notice.REMINDER, caseNumber(1), "task-1");
    deliverGathered();
    assertThat(mails).hasSize(1);

    later(Duration.ofDays(1));
    outbox.tell(Recipient.user(ROSA), Notice.REMINDER, caseNumber(1), "task-1");
    deliver();
    later(Duration.ofMinutes(3));
    deliver();
    assertThat(mails).as("the next reminder").hasSize(2);
  }

  @Test
  @DisplayName(
      "who is away is not mailed: the deputy is, also a deputy's deputy, until the day ends")
  void deputies() {
    absences.add("sarah.worker", "sam.worker", day("2026-11-23"), day("2026-11-24"), ROSA);
    outbox.tell(Recipient.user("sarah.worker"), Notice.REMINDER, caseNumber(1), "task-1");
    outbox.tell(Recipient.group("social-worker"), Notice.REMINDER, caseNumber(2), "task-2");
    later(Duration.ofMinutes(3));
    deliver();
    later(Duration.ofMinutes(3));
    deliver();
    assertThat(mails).hasSize(2).allMatch(mail -> mail.to().startsWith("sam.worker"));

    mails.clear();
    absences.add("sam.worker", "irene.iro", day("2026-11-24"), day("2026-11-24"), ROSA);
    itIs("2026-11-24T10:00:00Z");
    outbox.tell(Recipient.user("sarah.worker"), Notice.WITHDRAWN, caseNumber(3));
    deliver();
    assertThat(mails).singleElement().extracting(Mail::to).isEqualTo("irene.iro@example.org");

    mails.clear();
    itIs("2026-11-25T10:00:00Z");
    outbox.tell(Recipient.user("sarah.worker"), Notice.WITHDRAWN, caseNumber(4));
    deliver();
    assertThat(mails).singleElement().extracting(Mail::to).isEqualTo("sarah.worker@example.org");
  }

  @Test
  @DisplayName("a concern is never redirected to a deputy, who might be the one it is about")
  void noDeputyForConcerns() {
    absences.add("sean.safeguarding", "una.manager", day("2026-11-23"), day("2026-11-24"), ROSA);
    outbox.tell(Recipient.user("sean.safeguarding"), Notice.CONCERN_RAISED, "CO-7K3M9Q2F");
    deliver();
    assertThat(mails).extracting(Mail::to).containsExactly("sean.safeguarding@example.org");
  }

  @Test
  @DisplayName("an escalation to a role that has nobody, or only people away, is heard by another")
  void nobodyInTheRole() {
    outbox.tell(Recipient.group("children-commissioner"), Notice.ESCALATION, caseNumber(1));
    deliver();
    later(Duration.ofMinutes(3));
    deliver();
    assertThat(mails).extracting(Mail::to).containsExactly("judith.senior@example.org");
    assertThat(mails.get(0).subject()).isEqualTo("Nobody is there to take this on: case EI-T001");

    mails.clear();
    absences.add("judith.senior", ROSA, day("2026-11-23"), day("2026-11-24"), ROSA);
    absences.add(ROSA, "judith.senior", day("2026-11-23"), day("2026-11-24"), ROSA);
    outbox.tell(Recipient.group("senior-manager"), Notice.ESCALATION, caseNumber(2));
    deliver();
    later(Duration.ofMinutes(3));
    deliver();
    later(Duration.ofMinutes(3));
    deliver();
    assertThat(mails).extracting(Mail::to).contains("judith.senior@example.org");
    assertThat(mails).extracting(Mail::subject).anyMatch(subject -> subject.contains("Nobody is"));
  }

  /** What is told now, and what waited for more of it. */
  private void deliverGathered() {
    deliver();
    later(Duration.ofMinutes(3));
    deliver();
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
            new NoticeTexts(settings),
            this::send,
            (userId, taskId) -> Optional.of("/reply/secret-of-" + taskId),
            rules,
            event -> undeliverable.add((MailUndeliverable) event),
            clock)
        .deliverDue();
  }

  private void send(Mail mail) {
    if (serverIsDown) {
      throw new MailSendException("down");
    }
    mails.add(mail);
  }

  private List<String> casesTold() {
    return mails.stream()
        .flatMap(mail -> CASE.matcher(subjects(mail)).results())
        .map(MatchResult::group)
        .toList();
  }

  /** The lines that say what a mail is about. */
  private static String subjects(Mail mail) {
    return mail.text().contains("\n- ")
        ? String.join("\n", mail.text().lines().filter(line -> line.startsWith("- ")).toList())
        : mail.subject();
  }

  private static String caseNumber(int number) {
    return "EI-T%03d".formatted(number);
  }

  private static LocalDate day(String day) {
    return LocalDate.parse(day);
  }

  private void later(Duration duration) {
    itIs(clock.instant().plus(duration).toString());
  }

  private static void itIs(String instant) {
    ClockUtil.setCurrentTime(Date.from(Instant.parse(instant)));
  }
}
