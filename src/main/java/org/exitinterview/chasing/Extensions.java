package org.exitinterview.chasing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.LetterProcess;
import org.exitinterview.process.RecommendationProcess;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * More time for a waiting step: with a reason, by name, and within the limits of time-rules.dmn.
 * The first date stays in the register beside the new one; from the third time on the manager
 * decides.
 */
@Service
public class Extensions {

  /** Concerns have clocks of their own, which nobody puts off. */
  private static final Set<String> PROCESSES =
      Set.of(ExitInterviewProcess.KEY, RecommendationProcess.KEY, LetterProcess.KEY);

  private static final int LONGEST_REASON = 2000;
  private static final String GIVEN = "extension";
  private static final String ASKED = "extensionAsked";
  private static final String REFUSED = "extensionRefused";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.UK);
  private static final String BASIS = "asked for more time";

  private final Clocks clocks;
  private final WorkingDays workingDays;
  private final TimeRules rules;
  private final CaseRegister register;
  private final RecordVault vault;
  private final CurrentPerson currentPerson;
  private final Outbox outbox;
  private final JdbcClient database;
  private final Clock clock;

  Extensions(
      Clocks clocks,
      WorkingDays workingDays,
      TimeRules rules,
      CaseRegister register,
      RecordVault vault,
      CurrentPerson currentPerson,
      Outbox outbox,
      JdbcClient database,
      Clock clock) {
    this.clocks = clocks;
    this.workingDays = workingDays;
    this.rules = rules;
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

  private record Earlier(int number, @Nullable String firstDue) {}

  /**
   * A wish for more time that waits for the manager.
   *
   * @param person user id of whoever asked
   * @param number which extension of the step it would be
   * @param until the day that was asked for
   */
  record Asked(
      String taskId, String step, String person, int number, LocalDate until, String reason) {}

  /**
   * Gives the step a later date, or asks the manager to.
   *
   * @param taskId a task that the current person has, or any of a case if he or she is the manager
   * @param until a working day after the date the step has
   * @param reason a code of {@link MoreTimeReason}
   * @param words more about it, in the person's own words; blank unless the reason needs them
   * @throws ClockRefusedException if the person does not have the step, or date or reason will not
   *     do
   */
  @Transactional(noRollbackFor = ClockRefusedException.class)
  public Result extend(String taskId, LocalDate until, String reason, String words) {
    Person person = currentPerson.get();
    boolean manages = person.holds(Role.RESIDENTIAL_SERVICE_MANAGER);
    Task task = task(taskId, person, manages);
    MoreTimeReason why =
        MoreTimeReason.ofCode(reason)
            .orElseThrow(() -> new ClockRefusedException("Reason: choose one of the list."));
    if (words.length() > LONGEST_REASON) {
      throw new ClockRefusedException("In your words: at most 2,000 characters.");
    }
    if (why == MoreTimeReason.OTHER && words.isBlank()) {
      throw new ClockRefusedException("In your words: say why more time is needed.");
    }
    LocalDate due =
        dateOf(Optional.ofNullable(task.getDueDate()).orElseGet(() -> Date.from(clock.instant())));
    LocalDate today = LocalDate.now(clock);
    LocalDate from = due.isBefore(today) ? today : due;
    int days = workingDays.between(due, until);
    if (days < 1 || until.isBefore(today) || !workingDays.isWorkingDay(until)) {
      throw new ClockRefusedException(
          "New date: enter a working day from today on and after the present date, %s."
              .formatted(DAY.format(due)));
    }
    LocalDate latest = workingDays.plus(from, rules.longestExtension());
    if (until.isAfter(latest)) {
      throw new ClockRefusedException(
          "New date: one extension gives at most %d working days, which is until %s."
              .formatted(rules.longestExtension(), DAY.format(latest)));
    }
    String caseNumber = clocks.caseNumber(task);
    Earlier earlier = earlier(taskId);
    int number = earlier.number() + 1;
    Optional<Asked> asked = asked(taskId);
    if (!manages && asked.isPresent()) {
      throw new ClockRefusedException(
          "The manager was asked for more time already and has not decided yet.");
    }
    Map<String, Object> facts = facts(number, earlier, due, until, why.code());
    if (!words.isBlank()) {
      write(caseNumber, person, taskId, number, words);
    }
    if (number >= rules.managerDecidesFrom() && !manages) {
      outbox.tell(
          Recipient.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId()),
          Notice.EXTENSION_ASKED,
          caseNumber,
          taskId);
      note(task, caseNumber, person, ASKED, facts);
      return Result.MANAGER_ASKED;
    }
    clocks.putOff(task, days);
    note(task, caseNumber, person, GIVEN, facts);
    asked.ifPresent(wish -> tellDecided(wish, person, caseNumber));
    return Result.EXTENDED;
  }

  /**
   * Refuses what somebody asked the manager for; the step keeps its date.
   *
   * @throws ClockRefusedException if the current person is no manager, or nobody asked
   */
  @Transactional
  public void refuse(String taskId) {
    Person person = currentPerson.get();
    if (!person.holds(Role.RESIDENTIAL_SERVICE_MANAGER)) {
      throw new ClockRefusedException("Only the manager decides about this.");
    }
    Task task = task(taskId, person, true);
    Asked asked =
        asked(taskId)
            .orElseThrow(() -> new ClockRefusedException("Nobody asks for more time here."));
    String caseNumber = clocks.caseNumber(task);
    note(task, caseNumber, person, REFUSED, Map.of("extensionNumber", asked.number()));
    tellDecided(asked, person, caseNumber);
  }

  /** The wish for more time on which nothing was decided yet; empty if there is none. */
  Optional<Asked> asked(String taskId) {
    return database
        .sql(
            """
            select task_id, step, person, (facts ->> 'extensionNumber')::integer as number,
                   (facts ->> 'extendedTo')::date as until, facts ->> 'extensionReason' as reason
              from register.act asked
             where task_id = :taskId and decision = 'extensionAsked'
               and not exists (select from register.act later
                 where later.task_id = :taskId and later.id > asked.id
                   and later.decision in ('extension', 'extensionRefused'))
             order by id desc limit 1
            """)
        .param("taskId", taskId)
        .query(Asked.class)
        .optional();
  }

  private Task task(String taskId, Person person, boolean manages) {
    Task task =
        clocks
            .find(taskId)
            .filter(found -> PROCESSES.contains(found.getProcessDefinitionId().split(":", 2)[0]))
            .filter(found -> manages || person.userId().equals(found.getAssignee()))
            .orElseThrow(
                () ->
                    new ClockRefusedException(
                        "Only whoever has the step asks for more time. Claim it first."));
    if (task.isSuspended()) {
      throw new ClockRefusedException(
          "The case is paused: its clocks stand still, and go on when it does.");
    }
    return task;
  }

  private void tellDecided(Asked asked, Person decider, String caseNumber) {
    if (!asked.person().equals(decider.userId())) {
      outbox.tell(
          Recipient.user(asked.person()), Notice.EXTENSION_DECIDED, caseNumber, asked.taskId());
    }
  }

  private static Map<String, Object> facts(
      int number, Earlier earlier, LocalDate due, LocalDate until, String reason) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("extensionNumber", number);
    facts.put("firstDueOn", earlier.firstDue() == null ? due.toString() : earlier.firstDue());
    facts.put("extendedTo", until.toString());
    facts.put("extensionReason", reason);
    return facts;
  }

  private Earlier earlier(String taskId) {
    return database
        .sql(
            """
            select (count(*) filter (where decision = 'extension'))::integer as number,
                   min(facts ->> 'firstDueOn') as first_due
              from register.act
             where task_id = :taskId and decision in ('extension', 'goesOn')
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

  private LocalDate dateOf(Date date) {
    return LocalDate.ofInstant(date.toInstant(), clock.getZone());
  }
}
