package org.exitinterview.people;

import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Reads the directory on the service's own account. A social worker may not browse all users, yet
 * the list of reviewing officers in a form has to be complete.
 */
@Component
class Unrestricted {

  private final ObjectProvider<ProcessEngine> processEngine;

  Unrestricted(ObjectProvider<ProcessEngine> processEngine) {
    this.processEngine = processEngine;
  }

  <T> T get(Supplier<T> query) {
    ProcessEngineConfigurationImpl configuration =
        (ProcessEngineConfigurationImpl) processEngine.getObject().getProcessEngineConfiguration();
    return configuration
        .getCommandExecutorTxRequired()
        .execute(context -> context.runWithoutAuthorization(query::get));
  }

  ProcessEngine engine() {
    return processEngine.getObject();
  }
}
