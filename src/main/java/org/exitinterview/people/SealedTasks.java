package org.exitinterview.people;

import java.util.Collection;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Hides steps that wait already from people who must not learn of them. */
@Component
public class SealedTasks {

  private final Unrestricted unrestricted;

  SealedTasks(Unrestricted unrestricted) {
    this.unrestricted = unrestricted;
  }

  /**
   * Hides every waiting step of the case from these people, and takes it from those who have it.
   *
   * @param caseNumber business key of the process
   */
  public void seal(String caseNumber, Collection<String> people) {
    unrestricted.get(
        () -> {
          tasks(caseNumber).forEach(task -> people.forEach(person -> seal(task, person)));
          return caseNumber;
        });
  }

  /**
   * Opens every waiting step of the case to a group besides its own.
   *
   * @param caseNumber business key of the process
   */
  public void open(String caseNumber, String group) {
    unrestricted.get(
        () -> {
          tasks(caseNumber)
              .filter(task -> !isOpenTo(group, task))
              .forEach(
                  task ->
                      Context.getCommandContext()
                          .getTaskManager()
                          .findTaskById(task.getId())
                          .addCandidateGroup(group));
          return caseNumber;
        });
  }

  private Stream<Task> tasks(String caseNumber) {
    return unrestricted
        .engine()
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(caseNumber)
        .list()
        .stream();
  }

  private boolean isOpenTo(String group, Task task) {
    return unrestricted.engine().getTaskService().getIdentityLinksForTask(task.getId()).stream()
        .anyMatch(link -> group.equals(link.getGroupId()));
  }

  private void seal(Task task, String person) {
    AuthorizationService authorizations = unrestricted.engine().getAuthorizationService();
    boolean sealed =
        authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_REVOKE)
                .resourceType(Resources.TASK)
                .resourceId(task.getId())
                .userIdIn(person)
                .count()
            > 0;
    if (!sealed) {
      Authorization seal = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_REVOKE);
      seal.setUserId(person);
      seal.setResource(Resources.TASK);
      seal.setResourceId(task.getId());
      seal.removePermission(Permissions.ALL);
      authorizations.saveAuthorization(seal);
    }
    if (person.equals(task.getAssignee())) {
      unrestricted.engine().getTaskService().setAssignee(task.getId(), null);
    }
  }
}
