package org.exitinterview.chasing;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
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
 * More time for a waiting step: with a reason, which lies in the record, by name, and within a
 * limit. The first date stays in the register beside the new one; from the third time on the
 * manager decides.
 */
@Service
public class Extensions {

  /** Each extension gives at most as much again as the step was given at first, in working days. */
  private static final int LONGEST = 20;

  /** The one that only a manager gives, and every one after it. Local choice. */
  private static final int THE_MANAGERS = 3;

  private static final String BASIS = "asked for more time";

  private final Clocks clocks;
  private final WorkingDays workingDays;
  private final CaseRegister register;
  private final RecordVault vault;
  private final CurrentPerson currentPerson;
  private final Outbox outbox;
  private final JdbcClient database;
  private final Clock clock;

  Extensions(
      Clocks clocks,
      WorkingDays workingDays,
      CaseRegister register,
      RecordVault vault,
      CurrentPerson currentPerson,
      Outbox outbox,
      JdbcClient database,
      Clock clock) {
    this.clocks = clocks;
    this.workingDays = workingDays;
    this.register = register;
    this.vault = vault;
    this.currentPerson = currentPerson;
    this.outbox = outbox;
    this.database = database;
    this.clock = clock;
  }

  /** What happened to a wish for more time. */
  public enum Result {
    /** The step has the new date. */
    EXTENDED,
    /** The manager was asked; the date stays until he or she decides. */
    MANAGER_ASKED
  }

  private record Earlier(int number, @org.jspecify.annotations.Nullable String firstDue) {}

  /**
   * Gives the step a later date, or asks the manager to.
   *
   * @param taskId a task that the current person has, or any if he or she is the manager
   * @param until a working day after the date the step has
   * @param reason in the person's own words
   * @throws ClockRefusedException if the person does not have the step, or date or reason will not
   *     do
   */
  @Transactional(noRollbackFor = ClockRefusedException.class)
  public Result extend(String taskId, LocalDate until, String reason) {
    Person person = currentPerson.get();
    Task task =
        clocks
            .find(taskId)
            .orElseThrow(() -> new ClockRefusedException("You have no step of that number."));
    boolean manages = person.holds(Role.RESIDENTIAL_SERVICE_MANAGER);
    if (!person.userId().equals(task.getAssignee()) && !manages) {
      throw new ClockRefusedException(
          "Only whoever has the step asks for more time. Claim it first.");
    }
    if (reason.isBlank() || reason.length() > 2000) {
      throw new ClockRefusedException(
          "Reason: say in at most 2,000 characters why more time is needed.");
    }
    LocalDate due =
        dateOf(Optional.ofNullable(task.getDueDate()).orElseGet(() -> Date.from(clock.instant())));
    int days = workingDays.between(due, until);
    if (days < 1 || !workingDays.isWorkingDay(until)) {
      throw new ClockRefusedException("New date: enter a working day after the present date.");
    }
    if (days > LONGEST) {
      throw new ClockRefusedException(
          "New date: one extension gives at most %d working days.".formatted(LONGEST));
    }
    String caseNumber = caseNumber(task);
    Earlier earlier = earlier(taskId);
    int number = earlier.number() + 1;
    write(caseNumber, person, taskId, number, reason);
    if (number >= THE_MANAGERS && !manages) {
      outbox.tell(
          Recipient.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId()),
          Notice.EXTENSION_ASKED,
          caseNumber,
          taskId);
      note(task, caseNumber, person, "extensionAsked", facts(number, earlier, due, until));
      return Result.MANAGER_ASKED;
    }
    clocks.putOff(task, days);
    note(task, caseNumber, person, "extension", facts(number, earlier, due, until));
    return Result.EXTENDED;
  }

  private static Map<String, Object> facts(
      int number, Earlier earlier, LocalDate due, LocalDate until) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("extensionNumber", number);
    facts.put("firstDueOn", earlier.firstDue() == null ? due.toString() : earlier.firstDue());
    facts.put("extendedTo", until.toString());
    return facts;
  }

  private Earlier earlier(String taskId) {
    return database
        .sql(
            """
            select count(*)::integer as number, min(facts ->> 'firstDueOn') as first_due
              from register.act where task_id = :taskId and decision = 'extension'
            """)
        .param("taskId", taskId)
        .query(Earlier.class)
        .single();
  }

  private void write(String caseNumber, Person person, String taskId, int number, String reason) {
    String item = taskId + "-" + number;
    vault.grant(
        caseNumber,
        Reader.user(person.userId()),
        EnumSet.of(Section.EXTENSION),
        item,
        Access.WRITE,
        BASIS);
    vault.grant(
        caseNumber,
        Reader.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId()),
        EnumSet.of(Section.EXTENSION),
        item,
        Access.READ,
        BASIS);
    vault.write(caseNumber, Section.EXTENSION, item, Map.of("extensionReason", reason));
  }

  private void note(
      Task task, String caseNumber, Person person, String what, Map<String, Object> facts) {
    register.record(
        new Act(
            person.userId(),
            Act.Kind.SYSTEM,
            task.getProcessDefinitionId().split(":", 2)[0],
            caseNumber,
            task.getTaskDefinitionKey(),
            task.getId(),
            null,
            what,
            facts));
  }

  private String caseNumber(Task task) {
    return database
        .sql("select business_key_ from act_ru_execution where id_ = :id")
        .param("id", task.getProcessInstanceId())
        .query(String.class)
        .single();
  }

  private LocalDate dateOf(Date date) {
    return LocalDate.ofInstant(date.toInstant(), clock.getZone());
  }
}
