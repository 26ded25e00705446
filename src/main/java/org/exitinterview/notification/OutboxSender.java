package org.exitinterview.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.exitinterview.people.Absences;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what the outbox holds: looks up the people behind each message and who stands in for them,
 * writes one mail per person and event, gathers what many events of a day have for one person, and
 * keeps trying while the mail server is down. At night and on days nobody works only what cannot
 * wait is sent.
 *
 * <p>Several senders may run at once, on one machine or many: each works on rows that no other has
 * locked. A mail is marked as sent in the transaction that held its row while it left.
 */
@Service
class OutboxSender {

  private static final Logger log = LoggerFactory.getLogger(OutboxSender.class);

  private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
  private static final Duration LONGEST_DELAY = Duration.ofHours(4);

  private static final String NO_ADDRESS = "NO_ADDRESS";
  private static final String ADDRESS_REFUSED = "ADDRESS_REFUSED";
  private static final String NOBODY_IN_GROUP = "NOBODY_IN_GROUP";

  /** Any number that no other lock of this database uses. */
  private static final long GATHERING = 7_130_801;

  /** Who is told when a role has nobody; the first of these that has somebody. */
  private static final List<Role> INSTEAD =
      List.of(Role.SENIOR_MANAGER, Role.RESIDENTIAL_SERVICE_MANAGER, Role.ADMINISTRATOR);

  private static final String[] GATHERED =
      Stream.of(Notice.values())
          .filter(Notice::isGathered)
          .map(Notice::name)
          .toArray(String[]::new);

  private final JdbcClient database;
  private final Attempts attempts;
  private final TransactionTemplate transaction;
  private final Directory directory;
  private final Absences absences;
  private final Outbox outbox;
  private final NoticeTexts texts;
  private final MailTransport transport;
  private final OutsideLinks outsideLinks;
  private final MailRules rules;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  OutboxSender(
      JdbcClient database,
      PlatformTransactionManager transactionManager,
      Directory directory,
      Absences absences,
      NoticeTexts texts,
      MailTransport transport,
      OutsideLinks outsideLinks,
      MailRules rules,
      ApplicationEventPublisher events,
      Clock clock) {
    this.database = database;
    this.attempts = new Attempts(database);
    this.transaction = new TransactionTemplate(transactionManager);
    this.directory = directory;
    this.absences = absences;
    this.outbox = new Outbox(database, clock);
    this.texts = texts;
    this.transport = transport;
    this.outsideLinks = outsideLinks;
    this.rules = rules;
    this.events = events;
    this.clock = clock;
  }

  private record Message(
      long id,
      Recipient.Kind recipientKind,
      String recipientId,
      Notice notice,
      String caseNumber,
      @Nullable String taskId,
      boolean atOnce,
      OffsetDateTime createdAt) {}

  private record DueMail(
      UUID id,
      String person,
      int attempts,
      Notice notice,
      String caseNumber,
      @Nullable String taskId) {}

  private record Digest(UUID id, String person, int attempts) {}

  private enum Attempt {
    NOTHING_DUE,
    DONE,
    SERVER_FAILED
  }

  /**
   * Sends everything that is due. Stops at the first failure of the mail server, as the next mail
   * would only wait for the same timeout; what is left is tried next time.
   */
  void deliverDue() {
    boolean mailTime = rules.isMailTime(clock.instant());
    boolean more = true;
    while (more) {
      more = Boolean.TRUE.equals(transaction.execute(status -> addressNext(mailTime)));
    }
    if (mailTime) {
      transaction.executeWithoutResult(status -> gather());
    }
    Attempt attempt = Attempt.DONE;
    while (attempt == Attempt.DONE) {
      attempt = transaction.execute(status -> sendNext(mailTime));
    }
    while (mailTime && attempt != Attempt.SERVER_FAILED) {
      attempt = transaction.execute(status -> sendNextDigest());
      if (attempt == Attempt.NOTHING_DUE) {
        break;
      }
    }
  }

