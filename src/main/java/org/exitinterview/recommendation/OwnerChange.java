package org.exitinterview.recommendation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Directory;
import org.exitinterview.process.RecommendationProcess;
import org.exitinterview.process.RecommendationProcess.Variables;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a recommendation that waits to somebody else: the former owner has left, or cannot be
 * reached. Links that were mailed to the former owner open nothing from then on.
 */
@Service
public class OwnerChange {

  private static final String BASIS = "named in the recommendation";

  private final JdbcClient jdbc;
  private final RuntimeService runtimeService;
  private final TaskService taskService;
  private final IdentityService identityService;
  private final RecordVault vault;
  private final CaseRegister register;
  private final Directory directory;
  private final Outbox outbox;
  private final Clock clock;

  OwnerChange(
      JdbcClient jdbc,
      RuntimeService runtimeService,
      TaskService taskService,
      IdentityService identityService,
      RecordVault vault,
      CaseRegister register,
      Directory directory,
      Outbox outbox,
      Clock clock) {
    this.jdbc = jdbc;
    this.runtimeService = runtimeService;
    this.taskService = taskService;
    this.identityService = identityService;
    this.vault = vault;
    this.register = register;
    this.directory = directory;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Names another owner; the caller has checked that the person may.
   *
   * @param person user id of whoever names
   * @param reason why, as a code
   * @return whether the recommendation still waited for its owner
   */
  @Transactional
  public boolean name(String person, String recommendationId, String newOwner, String reason) {
    var whoActs = identityService.getCurrentAuthentication();
    identityService.clearAuthentication();
    try {
      ProcessInstance running =
          runtimeService
              .createProcessInstanceQuery()
              .processDefinitionKey(RecommendationProcess.KEY)
              .variableValueEquals(Variables.RECOMMENDATION_ID.variableName(), recommendationId)
              .active()
              .singleResult();
      if (running == null) {
        return false;
      }
      change(person, recommendationId, newOwner, reason, running);
      return true;
    } finally {
      identityService.setAuthentication(whoActs);
    }
  }

  private void change(
      String person,
      String recommendationId,
      String newOwner,
      String reason,
      ProcessInstance running) {
    String owner = Variables.OWNER.variableName();
    String former = String.valueOf(runtimeService.getVariable(running.getId(), owner));
    String caseNumber =
        jdbc.sql(
                """
                update register.recommendation set owner = :owner, owner_not_reached_at = null
                where recommendation_id = :id returning case_number
                """)
            .param("owner", newOwner)
            .param("id", recommendationId)
            .query(String.class)
            .single();
    endAccess(caseNumber, former);
    grant(caseNumber, newOwner, recommendationId);
    runtimeService.setVariable(running.getId(), owner, newOwner);
    List<Task> waiting =
        taskService
            .createTaskQuery()
            .processInstanceId(running.getId())
            .taskAssignee(former)
            .list();
    waiting.forEach(
        task -> {
          taskService.setAssignee(task.getId(), newOwner);
          outbox.tell(
              Recipient.user(newOwner),
              directory.isOutside(newOwner) ? Notice.REPLY_ASKED : Notice.RECOMMENDATION_SENT,
              caseNumber,
              task.getId());
        });
    register.record(
        new Act(
            person,
            Act.Kind.HAND_OVER,
            RecommendationProcess.KEY,
            caseNumber,
            RecommendationProcess.Elements.ANSWER_RECOMMENDATION,
            waiting.isEmpty() ? null : waiting.get(0).getId(),
            recommendationId,
            null,
            trace(former, newOwner, reason, waiting)));
  }

  /** Who had it, why no longer, and when it was due: the date stays with whoever has it now. */
  private Map<String, Object> trace(
      String former, String newOwner, String reason, List<Task> waiting) {
    Map<String, Object> trace = new LinkedHashMap<>();
    trace.put("owner", newOwner);
    trace.put("formerOwner", former);
    trace.put("handedOverBecause", reason);
    waiting.stream()
        .flatMap(task -> Stream.ofNullable(task.getDueDate()))
        .findFirst()
        .ifPresent(
            due ->
                trace.put(
                    "dueOn", LocalDate.ofInstant(due.toInstant(), clock.getZone()).toString()));
    return trace;
  }

  /** The list ends a person's access as a whole; what he or she still answers is given anew. */
  private void endAccess(String caseNumber, String former) {
    boolean onTheCase =
        register
            .find(caseNumber)
            .map(
                exitCase ->
                    former.equals(exitCase.iro())
                        || former.equals(exitCase.socialWorker())
                        || former.equals(exitCase.interviewer()))
            .orElse(false);
    if (!onTheCase) {
      vault.end(caseNumber, Reader.user(former));
      jdbc.sql(
              """
              select recommendation_id from register.recommendation
              where case_number = :caseNumber and owner = :owner and sent_at is not null
              """)
          .param("caseNumber", caseNumber)
          .param("owner", former)
          .query(String.class)
          .list()
          .forEach(other -> grant(caseNumber, former, other));
    }
  }

  private void grant(String caseNumber, String owner, String recommendationId) {
    Reader reader = Reader.user(owner);
    vault.grant(
        caseNumber,
        reader,
        EnumSet.of(Section.RECOMMENDATION),
        recommendationId,
        Access.READ,
        BASIS);
    vault.grant(
        caseNumber, reader, EnumSet.of(Section.REPLY), recommendationId, Access.WRITE, BASIS);
  }
}
