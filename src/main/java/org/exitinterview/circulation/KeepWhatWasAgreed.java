package org.exitinterview.circulation;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes what the young person took out of the record unreadable for good (step 9). */
@Component("keepWhatWasAgreed")
class KeepWhatWasAgreed implements JavaDelegate {

  private final Circulation circulation;

  KeepWhatWasAgreed(Circulation circulation) {
    this.circulation = circulation;
  }

  @Override
  public void execute(DelegateExecution execution) {
    circulation.keepWhatWasAgreed(execution.getProcessBusinessKey());
  }
}