  /**
   * Writes one mail for each person behind the oldest message; false if there is no message. Who
   * holds a role and who is away is asked when people are mailed, not before.
   */
  private boolean addressNext(boolean mailTime) {
    Optional<Message> message =
        database
            .sql(
                """
                select id, recipient_kind, recipient_id, notice, case_number, task_id, at_once,
                       created_at
                  from outbox.message
                 where addressed_at is null and (:mailTime or at_once)
                 order by id
                 limit 1
                   for update skip locked
                """)
            .param("mailTime", mailTime)
            .query(Message.class)
            .optional();
    message.ifPresent(this::address);
    return message.isPresent();
  }

  private void address(Message message) {
    List<String> named =
        message.recipientKind() == Recipient.Kind.USER
            ? List.of(message.recipientId())
            : directory.membersOf(message.recipientId());
    Set<String> present = new LinkedHashSet<>();
    if (Outbox.isSealed(message.caseNumber())) {
      present.addAll(named);
    } else {
      named.forEach(person -> absences.presentFor(person).ifPresent(present::add));
    }
    if (present.isEmpty()) {
      log.warn("Message {}: nobody is there of {}", message.id(), message.recipientId());
      tellInstead(message);
      present.addAll(named);
    }
    present.stream()
        .filter(person -> !wasToldOf(message, person))
        .forEach(person -> write(message, person));
    database
        .sql("update outbox.message set addressed_at = :now, failure = :failure where id = :id")
        .param("now", now())
        .param("failure", named.isEmpty() ? NOBODY_IN_GROUP : null)
        .param("id", message.id())
        .update();
  }

  private void write(Message message, String person) {
    database
        .sql(
            """
            insert into outbox.mail (message_id, person, next_attempt_at)
            values (:message, :person, :next)
            on conflict do nothing
            """)
        .param("message", message.id())
        .param("person", person)
        .param("next", firstAttempt(message, person))
        .update();
  }

  /** What may be gathered waits for more of the same event, and for the end of a pause between. */
  private OffsetDateTime firstAttempt(Message message, String person) {
    if (message.atOnce() || !message.notice().isGathered() || directory.isOutside(person)) {
      return now();
    }
    OffsetDateTime gathered = now().plus(rules.gatherFor());
    return database
        .sql("select max(created_at) from outbox.digest where person = :person")
        .param("person", person)
        .query(OffsetDateTime.class)
        .optional()
        .map(latest -> latest.plus(rules.digestAgainAfter()))
        .filter(gathered::isBefore)
        .orElse(gathered);
  }

  /** A step that waits for two roles of one person is one event for that person. */
  private boolean wasToldOf(Message message, String person) {
    return message.taskId() != null
        && database
            .sql(
                """
                select exists (select from outbox.mail mail
                  join outbox.message m on m.id = mail.message_id
                  where mail.person = :person and m.id <> :message and m.notice = :notice
                    and m.case_number = :caseNumber and m.task_id = :taskId
                    and m.created_at between :from and :to)
                """)
            .param("person", person)
            .param("message", message.id())
            .param("notice", message.notice().name())
            .param("caseNumber", message.caseNumber())
            .param("taskId", message.taskId())
            .param("from", message.createdAt().minus(Outbox.ONE_EVENT))
            .param("to", message.createdAt().plus(Outbox.ONE_EVENT))
            .query(Boolean.class)
            .single();
  }

  /** No message goes unheard because a role is empty: somebody who can fill it is told. */
  private void tellInstead(Message message) {
    if (message.notice() == Notice.ROLE_EMPTY) {
      return;
    }
    INSTEAD.stream()
        .map(Role::groupId)
        .filter(group -> !group.equals(message.recipientId()))
        .filter(group -> !directory.membersOf(group).isEmpty())
        .filter(group -> Outbox.mayHear(group, message.caseNumber()))
        .findFirst()
        .ifPresent(
            group -> outbox.tell(Recipient.group(group), Notice.ROLE_EMPTY, message.caseNumber()));
  }

