package org.exitinterview.report;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Issues the report that was drawn up, with the words written for it. */
@Component("issueReport")
class IssueReport implements JavaDelegate {

  private final AnnualReport annualReport;

  IssueReport(AnnualReport annualReport) {
    this.annualReport = annualReport;
  }

  @Override
  public void execute(DelegateExecution execution) {
    annualReport.issue(execution.getProcessBusinessKey());
  }
}
