package org.exitinterview.people;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;

/**
 * What each role may do in the web applications and over REST. Everything not granted here, or by
 * the engine to somebody because of a task, is refused. The young person's words are not the
 * engine's business at all: the record vault decides about them.
 */
final class RolePermissions {

  private final AuthorizationService authorizations;
  private final Map<String, Authorization> existing = new HashMap<>();

  RolePermissions(AuthorizationService authorizations) {
    this.authorizations = authorizations;
    authorizations.createAuthorizationQuery().list().stream()
        .filter(authorization -> authorization.getGroupId() != null)
        .forEach(
            authorization ->
                existing.put(
                    key(
                        authorization.getGroupId(),
                        authorization.getResourceType(),
                        authorization.getResourceId()),
                    authorization));
  }

  /** Grants everything; what is granted already stays as it is. */
  void grantAll() {
    for (Role role : ProcessStarters.TASKLIST_USERS) {
      grant(role, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
      // Forms and the diagram are read through the definition; instances stay closed.
      ProcessStarters.BY_PROCESS.keySet().stream()
          .filter(key -> role == Role.SAFEGUARDING_LEAD || !ProcessStarters.SEALED.contains(key))
          .forEach(key -> grant(role, Resources.PROCESS_DEFINITION, key, Permissions.READ));
    }
    ProcessStarters.BY_PROCESS.forEach(
        (process, starters) ->
            starters.forEach(
                role -> {
                  grant(
                      role,
                      Resources.PROCESS_DEFINITION,
                      process,
                      Permissions.READ,
                      Permissions.CREATE_INSTANCE);
                  grant(role, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
                }));
    grantToServiceManagers();
    grantToProcessManagers();
    grantToSupervisors();
    for (Resource resource : Resources.values()) {
      grant(Role.ADMINISTRATOR, resource, ANY, Permissions.ALL);
    }
  }

  /** Lets everybody who works in Tasklist read a ready-made filter. */
  void grantFilter(String filterId) {
    ProcessStarters.TASKLIST_USERS.forEach(
        role -> grant(role, Resources.FILTER, filterId, Permissions.READ));
  }

  /** They hand tasks over when somebody is away, so they may look people up. */
  private void grantToServiceManagers() {
    grant(Role.RESIDENTIAL_SERVICE_MANAGER, Resources.USER, ANY, Permissions.READ);
    grant(Role.RESIDENTIAL_SERVICE_MANAGER, Resources.GROUP, ANY, Permissions.READ);
  }

  private void grantToProcessManagers() {
    grant(Role.PROCESS_MANAGER, Resources.PROCESS_DEFINITION, ANY, Permissions.READ);
    grant(Role.PROCESS_MANAGER, Resources.DECISION_DEFINITION, ANY, Permissions.READ);
    // From Camunda Modeler; what may go live, the gate decides.
    grant(Role.PROCESS_MANAGER, Resources.DEPLOYMENT, ANY, Permissions.READ, Permissions.CREATE);
  }

  private void grantToSupervisors() {
    grant(Role.SUPERVISOR, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
    ProcessStarters.SUPERVISED.forEach(
        key ->
            grant(
                Role.SUPERVISOR,
                Resources.PROCESS_DEFINITION,
                key,
                Permissions.READ,
                Permissions.READ_INSTANCE,
                Permissions.UPDATE_INSTANCE,
                Permissions.READ_TASK,
                Permissions.READ_HISTORY,
                ProcessDefinitionPermissions.RETRY_JOB,
                ProcessDefinitionPermissions.TASK_ASSIGN));
    grant(Role.SUPERVISOR, Resources.DECISION_DEFINITION, ANY, Permissions.READ);
    grant(Role.SUPERVISOR, Resources.USER, ANY, Permissions.READ);
    grant(Role.SUPERVISOR, Resources.GROUP, ANY, Permissions.READ);
  }

  private void grant(Role role, Resource resource, String resourceId, Permission... permissions) {
    String key = key(role.groupId(), resource.resourceType(), resourceId);
    Authorization authorization =
        existing.computeIfAbsent(
            key,
            absent -> {
              Authorization created =
                  authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
              created.setGroupId(role.groupId());
              created.setResource(resource);
              created.setResourceId(resourceId);
              return created;
            });
    boolean complete =
        authorization.getId() != null
            && Arrays.stream(permissions).allMatch(authorization::isPermissionGranted);
    if (!complete) {
      Arrays.stream(permissions).forEach(authorization::addPermission);
      existing.put(key, authorizations.saveAuthorization(authorization));
    }
  }

  private static String key(String groupId, int resourceType, String resourceId) {
    return groupId + "/" + resourceType + "/" + resourceId;
  }
}
