package org.exitinterview.record;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finishes what a crash interrupted, so that no key outlives the step that gave it up, and follows
 * a change of the key that wraps them.
 */
@Component
@ConditionalOnProperty(
    name = "camunda.bpm.job-execution.enabled",
    havingValue = "true",
    matchIfMissing = true)
class KeySchedule {

  private final RecordKeys keys;
  private final KeyEncryptionKey keyEncryptionKey;

  KeySchedule(RecordKeys keys, KeyEncryptionKey keyEncryptionKey) {
    this.keys = keys;
    this.keyEncryptionKey = keyEncryptionKey;
  }

  @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT1M")
  void destroyKeysGivenUp() {
    keys.destroyMarked();
    keys.destroyUnused();
  }

  @Scheduled(cron = "0 20 3 * * *", zone = "${exitinterview.zone:Europe/London}")
  void removeTracesOfDestroyedKeys() {
    keys.vacuum();
  }

  @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT1M")
  void followKeyEncryptionKey() {
    keyEncryptionKey.follow();
    keys.rewrap();
  }
}
