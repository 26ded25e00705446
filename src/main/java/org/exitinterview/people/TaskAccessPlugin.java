package org.exitinterview.people;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Makes the engine ask {@link TaskAccess} and {@link TaskChangeChecker} about tasks. */
@Component
class TaskAccessPlugin extends AbstractProcessEnginePlugin {

  private final ObjectProvider<TaskSeal> seals;
  private final ObjectProvider<CurrentPerson> currentPerson;

  TaskAccessPlugin(ObjectProvider<TaskSeal> seals, ObjectProvider<CurrentPerson> currentPerson) {
    this.seals = seals;
    this.currentPerson = currentPerson;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    configuration.setResourceAuthorizationProvider(new TaskAccess(seals));
    List<CommandInterceptor> interceptors = new ArrayList<>();
    if (configuration.getCustomPreCommandInterceptorsTxRequired() != null) {
      interceptors.addAll(configuration.getCustomPreCommandInterceptorsTxRequired());
    }
    interceptors.add(new SealedCounts(currentPerson));
    configuration.setCustomPreCommandInterceptorsTxRequired(interceptors);
    // The engine's own pair, with ours in the place of the one that asks for permissions.
    List<CommandChecker> checkers =
        new ArrayList<>(List.of(new TenantCommandChecker(), new TaskChangeChecker()));
    configuration.setCommandCheckers(checkers);
  }
}
