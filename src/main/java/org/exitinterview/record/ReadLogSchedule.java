package org.exitinterview.record;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Links the read log shortly after it is written, and looks through it every night. */
@Component
@ConditionalOnProperty(
    name = "camunda.bpm.job-execution.enabled",
    havingValue = "true",
    matchIfMissing = true)
class ReadLogSchedule {

  private static final Logger log = LoggerFactory.getLogger(ReadLogSchedule.class);

  private final ReadLogChain chain;

  ReadLogSchedule(ReadLogChain chain) {
    this.chain = chain;
  }

  @Scheduled(initialDelayString = "PT15S", fixedDelayString = "PT10S")
  void link() {
    boolean linked = false;
    while (chain.link() > 0) {
      linked = true;
    }
    if (linked) {
      chain.noteHead();
    }
  }

  @Scheduled(cron = "0 30 3 * * *", zone = "${exitinterview.zone:Europe/London}")
  void noteHeadOfTheDay() {
    chain.noteHeadOfTheDay();
  }

  @Scheduled(cron = "0 40 3 * * *", zone = "${exitinterview.zone:Europe/London}")
  void verify() {
    List<ReadLogChain.Finding> findings = chain.verify();
    if (!findings.isEmpty()) {
      log.error("The read log was tampered with: {}", findings);
    }
  }
}
