package org.exitinterview.recommendation;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Enters the recommendation just written in the register. */
@Component("noteRecommendation")
class NoteRecommendation implements JavaDelegate {

  private final Recommendations recommendations;

  NoteRecommendation(Recommendations recommendations) {
    this.recommendations = recommendations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    recommendations.noteLatest(execution.getProcessBusinessKey());
  }
}