  /**
   * Makes one mail of what waits for a person, once the oldest of it has waited long enough. One
   * sender at a time, or each would make one.
   */
  private void gather() {
    database
        .sql("select pg_advisory_xact_lock(:gathering) is null")
        .param("gathering", GATHERING)
        .query(Boolean.class)
        .single();
    List<String> people =
        database
            .sql(
                """
                select mail.person from outbox.mail
                  join outbox.message m on m.id = mail.message_id
                 where mail.next_attempt_at is not null and mail.attempts = 0
                   and mail.digest_id is null and not m.at_once and m.notice = any(:gathered)
                 group by mail.person
                having count(*) >= :from and min(mail.next_attempt_at) <= :now
                """)
            .param("gathered", GATHERED)
            .param("from", Math.max(2, rules.digestFrom()))
            .param("now", now())
            .query(String.class)
            .list();
    people.stream().filter(person -> !directory.isOutside(person)).forEach(this::gather);
  }

  private void gather(String person) {
    UUID digest =
        database
            .sql(
                """
                insert into outbox.digest (person, created_at, next_attempt_at)
                values (:person, :now, :now) returning id
                """)
            .param("person", person)
            .param("now", now())
            .query(UUID.class)
            .single();
    // Rows that another sender holds are on their way by themselves.
    database
        .sql(
            """
            update outbox.mail set digest_id = :digest where id in (
              select mail.id from outbox.mail join outbox.message m on m.id = mail.message_id
               where mail.person = :person and mail.next_attempt_at is not null
                 and mail.attempts = 0 and mail.digest_id is null
                 and not m.at_once and m.notice = any(:gathered)
                 for update of mail skip locked)
            """)
        .param("digest", digest)
        .param("person", person)
        .param("gathered", GATHERED)
        .update();
  }

  private Attempt sendNext(boolean mailTime) {
    Optional<DueMail> due =
        database
            .sql(
                """
                select mail.id, mail.person, mail.attempts, m.notice, m.case_number, m.task_id
                  from outbox.mail
                  join outbox.message m on m.id = mail.message_id
                 where mail.next_attempt_at <= :now and mail.digest_id is null
                   and (:mailTime or m.at_once)
                 order by m.at_once desc, mail.next_attempt_at, m.id
                 limit 1
                   for update of mail skip locked
                """)
            .param("now", now())
            .param("mailTime", mailTime)
            .query(DueMail.class)
            .optional();
    return due.map(this::send).orElse(Attempt.NOTHING_DUE);
  }

  private Attempt send(DueMail mail) {
    Optional<String> address = directory.mail(mail.person()).filter(text -> !text.isBlank());
    if (address.isEmpty()) {
      return giveUp(mail, NO_ADDRESS);
    }
    Optional<NoticeTexts.Text> written = text(mail);
    if (written.isEmpty()) {
      attempts.note(Attempts.Of.MAIL, mail.id(), null, null, null);
      return Attempt.DONE;
    }
    NoticeTexts.Text text = written.get();
    try {
      transport.send(new Mail(mail.id(), address.get(), text.subject(), text.body()));
    } catch (AddressRefusedException e) {
      return giveUp(mail, ADDRESS_REFUSED);
    } catch (MailException e) {
      return tryLater(Attempts.Of.MAIL, mail.id(), mail.attempts(), e);
    }
    attempts.note(Attempts.Of.MAIL, mail.id(), null, now(), null);
    return Attempt.DONE;
  }

  private Attempt sendNextDigest() {
    Optional<Digest> due =
        database
            .sql(
                """
                select id, person, attempts from outbox.digest
                 where next_attempt_at <= :now
                 order by next_attempt_at limit 1 for update skip locked
                """)
            .param("now", now())
            .query(Digest.class)
            .optional();
    return due.map(this::send).orElse(Attempt.NOTHING_DUE);
  }

