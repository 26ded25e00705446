package org.exitinterview.record;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finishes what a crash interrupted: no key outlives the step that gave it up. */
@Component
@ConditionalOnProperty(
    name = "camunda.bpm.job-execution.enabled",
    havingValue = "true",
    matchIfMissing = true)
class KeySchedule {

  private final RecordKeys keys;

  KeySchedule(RecordKeys keys) {
    this.keys = keys;
  }

  @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT1M")
  void destroyKeysGivenUp() {
    keys.destroyMarked();
  }
}
