package org.exitinterview.chasing;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.exitinterview.process.ChaseVariables;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.springframework.stereotype.Component;

/**
 * Finds the rung that a waiting step has reached, from the time its timer was due and the tables,
 * and enters it in the register: who was told what and when can be shown years later.
 */
@Component("findRung")
class FindRung implements JavaDelegate {

  private final Deadlines deadlines;
  private final WorkingDays workingDays;
  private final CaseRegister register;
  private final Clock clock;

  FindRung(Deadlines deadlines, WorkingDays workingDays, CaseRegister register, Clock clock) {
    this.deadlines = deadlines;
    this.workingDays = workingDays;
    this.register = register;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String step = ChaseVariables.STEP.from(execution);
    int first = 0;
    int last = 0;
    JobEntity job = Objects.requireNonNull(Context.getCommandContext()).getCurrentJob();
    if (job instanceof TimerEntity timer && timer.getRepeat() != null) {
      LadderTimes times =
          LadderTimes.read(timer.getRepeat())
              .orElseThrow(() -> new IllegalStateException("A step is chased by no ladder"));
      first =
          Math.max(
              0,
              times.countUntil(timer.getDuedate().toInstant(), workingDays, clock.getZone()) - 1);
      last = Math.max(first, times.countUntil(clock.instant(), workingDays, clock.getZone()) - 1);
    }
    Rung rung = deadlines.ladder(step).rung(first, last);
    ChaseVariables.RUNG.set(execution, rung.kind().code());
    if (rung.to() != null) {
      ChaseVariables.CHASED_TO.set(execution, rung.to().groupId());
    }
    note(execution, step, rung, last);
  }

  private void note(DelegateExecution execution, String step, Rung rung, int number) {
    WaitingStep waiting = WaitingStep.named(step);
    waiting
        .tasks(execution)
        .forEach(
            task ->
                register.record(
                    new Act(
                        Act.SERVICE,
                        Act.Kind.SYSTEM,
                        WaitingStep.processKey(execution),
                        CaseNumber.of(execution),
                        waiting.taskDefinitionKey(),
                        task.getId(),
                        WaitingStep.item(execution),
                        rung.kind().code(),
                        facts(rung, number + 1))));
  }

  private static Map<String, Object> facts(Rung rung, int number) {
    return rung.to() == null
        ? Map.of("chaseNumber", number)
        : Map.of("chaseNumber", number, "chasedTo", rung.to().groupId());
  }
}
