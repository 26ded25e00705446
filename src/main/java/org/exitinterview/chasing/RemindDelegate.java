package org.exitinterview.chasing;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.process.ChaseVariables;
import org.springframework.stereotype.Component;

/** Reminds whoever has the waiting step; while nobody has, everybody who could take it. */
@Component("remind")
class RemindDelegate implements JavaDelegate {

  private final Outbox outbox;

  RemindDelegate(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String caseNumber = CaseNumber.of(execution);
    TaskService taskService = execution.getProcessEngineServices().getTaskService();
    for (Task task : WaitingStep.of(execution).tasks(execution)) {
      recipients(task, taskService)
          .forEach(recipient -> outbox.tell(recipient, Notice.REMINDER, caseNumber, task.getId()));
    }
    ChaseVariables.clear(execution);
  }

  private static List<Recipient> recipients(Task task, TaskService taskService) {
    if (task.getAssignee() != null) {
      return List.of(Recipient.user(task.getAssignee()));
    }
    return taskService.getIdentityLinksForTask(task.getId()).stream()
        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
        .flatMap(RemindDelegate::recipient)
        .toList();
  }

  private static Stream<Recipient> recipient(IdentityLink candidate) {
    return candidate.getGroupId() != null
        ? Stream.of(Recipient.group(candidate.getGroupId()))
        : Stream.of(Recipient.user(candidate.getUserId()));
  }
}
