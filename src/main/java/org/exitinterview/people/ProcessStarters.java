package org.exitinterview.people;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.LetterProcess;
import org.exitinterview.process.MonitoringProcesses;
import org.exitinterview.process.RecommendationProcess;

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
              Role.IRO_MANAGER,
              Role.ACTION_OWNER,
              Role.COMPLAINTS_MANAGER,
              Role.SAFEGUARDING_LEAD,
              Role.SENIOR_MANAGER));

  /** Everybody who works in Tasklist. */
  static final Set<Role> TASKLIST_USERS = tasklistUsers();

  /** Process key to those who may start it; nobody starts a recommendation by hand. */
  static final Map<String, Set<Role>> BY_PROCESS =
      Map.of(
          ExitInterviewProcess.KEY, Set.of(Role.UNIT_MANAGER, Role.RESIDENTIAL_SERVICE_MANAGER),
          RecommendationProcess.KEY, Set.of(),
          LetterProcess.KEY, Set.of(),
          MonitoringProcesses.REPORT, Set.of(),
          MonitoringProcesses.RECONCILIATION, Set.of(),
          CompanionProcesses.WITHDRAWAL,
              Set.of(
                  Role.SOCIAL_WORKER, Role.INTERVIEWER, Role.IRO, Role.RESIDENTIAL_SERVICE_MANAGER),
          CompanionProcesses.CONCERN, CASEWORKERS,
          CompanionProcesses.PATTERN_RADAR, Set.of(),
          CompanionProcesses.SIGNPOSTING, CASEWORKERS);

  /** Processes whose very existence is the safeguarding lead's alone. */
  static final Set<String> SEALED =
      Set.of(CompanionProcesses.CONCERN, CompanionProcesses.PATTERN_RADAR);

  /** Keys of the processes that supervisors see. */
  static final Set<String> SUPERVISED =
      BY_PROCESS.keySet().stream()
          .filter(key -> !SEALED.contains(key))
          .collect(Collectors.toUnmodifiableSet());

  private ProcessStarters() {}

  private static Set<Role> tasklistUsers() {
    Set<Role> roles = EnumSet.copyOf(CASEWORKERS);
    roles.add(Role.PROCESS_MANAGER);
    roles.add(Role.SUPERVISOR);
    // For the login: the pages about records are open to whoever is logged in to Tasklist.
    roles.add(Role.DATA_PROTECTION_OFFICER);
    return Set.copyOf(roles);
  }
}
