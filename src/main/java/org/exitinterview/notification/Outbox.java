package org.exitinterview.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.exitinterview.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Notifications to send, written in the transaction of the step that causes them: a step that is
 * rolled back tells nobody, and a mail server that is down holds up no step.
 */
@Service
public class Outbox {

  /** No room for a sentence: whatever is passed by mistake, it is not what somebody typed. */
  private static final Pattern CASE_NUMBER = Pattern.compile("[A-Za-z0-9-]{1,40}");

  /** What begins the number of a concern, which waits for no morning. */
  private static final String CONCERN = "CO-";

  /** What begins the number of a pattern among concerns. */
  private static final String PATTERN = "PA-";

  static final Duration ONE_EVENT = Duration.ofMinutes(1);

  private final JdbcClient database;
  private final Clock clock;

  public Outbox(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Tells somebody something about a case, with a link to his or her list of steps.
   *
   * @throws IllegalArgumentException if {@code caseNumber} does not look like one
   */
  public void tell(Recipient recipient, Notice notice, String caseNumber) {
    tell(recipient, notice, caseNumber, null);
  }

  /**
   * Tells somebody something about a step of a case, with a link to it.
   *
   * @param taskId the engine's task; null links to the list of steps
   * @throws IllegalArgumentException if {@code caseNumber} does not look like one
   */
  public void tell(Recipient recipient, Notice notice, String caseNumber, @Nullable String taskId) {
    boolean cannotWait = notice.cannotWait() || caseNumber.startsWith(CONCERN);
    add(recipient, notice, caseNumber, taskId, cannotWait);
  }

  /**
   * Tells somebody who has just asked for it, and so is there to read it, whatever the day or hour.
   */
  public void answer(Recipient recipient, Notice notice, String caseNumber, String taskId) {
    add(recipient, notice, caseNumber, taskId, true);
  }

  private void add(
      Recipient recipient,
      Notice notice,
      String caseNumber,
      @Nullable String taskId,
      boolean atOnce) {
    if (!CASE_NUMBER.matcher(caseNumber).matches()) {
      throw new IllegalArgumentException("A message needs a case number and nothing else");
    }
    database
        .sql(
            """
            insert into outbox.message
              (recipient_kind, recipient_id, notice, case_number, task_id, created_at, at_once)
            values (:kind, :recipient, :notice, :caseNumber, :taskId, :now, :atOnce)
            """)
        .param("kind", recipient.kind().name())
        .param("recipient", recipient.id())
        .param("notice", notice.name())
        .param("caseNumber", caseNumber)
        .param("taskId", taskId)
        .param("now", OffsetDateTime.now(clock))
        .param("atOnce", atOnce)
        .update();
  }

  /** Whether only those named may hear of that number, and nobody in their place. */
  static boolean isSealed(String caseNumber) {
    return caseNumber.startsWith(CONCERN) || caseNumber.startsWith(PATTERN);
  }

  /**
   * Whether people of that role may learn that there is such a number at all; a concern is known to
   * few.
   */
  static boolean mayHear(String groupId, String caseNumber) {
    return !isSealed(caseNumber) || !groupId.equals(Role.RESIDENTIAL_SERVICE_MANAGER.groupId());
  }

  /**
   * Tells somebody that a step waits, unless he or she was told something about the case just now:
   * one event, one mail.
   *
   * @param taskId the engine's task
   */
  public void announce(Recipient recipient, String caseNumber, String taskId) {
    boolean justTold =
        database
            .sql(
                """
                select exists (select from outbox.message
                  where recipient_kind = :kind and recipient_id = :recipient
                    and case_number = :caseNumber and created_at > :since)
                """)
            .param("kind", recipient.kind().name())
            .param("recipient", recipient.id())
            .param("caseNumber", caseNumber)
            .param("since", OffsetDateTime.now(clock).minus(ONE_EVENT))
            .query(Boolean.class)
            .single();
    if (!justTold) {
      tell(recipient, Notice.TASK_WAITING, caseNumber, taskId);
    }
  }
}
