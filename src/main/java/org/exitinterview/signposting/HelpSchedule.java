package org.exitinterview.signposting;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Passes wishes on within seconds of the step in which they were said. */
@Component
@ConditionalOnProperty(
    name = "camunda.bpm.job-execution.enabled",
    havingValue = "true",
    matchIfMissing = true)
class HelpSchedule {

  private final HelpFirst helpFirst;

  HelpSchedule(HelpFirst helpFirst) {
    this.helpFirst = helpFirst;
  }

  @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT10S")
  void catchUp() {
    helpFirst.catchUp();
  }
}
