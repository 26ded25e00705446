package org.exitinterview.signposting;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.exitinterview.chasing.Pauses;
import org.exitinterview.process.CompanionProcesses;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passes wishes on, and lets a case wait while the young person wants it so: it is paused until
 * somebody has been in touch, and goes on then with the working days that were left.
 */
@Service
class HelpFirst {

  private static final String REASON = "helpFirst";

  /** Only contact ends the waiting, which is chased; a pause without any end could be forgotten. */
  private static final int AT_MOST_MONTHS = 12;

  private final Wishes wishes;
  private final Pauses pauses;
  private final RuntimeService runtimeService;
  private final Clock clock;

  HelpFirst(Wishes wishes, Pauses pauses, RuntimeService runtimeService, Clock clock) {
    this.wishes = wishes;
    this.pauses = pauses;
    this.runtimeService = runtimeService;
    this.clock = clock;
  }

  /** Starts what was noted, pauses the cases that shall wait, lets go on whose wait has ended. */
  @Transactional
  public void catchUp() {
    wishes.toStart().forEach(this::start);
    wishes.toPause().forEach(this::pause);
    wishes.toResume().forEach(this::resume);
  }

  private void start(Wishes.Wish wish) {
    runtimeService.startProcessInstanceByKey(
        CompanionProcesses.SIGNPOSTING,
        wish.number(),
        Map.of(CompanionProcesses.ABOUT_CASE.variableName(), wish.aboutCase()));
    wishes.started(wish.number());
  }

  private void pause(Wishes.Wish wish) {
    // Nothing happens to a case that is closed, or paused already for another wish.
    pauses.pauseFor(
        wish.aboutCase(), wish.askedBy(), REASON, LocalDate.now(clock).plusMonths(AT_MOST_MONTHS));
    wishes.paused(wish.number());
  }

  private void resume(Wishes.Wish wish) {
    wishes.resumed(wish.number());
    if (!wishes.othersWait(wish)) {
      pauses.resumeFor(wish.aboutCase(), REASON);
    }
  }
}
