package org.exitinterview.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Mails to a colleague do not arrive: the service manager is told, once a week and case at most,
 * and where it is the manager's own mailbox, the senior managers. The page of the case says so as
 * well, for a mail alone might go the same way.
 */
@Component
class PersonNotReached {

  private static final Duration QUIET_FOR = Duration.ofDays(7);

  private final JdbcClient database;
  private final Outbox outbox;
  private final Directory directory;
  private final Clock clock;

  PersonNotReached(JdbcClient database, Outbox outbox, Directory directory, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.directory = directory;
    this.clock = clock;
  }

  @EventListener
  void undeliverable(MailUndeliverable mail) {
    if (directory.isOutside(mail.person()) || Outbox.isSealed(mail.caseNumber())) {
      return;
    }
    List.of(Role.RESIDENTIAL_SERVICE_MANAGER, Role.SENIOR_MANAGER).stream()
        .filter(role -> !directory.membersOf(role).contains(mail.person()))
        .findFirst()
        .filter(role -> !wasTold(role, mail.caseNumber()))
        .ifPresent(
            role ->
                outbox.tell(
                    Recipient.group(role.groupId()), Notice.PERSON_NOT_REACHED, mail.caseNumber()));
  }

  private boolean wasTold(Role role, String caseNumber) {
    return database
        .sql(
            """
            select exists (select from outbox.message
              where recipient_id = :group and notice = :notice and case_number = :caseNumber
                and created_at > :since)
            """)
        .param("group", role.groupId())
        .param("notice", Notice.PERSON_NOT_REACHED.name())
        .param("caseNumber", caseNumber)
        .param("since", OffsetDateTime.now(clock).minus(QUIET_FOR))
        .query(Boolean.class)
        .single();
  }
}
