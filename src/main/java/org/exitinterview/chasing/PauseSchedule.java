package org.exitinterview.chasing;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Lets paused cases go on when their day has come, on every machine that works on jobs. */
@Component
@ConditionalOnProperty(
    name = "camunda.bpm.job-execution.enabled",
    havingValue = "true",
    matchIfMissing = true)
class PauseSchedule {

  private final Pauses pauses;

  PauseSchedule(Pauses pauses) {
    this.pauses = pauses;
  }

  @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT10M")
  void resume() {
    pauses.resumeDue();
  }
}
