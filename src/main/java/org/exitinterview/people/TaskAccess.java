package org.exitinterview.people;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.impl.AuthorizationQueryImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Whoever a task is given to sees it, and nobody else in the team: a case is somebody's, and the
 * colleagues of its social worker have no business in it. The engine's own provider only ever adds
 * access; here a task that changes hands is taken from whoever had it, and a task that is given
 * back is open to the team again.
 */
final class TaskAccess extends DefaultAuthorizationProvider {

  private final ObjectProvider<TaskSeal> seals;

  TaskAccess(ObjectProvider<TaskSeal> seals) {
    this.seals = seals;
  }

  @Override
  public AuthorizationEntity @Nullable [] newTaskAssignee(
      Task task, @Nullable String oldAssignee, @Nullable String newAssignee) {
    if (Objects.equals(oldAssignee, newAssignee)) {
      return null;
    }
    if (newAssignee == null) {
      withdraw(task, access -> Objects.equals(access.getUserId(), oldAssignee));
      return reopenToTeam(task);
    }
    withdraw(
        task,
        access ->
            access.getGroupId() != null
                || (oldAssignee != null && oldAssignee.equals(access.getUserId())));
    AuthorizationEntity[] access = super.newTaskAssignee(task, oldAssignee, newAssignee);
    // Whoever has a task may also give it back or hand it over.
    Arrays.stream(access)
        .filter(granted -> granted.getResourceType() == Resources.TASK.resourceType())
        .forEach(granted -> granted.addPermission(TaskPermissions.TASK_ASSIGN));
    return access;
  }

  /** To claim and to finish; the engine's own default also lets people move the due date. */
  @Override
  protected Permission getDefaultUserPermissionForTask() {
    return TaskPermissions.TASK_WORK;
  }

  /** Whoever deploys a model may not delete it, and the cases that run by it, again. */
  @Override
  public AuthorizationEntity @Nullable [] newDeployment(Deployment deployment) {
    return null;
  }

  @Override
  public AuthorizationEntity @Nullable [] newTaskGroupIdentityLink(
      Task task, String groupId, String type) {
    return task.getAssignee() == null ? openToTeam(task, groupId, type) : null;
  }

  /** Open to the team, but not to those of it from whom the step is sealed. */
  private AuthorizationEntity[] openToTeam(Task task, String groupId, String type) {
    List<AuthorizationEntity> access =
        new ArrayList<>(Arrays.asList(super.newTaskGroupIdentityLink(task, groupId, type)));
    TaskEntity entity = (TaskEntity) task;
    if (entity.getProcessDefinition() == null) {
      return access.toArray(AuthorizationEntity[]::new);
    }
    String processKey = entity.getProcessDefinition().getKey();
    String caseNumber = entity.getExecution().getProcessBusinessKey();
    seals.stream()
        .flatMap(seal -> seal.hiddenFrom(processKey, caseNumber).stream())
        .distinct()
        .filter(
            person ->
                accessTo(task, Context.getCommandContext()).stream()
                    .noneMatch(isSealedFrom(person)))
        .map(person -> seal(task, person))
        .forEach(access::add);
    return access.toArray(AuthorizationEntity[]::new);
  }

  private static Predicate<AuthorizationEntity> isSealedFrom(String person) {
    return access ->
        access.getAuthorizationType() == Authorization.AUTH_TYPE_REVOKE
            && person.equals(access.getUserId());
  }

  private static AuthorizationEntity seal(Task task, String person) {
    AuthorizationEntity seal = new AuthorizationEntity(Authorization.AUTH_TYPE_REVOKE);
    seal.setUserId(person);
    seal.setResource(Resources.TASK);
    seal.setResourceId(task.getId());
    seal.removePermission(Permissions.ALL);
    return seal;
  }

  private AuthorizationEntity[] reopenToTeam(Task task) {
    List<AuthorizationEntity> access = new ArrayList<>();
    for (IdentityLink link :
        Context.getProcessEngineConfiguration()
            .getTaskService()
            .getIdentityLinksForTask(task.getId())) {
      if (IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null) {
        access.addAll(Arrays.asList(openToTeam(task, link.getGroupId(), link.getType())));
      }
    }
    return access.toArray(AuthorizationEntity[]::new);
  }

  private static void withdraw(Task task, Predicate<Authorization> whose) {
    CommandContext context = Context.getCommandContext();
    context.runWithoutAuthorization(
        () -> {
          accessTo(task, context).stream()
              // Who must not learn of a step does not get it back by having had it.
              .filter(access -> access.getAuthorizationType() != Authorization.AUTH_TYPE_REVOKE)
              .filter(whose)
              .forEach(context.getAuthorizationManager()::delete);
          return null;
        });
  }

  /** Access that is stored already, and access that this very command has just granted. */
  private static List<AuthorizationEntity> accessTo(Task task, CommandContext context) {
    AuthorizationQueryImpl query = new AuthorizationQueryImpl();
    query.resourceType(Resources.TASK).resourceId(task.getId());
    List<AuthorizationEntity> access = new ArrayList<>();
    context
        .getAuthorizationManager()
        .selectAuthorizationByQueryCriteria(query)
        .forEach(stored -> access.add((AuthorizationEntity) stored));
    context.getDbEntityManager().getCachedEntitiesByType(AuthorizationEntity.class).stream()
        .filter(cached -> cached.getResourceType() == Resources.TASK.resourceType())
        .filter(cached -> task.getId().equals(cached.getResourceId()))
        .filter(cached -> !access.contains(cached))
        .forEach(access::add);
    return access;
  }
}
