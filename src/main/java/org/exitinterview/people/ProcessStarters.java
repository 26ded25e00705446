package org.exitinterview.people;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which roles work on cases, and which of them may start what. */
final class ProcessStarters {

  /** Everybody who gets tasks of a case. */
  static final Set<Role> CASEWORKERS =
      Set.copyOf(
          EnumSet.of(
              Role.UNIT_MANAGER,
              Role.SOCIAL_WORKER,
              Role.RESIDENTIAL_SERVICE_MANAGER,
              Role.INTERVIEWER,
              Role.IRO,
              Role.ACTION_OWNER,
              Role.COMPLAINTS_MANAGER,
              Role.SAFEGUARDING_LEAD,
              Role.SENIOR_MANAGER));

  /** Everybody who works in Tasklist. */
  static final Set<Role> TASKLIST_USERS = tasklistUsers();

  /** Process key to those who may start it; nobody starts a recommendation by hand. */
  static final Map<String, Set<Role>> BY_PROCESS =
      Map.of(
          "exit-interview", Set.of(Role.UNIT_MANAGER, Role.RESIDENTIAL_SERVICE_MANAGER),
          "recommendation", Set.of(),
          "withdrawal",
              Set.of(
                  Role.SOCIAL_WORKER, Role.INTERVIEWER, Role.IRO, Role.RESIDENTIAL_SERVICE_MANAGER),
          "concern", CASEWORKERS,
          "signposting", CASEWORKERS);

  private ProcessStarters() {}

  private static Set<Role> tasklistUsers() {
    Set<Role> roles = EnumSet.copyOf(CASEWORKERS);
    roles.add(Role.PROCESS_MANAGER);
    roles.add(Role.SUPERVISOR);
    return Set.copyOf(roles);
  }
}
