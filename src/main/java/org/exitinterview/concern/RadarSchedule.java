package org.exitinterview.concern;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks for patterns soon after each new fact, and every night because thresholds may change. */
@Component
@ConditionalOnProperty(
    name = "camunda.bpm.job-execution.enabled",
    havingValue = "true",
    matchIfMissing = true)
class RadarSchedule {

  private final PatternRadar radar;

  RadarSchedule(PatternRadar radar) {
    this.radar = radar;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
  void afterNewFacts() {
    radar.look();
  }

  @Scheduled(cron = "0 20 3 * * *", zone = "${exitinterview.zone:Europe/London}")
  void everyNight() {
    radar.lookAtEverything();
  }
}
