package org.exitinterview.notification;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends urgent messages, each minute again until it is taken, for at most an hour. */
@Service
class UrgentSender {

  private static final Logger log = LoggerFactory.getLogger(UrgentSender.class);

  private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 60;

  private final JdbcClient database;
  private final Attempts attempts;
  private final TransactionTemplate transaction;
  private final UrgentTransport transport;
  private final NotificationSettings settings;
  private final Clock clock;

  UrgentSender(
      JdbcClient database,
      PlatformTransactionManager transactionManager,
      UrgentTransport transport,
      NotificationSettings settings,
      Clock clock) {
    this.database = database;
    this.attempts = new Attempts(database);
    this.transaction = new TransactionTemplate(transactionManager);
    this.transport = transport;
    this.settings = settings;
    this.clock = clock;
  }

  private record Message(UUID id, String telephone, String caseNumber, int attempts) {}

  void deliverDue() {
    boolean more = true;
    while (more) {
      more = Boolean.TRUE.equals(transaction.execute(status -> sendNext()));
    }
  }

  private boolean sendNext() {
    Optional<Message> due =
        database
            .sql(
                """
                select id, telephone, case_number, attempts from outbox.urgent
                 where next_attempt_at <= :now
                 order by next_attempt_at limit 1 for update skip locked
                """)
            .param("now", OffsetDateTime.now(clock))
            .query(Message.class)
            .optional();
    due.ifPresent(this::send);
    return due.isPresent();
  }

  private void send(Message message) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    try {
      transport.send(
          message.id(),
          message.telephone(),
          "Exit interviews: %s needs you now. Log in at %s"
              .formatted(message.caseNumber(), settings.baseUrl()));
      attempts.note(Attempts.Of.URGENT, message.id(), null, now, null);
    } catch (IOException e) {
      log.warn("Urgent message {} was not taken ({})", message.id(), e.getClass().getSimpleName());
      boolean again = message.attempts() + 1 < ATTEMPTS;
      attempts.note(
          Attempts.Of.URGENT,
          message.id(),
          again ? now.plus(AGAIN_AFTER) : null,
          null,
          e.getClass().getSimpleName());
    }
  }
}
