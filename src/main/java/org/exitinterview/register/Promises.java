package org.exitinterview.register;

import java.sql.Timestamp;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the young person has been promised to hear: of each recommendation, that it was made, and
 * what came of it. A promise ends when it is told, when the young person wants no letters, or when
 * three tries failed and the IRO says so; in no other way.
 */
@Repository("promises")
public class Promises {

  /** How a promise ended. */
  public enum Ending {
    TOLD,
    OPTED_OUT,
    NOT_DELIVERED
  }

  private final JdbcClient jdbc;
  private final Clock clock;

  Promises(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Whether the young person still has to hear what changed. */
  public boolean owedFor(DelegateExecution execution) {
    return jdbc.sql(
            """
            select exists (select from register.promise
              where case_number = :caseNumber and change is null)
            """)
        .param("caseNumber", execution.getProcessBusinessKey())
        .query(Boolean.class)
        .single();
  }

  /** Makes the promise that goes with a recommendation. */
  public void make(String recommendationId, String caseNumber) {
    jdbc.sql(
            """
            insert into register.promise (recommendation_id, case_number, made_at)
            values (:id, :caseNumber, :at)
            """)
        .param("id", recommendationId)
        .param("caseNumber", caseNumber)
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  /** The letter with thanks and feedback has ended so. */
  public void feedbackEnded(String caseNumber, Ending ending) {
    jdbc.sql(
            """
            update register.promise set feedback = :ending, feedback_at = :at
            where case_number = :caseNumber and feedback is null
            """)
        .param("ending", ending.name())
        .param("at", Timestamp.from(clock.instant()))
        .param("caseNumber", caseNumber)
        .update();
  }

  /** The letter about what changed has ended so, or is not wanted. */
  public void changeEnded(String caseNumber, Ending ending) {
    jdbc.sql(
            """
            update register.promise set change = :ending, change_at = :at
            where case_number = :caseNumber and change is null
            """)
        .param("ending", ending.name())
        .param("at", Timestamp.from(clock.instant()))
        .param("caseNumber", caseNumber)
        .update();
  }

  /** Whether a promise of the case has not ended. */
  public boolean areOpen(String caseNumber) {
    return jdbc.sql(
            """
            select exists (select from register.promise
              where case_number = :caseNumber and (feedback is null or change is null))
            """)
        .param("caseNumber", caseNumber)
        .query(Boolean.class)
        .single();
  }
}
