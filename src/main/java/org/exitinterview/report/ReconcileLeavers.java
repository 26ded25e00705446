package org.exitinterview.report;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.leaving.LeaverStandings;
import org.exitinterview.leaving.LeaverStandings.Unexplained;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.process.MonitoringProcesses;
import org.exitinterview.process.MonitoringProcesses.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks for leavers that nothing explains, and counts the days that are over. */
@Component("reconcileLeavers")
class ReconcileLeavers implements JavaDelegate {

  private static final Logger log = LoggerFactory.getLogger(ReconcileLeavers.class);
  private static final String PREFIX = "RL";

  private final LeaverStandings standings;
  private final DayCounts dayCounts;
  private final Report report;
  private final Clock clock;

  ReconcileLeavers(LeaverStandings standings, DayCounts dayCounts, Report report, Clock clock) {
    this.standings = standings;
    this.dayCounts = dayCounts;
    this.report = report;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setProcessBusinessKey(CaseNumber.generate(PREFIX));
    // This year and the one before: a report is drawn up after its year is over.
    dayCounts.keepMissing(report.running().from().minusYears(1), LocalDate.now(clock));
    List<Unexplained> unexplained = standings.unexplained();
    boolean isLookedInto =
        execution
                .getProcessEngineServices()
                .getTaskService()
                .createTaskQuery()
                .taskDefinitionKey(MonitoringProcesses.Elements.EXPLAIN_LEAVERS)
                .count()
            > 0;
    log.info("Leavers reconciled: {} unexplained", unexplained.size());
    Variables.DECISION.set(
        execution,
        unexplained.isEmpty() || isLookedInto ? Decision.EXPLAINED : Decision.UNEXPLAINED);
  }
}
