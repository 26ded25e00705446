package org.exitinterview.absence;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks who is away, often enough that a deputy has a step before the mail about it. */
@Component
@ConditionalOnProperty(
    name = "camunda.bpm.job-execution.enabled",
    havingValue = "true",
    matchIfMissing = true)
class StandInSchedule {

  private final StandIns standIns;

  StandInSchedule(StandIns standIns) {
    this.standIns = standIns;
  }

  @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT1M")
  void apply() {
    standIns.apply();
  }
}
