package org.exitinterview.report;

import java.util.EnumSet;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.people.Role;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.process.MonitoringProcesses.Decision;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.springframework.stereotype.Component;

/** Draws up the report of the period that ended last, and opens the place for its words. */
@Component("drawUpFigures")
class DrawUpFigures implements JavaDelegate {

  private static final String PREFIX = "MR";

  private final Report report;
  private final ReportEditions editions;
  private final RecordVault vault;

  DrawUpFigures(Report report, ReportEditions editions, RecordVault vault) {
    this.report = report;
    this.editions = editions;
    this.vault = vault;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Period period = report.lastEnded();
    String number = CaseNumber.generate(PREFIX);
    execution.setProcessBusinessKey(number);
    vault.open(number);
    grant(number, Role.IRO_MANAGER, Access.WRITE);
    grant(number, Role.IRO, Access.READ);
    grant(number, Role.SENIOR_MANAGER, Access.READ);
    editions.keepDraft(number, report.drawUp(period, Set.of()));
    Variables.DECISION.set(execution, period.isYear() ? Decision.YEAR : Decision.INTERIM);
  }

  private void grant(String number, Role role, Access access) {
    vault.grant(
        number,
        Reader.group(role.groupId()),
        EnumSet.of(Section.COMMENTARY),
        access,
        "monitoring report");
  }
}
