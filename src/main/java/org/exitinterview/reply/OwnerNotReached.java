package org.exitinterview.reply;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.exitinterview.notification.MailUndeliverable;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.register.CaseRegister;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Mails to the person whom a recommendation names do not arrive: its IRO is told, once, and can
 * name another way. Without this, silence would look like an owner who does not answer.
 */
@Component
class OwnerNotReached {

  private final JdbcClient jdbc;
  private final CaseRegister register;
  private final Outbox outbox;
  private final Clock clock;

  OwnerNotReached(JdbcClient jdbc, CaseRegister register, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.register = register;
    this.outbox = outbox;
    this.clock = clock;
  }

  @EventListener
  void undeliverable(MailUndeliverable mail) {
    List<String> waiting =
        jdbc.sql(
                """
                update register.recommendation set owner_not_reached_at = :now
                where case_number = :caseNumber and owner = :owner and outcome is null
                  and owner_not_reached_at is null
                returning recommendation_id
                """)
            .param("now", OffsetDateTime.now(clock))
            .param("caseNumber", mail.caseNumber())
            .param("owner", mail.person())
            .query(String.class)
            .list();
    if (!waiting.isEmpty()) {
      register
          .find(mail.caseNumber())
          .map(exitCase -> exitCase.iro())
          .ifPresent(
              iro -> outbox.tell(Recipient.user(iro), Notice.OWNER_NOT_REACHED, mail.caseNumber()));
    }
  }
}
