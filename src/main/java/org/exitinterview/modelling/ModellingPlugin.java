package org.exitinterview.modelling;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Puts the gate in front of the engine's own reading of a deployment: the engine evaluates what
 * timers, messages and signals at a start say while it deploys them, which is too late to refuse
 * code in them.
 */
@Component
class ModellingPlugin extends AbstractProcessEnginePlugin {

  private final ListableBeanFactory beans;

  ModellingPlugin(ListableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    List<Deployer> existing = configuration.getCustomPreDeployers();
    List<Deployer> deployers = existing == null ? new ArrayList<>() : new ArrayList<>(existing);
    deployers.add(new ModelGate(this::steps));
    configuration.setCustomPreDeployers(deployers);
    List<CommandInterceptor> known = configuration.getCustomPostCommandInterceptorsTxRequired();
    List<CommandInterceptor> interceptors =
        known == null ? new ArrayList<>() : new ArrayList<>(known);
    interceptors.add(new MovesPastDecision());
    configuration.setCustomPostCommandInterceptorsTxRequired(interceptors);
  }

  /** Every delegate of this application is a step; the engine brings none. */
  private Set<String> steps() {
    return Set.of(beans.getBeanNamesForType(JavaDelegate.class, true, false));
  }
}
