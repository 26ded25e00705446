package org.exitinterview.circulation;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Proposes who receives the record. */
@Component("proposeCirculation")
class ProposeCirculation implements JavaDelegate {

  private final Circulation circulation;

  ProposeCirculation(Circulation circulation) {
    this.circulation = circulation;
  }

  @Override
  public void execute(DelegateExecution execution) {
    circulation.propose(execution);
  }
}
