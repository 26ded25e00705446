package org.exitinterview.absence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.forms.StepNeeds;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Absences;
import org.exitinterview.people.Absences.Absence;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.LetterProcess;
import org.exitinterview.process.RecommendationProcess;
import org.exitinterview.record.RecordVault;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives the steps of whoever is away to the deputy, with what each step needs of the record, and
 * takes both back when the absence ends or the step is done.
 *
 * <p>Concerns are not handed on: they have a rota, and the deputy might be the person they are
 * about. Neither is an interview: the young person was told who comes, and who comes must be
 * independent of the home, so the service manager appoints somebody. For the same reason no manager
 * of the home that was left stands in for anybody in that case.
 */
@Service
class StandIns {

  private static final Set<String> PROCESSES =
      Set.of(ExitInterviewProcess.KEY, RecommendationProcess.KEY, LetterProcess.KEY);

  private final ProcessEngine engine;
  private final Absences absences;
  private final Directory directory;
  private final StepNeeds needs;
  private final RecordVault vault;
  private final CaseRegister register;
  private final Outbox outbox;
  private final JdbcClient database;
  private final Clock clock;

  StandIns(
      ProcessEngine engine,
      Absences absences,
      Directory directory,
      StepNeeds needs,
      RecordVault vault,
      CaseRegister register,
      Outbox outbox,
      JdbcClient database,
      Clock clock) {
    this.engine = engine;
    this.absences = absences;
    this.directory = directory;
    this.needs = needs;
    this.vault = vault;
    this.register = register;
    this.outbox = outbox;
    this.database = database;
    this.clock = clock;
  }

  private record StandIn(
      String taskId,
      long absenceId,
      String person,
      String caseNumber,
      String deputy,
      boolean own) {}

  /** Brings steps and access in line with who is away now; may run at any time, on any machine. */
  @Transactional
  public void apply() {
    asService(
        () -> {
          LocalDate today = LocalDate.now(clock);
          open().stream().filter(standIn -> !stillLasts(standIn, today)).forEach(this::end);
          absences.coming().stream().filter(absence -> absence.lastsOn(today)).forEach(this::begin);
          return today;
        });
  }

  /** What a deputy was let into for a step ends with the step. */
  @EventListener
  void stepDone(Act act) {
    String taskId = act.taskId();
    if (act.kind() == Act.Kind.COMPLETION && taskId != null) {
      open().stream()
          .filter(standIn -> standIn.taskId().equals(taskId))
          .forEach(standIn -> close(standIn));
    }
  }

  private boolean stillLasts(StandIn standIn, LocalDate today) {
    return find(standIn.taskId()).isPresent()
        && absences.find(standIn.absenceId()).filter(absence -> absence.lastsOn(today)).isPresent()
        && absences.presentFor(standIn.person()).filter(standIn.deputy()::equals).isPresent();
  }

  private void begin(Absence absence) {
    Optional<String> deputy = absences.presentFor(absence.person());
    if (deputy.isEmpty() || directory.isOutside(absence.person())) {
      return;
    }
    tasks().createTaskQuery().taskAssignee(absence.person()).active().list().stream()
        .filter(task -> PROCESSES.contains(processKey(task)))
        .forEach(task -> begin(absence, deputy.get(), task, true));
    for (String group : groupsOf(absence.person())) {
      boolean somebodyIsThere =
          directory.membersOf(group).stream().anyMatch(member -> absences.today(member).isEmpty());
      if (!somebodyIsThere) {
        tasks()
            .createTaskQuery()
            .taskCandidateGroup(group)
            .taskUnassigned()
            .active()
            .list()
            .stream()
            .filter(task -> PROCESSES.contains(processKey(task)))
            .forEach(task -> begin(absence, deputy.get(), task, false));
      }
    }
  }

  private void begin(Absence absence, String deputy, Task task, boolean own) {
    String caseNumber = caseNumber(task);
    if (isForInterviewers(task) || managesTheHome(deputy, caseNumber)) {
      tellManager(absence, task, caseNumber);
      return;
    }
    int begun =
        database
            .sql(
                """
                insert into register.stand_in
                  (task_id, absence_id, case_number, deputy, own, began_at)
                values (:taskId, :absence, :caseNumber, :deputy, :own, :now)
                on conflict (task_id, absence_id) do update
                  set deputy = excluded.deputy, own = excluded.own, ended_at = null
                  where register.stand_in.ended_at is not null
                """)
            .param("taskId", task.getId())
            .param("absence", absence.id())
            .param("caseNumber", caseNumber)
            .param("deputy", deputy)
            .param("own", own)
            .param("now", OffsetDateTime.now(clock))
            .update();
    if (begun == 0) {
      return;
    }
    needs
        .of(task.getId())
        .ifPresent(
            needed ->
                vault.standIn(
                    caseNumber,
                    new Person(absence.person(), groupsOf(absence.person())),
                    deputy,
                    task.getId(),
                    needed.sections(),
                    needed.item(),
                    endOf(absence)));
    tasks().setAssignee(task.getId(), deputy);
    note(task, caseNumber, "standIn", absence.person(), deputy);
  }

