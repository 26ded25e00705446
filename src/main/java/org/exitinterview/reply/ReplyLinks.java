package org.exitinterview.reply;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.notification.OutsideLinks;
import org.exitinterview.process.RecommendationProcess.Variables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes and finds links. The secret in a link is 256 random bits that only the mail carries; here
 * lies its hash. A link is worth as much as its step: it ends with it, and with the step being
 * somebody's else.
 */
@Component
class ReplyLinks implements OutsideLinks {

  private static final int SECRET_BYTES = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient jdbc;
  private final TransactionTemplate alone;
  private final TaskService taskService;
  private final ReplySettings settings;
  private final Clock clock;

  ReplyLinks(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      TaskService taskService,
      ReplySettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.alone = new TransactionTemplate(transactions);
    this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.taskService = taskService;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Optional<String> pathFor(String userId, String taskId) {
    return openTask(taskId, userId)
        .flatMap(
            task ->
                Optional.ofNullable(
                    taskService.getVariable(taskId, Variables.RECOMMENDATION_ID.variableName())))
        .map(recommendation -> "/reply/" + make(userId, taskId, recommendation.toString()));
  }

  /** Kept before the mail leaves, so that no mail that was taken carries a link unknown here. */
  private String make(String owner, String taskId, String recommendationId) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    alone.executeWithoutResult(
        status ->
            jdbc.sql(
                    """
                    insert into register.reply_link (token_hash, task_id, recommendation_id,
                      case_number, owner, made_at, expires_at)
                    select :hash, :task, recommendation_id, case_number, :owner, :now, :expires
                    from register.recommendation where recommendation_id = :recommendation
                    """)
                .param("hash", hash(token))
                .param("task", taskId)
                .param("recommendation", recommendationId)
                .param("owner", owner)
                .param("now", now())
                .param("expires", now().plus(settings.validFor()))
                .update());
    return token;
  }

  /** The link with that secret; empty for anything that is none. */
  Optional<ReplyLink> find(String token) {
    if (!TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select task_id, recommendation_id, case_number, owner, expires_at,
                   renewed_at, answered_at, correct_until
            from register.reply_link where token_hash = :hash
            """)
        .param("hash", hash(token))
        .query(ReplyLink.class)
        .optional();
  }

  /** The step behind the link, if it still waits for the person the link is for. */
  Optional<Task> openTask(ReplyLink link) {
    return openTask(link.taskId(), link.owner());
  }

  private Optional<Task> openTask(String taskId, String owner) {
    return Optional.ofNullable(
        taskService.createTaskQuery().taskId(taskId).taskAssignee(owner).active().singleResult());
  }

  boolean isExpired(ReplyLink link) {
    return !now().isBefore(link.expiresAt());
  }

  /** Every link to the step has served: its answer is in. */
  void noteAnswered(ReplyLink link) {
    jdbc.sql(
            """
            update register.reply_link
            set answered_at = :now, correct_until = coalesce(correct_until, :until)
            where task_id = :task
            """)
        .param("now", now())
        .param("until", now().plus(settings.correctFor()))
        .param("task", link.taskId())
        .update();
  }

  /** The answer was taken back; the same links lead to the step that waits for a new one. */
  void noteTakenBack(ReplyLink link, String newTaskId) {
    jdbc.sql(
            """
            update register.reply_link set task_id = :new, answered_at = null
            where task_id = :old
            """)
        .param("new", newTaskId)
        .param("old", link.taskId())
        .update();
  }

  /** Whether a new link may be mailed now: at most one an hour for one that is asked with. */
  boolean mayRenew(ReplyLink link) {
    return jdbc.sql(
                """
                update register.reply_link set renewed_at = :now
                where task_id = :task
                  and not exists (select from register.reply_link other
                    where other.task_id = :task and other.renewed_at >= :hourAgo)
                """)
            .param("now", now())
            .param("task", link.taskId())
            .param("hourAgo", now().minusHours(1))
            .update()
        > 0;
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
