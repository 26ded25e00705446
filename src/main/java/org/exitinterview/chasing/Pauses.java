package org.exitinterview.chasing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.CaseVisibility;
import org.exitinterview.register.ExitCase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pausing a case while the young person is missing, in hospital or in custody: its clocks stop, and
 * when it goes on every waiting step has the working days back that were left.
 */
@Service
public class Pauses {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.UK);

  /** Not an element of the model: the whole case is paused. */
  private static final String WHOLE_CASE = "process_exitInterview";

  private final JdbcClient database;
  private final Clocks clocks;
  private final WorkingDays workingDays;
  private final TimeRules rules;
  private final CaseRegister register;
  private final CaseVisibility cases;
  private final CurrentPerson currentPerson;
  private final Clock clock;

  Pauses(
      JdbcClient database,
      Clocks clocks,
      WorkingDays workingDays,
      TimeRules rules,
      CaseRegister register,
      CaseVisibility cases,
      CurrentPerson currentPerson,
      Clock clock) {
    this.database = database;
    this.clocks = clocks;
    this.workingDays = workingDays;
    this.rules = rules;
    this.register = register;
    this.cases = cases;
    this.currentPerson = currentPerson;
    this.clock = clock;
  }

  /** A pause that lasts. */
  record Pause(LocalDate since, String by, PauseReason reason, LocalDate resumeOn) {}

  /**
   * Pauses a case of the current person.
   *
   * @param reason missing, hospital, custody or other
   * @param resumeOn the day on which it goes on by itself
   * @throws ClockRefusedException if there is no such open case, or it is paused already
   */
  @Transactional
  public void pause(String caseNumber, String reason, LocalDate resumeOn) {
    String person = currentPerson.get().userId();
    requireOwnCase(caseNumber);
    if (PauseReason.ofCode(reason).isEmpty()) {
      throw new ClockRefusedException("Reason: choose missing, hospital, custody or other.");
    }
    LocalDate today = LocalDate.now(clock);
    if (!resumeOn.isAfter(today)) {
      throw new ClockRefusedException("The case goes on: enter a day after today.");
    }
    LocalDate latest = workingDays.plus(today, rules.longestPause());
    if (resumeOn.isAfter(latest)) {
      throw new ClockRefusedException(
          "The case goes on: a pause lasts at most %d working days, which is until %s."
              .formatted(rules.longestPause(), DAY.format(latest)));
    }
    if (!stop(caseNumber, person, reason, resumeOn)) {
      throw new ClockRefusedException("This case is paused already.");
    }
  }

  /**
   * Pauses an open case because the young person wants it so; whoever asked need not be logged in.
   *
   * @param person who passed the wish on
   * @return false if the case is closed or paused already, which stays as it is
   */
  @Transactional
  public boolean pauseFor(String caseNumber, String person, String reason, LocalDate resumeOn) {
    boolean isOpen =
        register.find(caseNumber).filter(exitCase -> exitCase.outcome() == null).isPresent();
    return isOpen && stop(caseNumber, person, reason, resumeOn);
  }

  /** Lets a case go on that is paused for that reason, and leaves one paused for another alone. */
  @Transactional
  public void resumeFor(String caseNumber, String reason) {
    boolean isPaused =
        database
            .sql(
                """
                select exists (select from register.pause
                  where case_number = :caseNumber and reason = :reason and resumed_at is null)
                """)
            .param("caseNumber", caseNumber)
            .param("reason", reason)
            .query(Boolean.class)
            .single();
    if (isPaused) {
      resume(caseNumber, Act.SERVICE);
    }
  }

  private boolean stop(String caseNumber, String person, String reason, LocalDate resumeOn) {
    int paused =
        database
            .sql(
                """
                insert into register.pause (case_number, paused_at, paused_by, reason, resume_on)
                values (:caseNumber, :now, :person, :reason, :resumeOn) on conflict do nothing
                """)
            .param("caseNumber", caseNumber)
            .param("now", OffsetDateTime.now(clock))
            .param("person", person)
            .param("reason", reason)
            .param("resumeOn", resumeOn)
            .update();
    if (paused == 0) {
      return false;
    }
    clocks.stop(caseNumber);
    note(
        caseNumber,
        person,
        "pause",
        Map.of("pauseReason", reason, "resumeOn", resumeOn.toString()));
    return true;
  }

  /**
   * Lets a case of the current person go on before the day named.
   *
   * @throws ClockRefusedException if there is no such case, or it is not paused
   */
  @Transactional
  public void resume(String caseNumber) {
    requireOwnCase(caseNumber);
    resume(caseNumber, currentPerson.get().userId());
  }

  /** Lets every case go on whose day has come. */
  @Transactional
  public void resumeDue() {
    List<String> due =
        database
            .sql(
                """
                select case_number from register.pause
                where resumed_at is null and resume_on <= :today for update skip locked
                """)
            .param("today", LocalDate.now(clock))
            .query(String.class)
            .list();
    due.forEach(caseNumber -> resume(caseNumber, Act.SERVICE));
  }

  private void resume(String caseNumber, String person) {
    LocalDate pausedOn =
        database
            .sql(
                """
                update register.pause set resumed_at = :now
                where case_number = :caseNumber and resumed_at is null returning paused_at
                """)
            .param("now", OffsetDateTime.now(clock))
            .param("caseNumber", caseNumber)
            .query(OffsetDateTime.class)
            .optional()
            .map(pausedAt -> pausedAt.atZoneSameInstant(clock.getZone()).toLocalDate())
            .orElseThrow(() -> new ClockRefusedException("This case is not paused."));
    int days = workingDays.between(pausedOn, LocalDate.now(clock));
    clocks.goOn(caseNumber, days, task -> noteFirstDate(task, caseNumber, person));
    note(caseNumber, person, "resume", Map.of("workingDaysAdded", days));
  }

  /**
   * Whether the person works on the case and may therefore pause it. Who only may know of it, such
   * as the manager of the home that was left, may not: a pause stops every reminder.
   */
  boolean mayPause(Person person, ExitCase exitCase) {
    return exitCase.outcome() == null
        && (person.holds(Role.RESIDENTIAL_SERVICE_MANAGER)
            || person.userId().equals(exitCase.socialWorker())
            || person.userId().equals(exitCase.iro())
            || person.userId().equals(exitCase.interviewer()));
  }

  /** The pause the case is in; empty if it is not paused. */
  Optional<Pause> current(String caseNumber) {
    return database
        .sql(
            """
            select paused_at, paused_by, reason, resume_on from register.pause
             where case_number = :caseNumber and resumed_at is null
            """)
        .param("caseNumber", caseNumber)
        .query(
            (row, number) ->
                new Pause(
                    row.getObject("paused_at", OffsetDateTime.class)
                        .atZoneSameInstant(clock.getZone())
                        .toLocalDate(),
                    row.getString("paused_by"),
                    PauseReason.ofCode(row.getString("reason")).orElse(PauseReason.OTHER),
                    row.getObject("resume_on", LocalDate.class)))
        .optional();
  }

  private void requireOwnCase(String caseNumber) {
    Person person = currentPerson.get();
    ExitCase exitCase =
        cases
            .find(person, caseNumber)
            .filter(found -> found.outcome() == null)
            .orElseThrow(() -> new ClockRefusedException("You have no open case of that number."));
    if (!mayPause(person, exitCase)) {
      throw new ClockRefusedException(
          "Only who works on the case pauses it: ask its social worker, its reviewing officer or"
              + " CSM Residential Services.");
    }
  }

  /** The date a step had before the pause stays in the register. */
  private void noteFirstDate(Task task, String caseNumber, String person) {
    Date due = task.getDueDate();
    if (due != null) {
      register.record(
          new Act(
              person,
              Act.Kind.SYSTEM,
              task.getProcessDefinitionId().split(":", 2)[0],
              caseNumber,
              task.getTaskDefinitionKey(),
              task.getId(),
              null,
              "goesOn",
              Map.of(
                  "firstDueOn", LocalDate.ofInstant(due.toInstant(), clock.getZone()).toString())));
    }
  }

  private void note(String caseNumber, String person, String what, Map<String, Object> facts) {
    register.record(
        new Act(
            person,
            Act.Kind.SYSTEM,
            ExitInterviewProcess.KEY,
            caseNumber,
            WHOLE_CASE,
            null,
            null,
            what,
            facts));
  }
}
