package org.exitinterview.report;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Draws up a report once more, with the homes that somebody signed off. */
@Component("drawUpWithHomes")
class DrawUpWithHomes implements JavaDelegate {

  private final DrawUpFigures figures;

  DrawUpWithHomes(DrawUpFigures figures) {
    this.figures = figures;
  }

  @Override
  public void execute(DelegateExecution execution) {
    figures.withHomes(execution.getProcessBusinessKey());
  }
}
