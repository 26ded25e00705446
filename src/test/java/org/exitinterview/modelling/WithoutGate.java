package org.exitinterview.modelling;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;

/**
 * Deploys what the gate would refuse, for tests that prove that running it is refused as well: the
 * guards at run time do not rely on the gate.
 */
public final class WithoutGate {

  private WithoutGate() {}

  /** Does something, such as a deployment, while the gate is out of the way. */
  public static <T> T get(ProcessEngine engine, Supplier<T> deployment) {
    ProcessEngineConfigurationImpl configuration =
        (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    List<Deployer> all = configuration.getDeployers();
    configuration
        .getDeploymentCache()
        .setDeployers(all.stream().filter(deployer -> !(deployer instanceof ModelGate)).toList());
    try {
      return deployment.get();
    } finally {
      configuration.getDeploymentCache().setDeployers(all);
    }
  }
}
