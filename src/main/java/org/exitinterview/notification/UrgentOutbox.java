package org.exitinterview.notification;

import java.time.Clock;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Messages that must arrive within minutes and go another way than by mail, written in the
 * transaction of the step that causes them. They say which number to look at and nothing else.
 */
@Service
public class UrgentOutbox {

  private final JdbcClient database;
  private final Clock clock;

  UrgentOutbox(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Tells a person to log in at once.
   *
   * @param telephone where the person is reached
   * @param caseNumber what to look at
   */
  public void tell(String person, String telephone, String caseNumber) {
    database
        .sql(
            """
            insert into outbox.urgent
              (person, telephone, case_number, created_at, next_attempt_at)
            values (:person, :telephone, :caseNumber, :now, :now)
            """)
        .param("person", person)
        .param("telephone", telephone)
        .param("caseNumber", caseNumber)
        .param("now", OffsetDateTime.now(clock))
        .update();
  }
}