  /** Once an absence and step: somebody has to be found whom the service may not choose. */
  private void tellManager(Absence absence, Task task, String caseNumber) {
    boolean told =
        database
            .sql(
                """
                select exists (select from outbox.message
                 where notice = :notice and task_id = :taskId and created_at >= :since)
                """)
            .param("notice", Notice.ROLE_EMPTY.name())
            .param("taskId", task.getId())
            .param("since", absence.fromDay().atStartOfDay(clock.getZone()).toOffsetDateTime())
            .query(Boolean.class)
            .single();
    if (!told) {
      outbox.tell(
          Recipient.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId()),
          Notice.ROLE_EMPTY,
          caseNumber,
          task.getId());
    }
  }

  private void end(StandIn standIn) {
    Optional<Task> waiting = find(standIn.taskId());
    if (waiting.filter(Task::isSuspended).isPresent()) {
      // A paused case gives nothing back before it goes on; what the deputy may read ends now.
      endAccess(standIn);
      return;
    }
    if (!close(standIn)) {
      return;
    }
    waiting
        .filter(task -> standIn.deputy().equals(task.getAssignee()))
        .ifPresent(
            task -> {
              tasks().setAssignee(task.getId(), standIn.own() ? standIn.person() : null);
              note(task, standIn.caseNumber(), "standInEnded", standIn.person(), standIn.deputy());
            });
  }

  /** Whether this call closed it, and not another at the same time. */
  private boolean close(StandIn standIn) {
    int closed =
        database
            .sql(
                """
                update register.stand_in set ended_at = :now
                 where task_id = :taskId and absence_id = :absence and ended_at is null
                """)
            .param("now", OffsetDateTime.now(clock))
            .param("taskId", standIn.taskId())
            .param("absence", standIn.absenceId())
            .update();
    endAccess(standIn);
    return closed == 1;
  }

  private void endAccess(StandIn standIn) {
    vault.endStandIn(standIn.caseNumber(), standIn.person(), standIn.deputy(), standIn.taskId());
  }

  private void note(Task task, String caseNumber, String what, String person, String deputy) {
    register.record(
        new Act(
            Act.SERVICE,
            Act.Kind.SYSTEM,
            processKey(task),
            caseNumber,
            task.getTaskDefinitionKey(),
            task.getId(),
            null,
            what,
            Map.of("standsInFor", person, "deputy", deputy)));
  }

  private List<StandIn> open() {
    return database
        .sql(
            """
            select s.task_id, s.absence_id, a.person, s.case_number, s.deputy, s.own
              from register.stand_in s join register.absence a on a.id = s.absence_id
             where s.ended_at is null
            """)
        .query(StandIn.class)
        .list();
  }

  private boolean isForInterviewers(Task task) {
    return tasks().getIdentityLinksForTask(task.getId()).stream()
        .map(IdentityLink::getGroupId)
        .anyMatch(Role.INTERVIEWER.groupId()::equals);
  }

  private boolean managesTheHome(String deputy, String caseNumber) {
    return register
        .find(caseNumber)
        .map(exitCase -> exitCase.homeUrn())
        .filter(home -> directory.managersOf(home).contains(deputy))
        .isPresent();
  }

  /** The first moment of the day after the absence. */
  private Instant endOf(Absence absence) {
    return absence.untilDay().plusDays(1).atStartOfDay(clock.getZone()).toInstant();
  }

  private Set<String> groupsOf(String person) {
    Set<String> groups = new HashSet<>();
    engine
        .getIdentityService()
        .createGroupQuery()
        .groupMember(person)
        .list()
        .forEach(group -> groups.add(group.getId()));
    return groups;
  }

  private Optional<Task> find(String taskId) {
    return Optional.ofNullable(tasks().createTaskQuery().taskId(taskId).singleResult());
  }

  private String caseNumber(Task task) {
    return Objects.requireNonNull(
            engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .singleResult())
        .getBusinessKey();
  }

  private static String processKey(Task task) {
    return task.getProcessDefinitionId().split(":", 2)[0];
  }

  private TaskService tasks() {
    return engine.getTaskService();
  }

  /** The service hands steps over, not whoever enters the absence. */
  private <T> T asService(Supplier<T> work) {
    var whoActs = engine.getIdentityService().getCurrentAuthentication();
    engine.getIdentityService().clearAuthentication();
    try {
      return work.get();
    } finally {
      engine.getIdentityService().setAuthentication(whoActs);
    }
  }
}
