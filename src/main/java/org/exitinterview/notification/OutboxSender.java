package org.exitinterview.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.exitinterview.people.Directory;
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
 * Sends what the outbox holds: looks up the people behind each message, writes one mail per person,
 * and keeps trying while the mail server is down.
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

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Directory directory;
  private final NoticeTexts texts;
  private final MailTransport transport;
  private final OutsideLinks outsideLinks;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  OutboxSender(
      JdbcClient database,
      PlatformTransactionManager transactionManager,
      Directory directory,
      NoticeTexts texts,
      MailTransport transport,
      OutsideLinks outsideLinks,
      ApplicationEventPublisher events,
      Clock clock) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactionManager);
    this.directory = directory;
    this.texts = texts;
    this.transport = transport;
    this.outsideLinks = outsideLinks;
    this.events = events;
    this.clock = clock;
  }

  private record Message(long id, Recipient.Kind recipientKind, String recipientId) {}

  private record DueMail(
      UUID id,
      String person,
      int attempts,
      Notice notice,
      String caseNumber,
      @Nullable String taskId) {}

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
    boolean more = true;
    while (more) {
      more = Boolean.TRUE.equals(transaction.execute(status -> addressNext()));
    }
    Attempt attempt = Attempt.DONE;
    while (attempt == Attempt.DONE) {
      attempt = transaction.execute(status -> sendNext());
    }
  }

  /** Writes one mail for each person behind the oldest message; false if there is no message. */
  private boolean addressNext() {
    Optional<Message> message =
        database
            .sql(
                """
                select id, recipient_kind, recipient_id
                  from outbox.message
                 where addressed_at is null
                 order by id
                 limit 1
                   for update skip locked
                """)
            .query(Message.class)
            .optional();
    message.ifPresent(this::address);
    return message.isPresent();
  }

  private void address(Message message) {
    List<String> people =
        message.recipientKind() == Recipient.Kind.USER
            ? List.of(message.recipientId())
            : directory.membersOf(message.recipientId());
    if (people.isEmpty()) {
      log.warn("Message {}: nobody is in the group {}", message.id(), message.recipientId());
    }
    for (String person : people) {
      database
          .sql(
              """
              insert into outbox.mail (message_id, person, next_attempt_at)
              values (:message, :person, :now)
              on conflict do nothing
              """)
          .param("message", message.id())
          .param("person", person)
          .param("now", now())
          .update();
    }
    database
        .sql("update outbox.message set addressed_at = :now, failure = :failure where id = :id")
        .param("now", now())
        .param("failure", people.isEmpty() ? NOBODY_IN_GROUP : null)
        .param("id", message.id())
        .update();
  }

  private Attempt sendNext() {
    Optional<DueMail> due =
        database
            .sql(
                """
                select mail.id, mail.person, mail.attempts, m.notice, m.case_number, m.task_id
                  from outbox.mail
                  join outbox.message m on m.id = mail.message_id
                 where mail.next_attempt_at <= :now
                 order by mail.next_attempt_at, m.id
                 limit 1
                   for update of mail skip locked
                """)
            .param("now", now())
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
      record(mail, null, null, null);
      return Attempt.DONE;
    }
    NoticeTexts.Text text = written.get();
    try {
      transport.send(new Mail(mail.id(), address.get(), text.subject(), text.body()));
    } catch (AddressRefusedException e) {
      return giveUp(mail, ADDRESS_REFUSED);
    } catch (MailException e) {
      return tryLater(mail, rootCause(e).getClass().getSimpleName());
    }
    record(mail, null, now(), null);
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
    record(mail, null, null, failure);
    events.publishEvent(new MailUndeliverable(mail.person(), mail.caseNumber(), mail.taskId()));
    return Attempt.DONE;
  }

  private Attempt tryLater(DueMail mail, String failure) {
    Duration delay = delayAfter(mail.attempts());
    log.warn("Mail {} was not taken ({}); trying again in {}", mail.id(), failure, delay);
    record(mail, now().plus(delay), null, failure);
    return Attempt.SERVER_FAILED;
  }

  private void record(
      DueMail mail,
      @Nullable OffsetDateTime nextAttempt,
      @Nullable OffsetDateTime sent,
      @Nullable String failure) {
    database
        .sql(
            """
            update outbox.mail
               set attempts = attempts + 1, next_attempt_at = :next, sent_at = :sent,
                   failure = :failure
             where id = :id
            """)
        .param("next", nextAttempt)
        .param("sent", sent)
        .param("failure", failure)
        .param("id", mail.id())
        .update();
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