  private Attempt send(Digest digest) {
    List<DueMail> gathered =
        database
            .sql(
                """
                select mail.id, mail.person, mail.attempts, m.notice, m.case_number, m.task_id
                  from outbox.mail
                  join outbox.message m on m.id = mail.message_id
                 where mail.digest_id = :digest and mail.next_attempt_at is not null
                 order by m.id
                """)
            .param("digest", digest.id())
            .query(DueMail.class)
            .list();
    Optional<String> address = directory.mail(digest.person()).filter(text -> !text.isBlank());
    if (gathered.isEmpty() || address.isEmpty()) {
      return end(digest, gathered, gathered.isEmpty() ? null : NO_ADDRESS);
    }
    NoticeTexts.Text text =
        texts.digest(
            gathered.stream()
                .map(mail -> texts.text(mail.notice(), mail.caseNumber(), mail.taskId()))
                .toList());
    try {
      transport.send(new Mail(digest.id(), address.get(), text.subject(), text.body()));
    } catch (AddressRefusedException e) {
      return end(digest, gathered, ADDRESS_REFUSED);
    } catch (MailException e) {
      gathered.forEach(mail -> attempts.note(Attempts.Of.MAIL, mail.id(), now(), null, kind(e)));
      return tryLater(Attempts.Of.DIGEST, digest.id(), digest.attempts(), e);
    }
    attempts.note(Attempts.Of.DIGEST, digest.id(), null, now(), null);
    gathered.forEach(mail -> attempts.note(Attempts.Of.MAIL, mail.id(), null, now(), null));
    return Attempt.DONE;
  }

  private Attempt end(Digest digest, List<DueMail> gathered, @Nullable String failure) {
    attempts.note(Attempts.Of.DIGEST, digest.id(), null, null, failure);
    if (failure != null) {
      gathered.forEach(mail -> giveUp(mail, failure));
    }
    return Attempt.DONE;
  }

  /**
   * What the mail says. Somebody outside is only ever told of what he or she can answer by a link;
   * everything else is for people with an account, so it is empty.
   */
  private Optional<NoticeTexts.Text> text(DueMail mail) {
    if (!directory.isOutside(mail.person())) {
      return Optional.of(texts.text(mail.notice(), mail.caseNumber(), mail.taskId()));
    }
    String taskId = mail.taskId();
    Notice notice = mail.notice() == Notice.REMINDER ? Notice.REPLY_REMINDER : Notice.REPLY_ASKED;
    return Optional.ofNullable(taskId)
        .flatMap(task -> outsideLinks.pathFor(mail.person(), task))
        .map(path -> texts.textWithPage(notice, mail.caseNumber(), path));
  }

  private Attempt giveUp(DueMail mail, String failure) {
    log.warn("Mail {} to {} cannot be delivered: {}", mail.id(), mail.person(), failure);
    attempts.note(Attempts.Of.MAIL, mail.id(), null, null, failure);
    events.publishEvent(new MailUndeliverable(mail.person(), mail.caseNumber(), mail.taskId()));
    return Attempt.DONE;
  }

  private Attempt tryLater(Attempts.Of what, UUID id, int earlier, MailException failure) {
    Duration delay = delayAfter(earlier);
    log.warn("Mail {} was not taken ({}); trying again in {}", id, kind(failure), delay);
    attempts.note(what, id, now().plus(delay), null, kind(failure));
    return Attempt.SERVER_FAILED;
  }

  private static String kind(MailException failure) {
    return rootCause(failure).getClass().getSimpleName();
  }

  /** One minute, doubled with each attempt, at most four hours. */
  static Duration delayAfter(int earlierAttempts) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(earlierAttempts, 20));
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : rootCause(cause);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
