package org.exitinterview.chasing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.CaseVisibility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pausing a case while the young person is missing, in hospital or in custody: its clocks stop, and
 * when it goes on every waiting step has the working days back that were left.
 */
@Service
public class Pauses {

  private static final Set<String> REASONS = Set.of("missing", "hospital", "custody", "other");

  /** Not an element of the model: the whole case is paused. */
  private static final String WHOLE_CASE = "process_exitInterview";

  private final JdbcClient database;
  private final Clocks clocks;
  private final WorkingDays workingDays;
  private final CaseRegister register;
  private final CaseVisibility cases;
  private final CurrentPerson currentPerson;
  private final Clock clock;

  Pauses(
      JdbcClient database,
      Clocks clocks,
      WorkingDays workingDays,
      CaseRegister register,
      CaseVisibility cases,
      CurrentPerson currentPerson,
      Clock clock) {
    this.database = database;
    this.clocks = clocks;
    this.workingDays = workingDays;
    this.register = register;
    this.cases = cases;
    this.currentPerson = currentPerson;
    this.clock = clock;
  }

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
    if (!REASONS.contains(reason)) {
      throw new ClockRefusedException("Reason: choose missing, hospital, custody or other.");
    }
    if (!resumeOn.isAfter(LocalDate.now(clock))) {
      throw new ClockRefusedException("The case goes on: enter a day after today.");
    }
    requireOpenCase(caseNumber);
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
      throw new ClockRefusedException("This case is paused already.");
    }
    clocks.stop(caseNumber);
    note(
        caseNumber,
        person,
        "pause",
        Map.of("pauseReason", reason, "resumeOn", resumeOn.toString()));
  }

  /**
   * Lets a case of the current person go on before the day named.
   *
   * @throws ClockRefusedException if there is no such case, or it is not paused
   */
  @Transactional
  public void resume(String caseNumber) {
    requireOpenCase(caseNumber);
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
    clocks.goOn(caseNumber, days);
    note(caseNumber, person, "resume", Map.of("workingDaysAdded", days));
  }

  private void requireOpenCase(String caseNumber) {
    boolean isOpen =
        cases
            .find(currentPerson.get(), caseNumber)
            .filter(exitCase -> exitCase.outcome() == null)
            .isPresent();
    if (!isOpen) {
      throw new ClockRefusedException("You have no open case of that number.");
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
