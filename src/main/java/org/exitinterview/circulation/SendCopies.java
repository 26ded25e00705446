package org.exitinterview.circulation;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends the copies that were decided. */
@Component("sendCopies")
class SendCopies implements JavaDelegate {

  private final Circulation circulation;

  SendCopies(Circulation circulation) {
    this.circulation = circulation;
  }

  @Override
  public void execute(DelegateExecution execution) {
    circulation.send(execution);
  }
}
