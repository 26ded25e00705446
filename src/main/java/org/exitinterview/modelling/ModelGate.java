package org.exitinterview.modelling;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;

/**
 * Refuses deployments in which copies could be sent without the decision on them, or whose models
 * do more than route cases. It runs in the transaction of the deployment, of which nothing is left.
 *
 * <p>A deployment that is already there is loaded as it is, so that a stricter rule never stops a
 * start.
 */
final class ModelGate implements Deployer {

  private final Supplier<Set<String>> steps;

  /**
   * Makes the gate.
   *
   * @param steps beans that models may name as steps; asked for at each deployment
   */
  ModelGate(Supplier<Set<String>> steps) {
    this.steps = steps;
  }

  /**
   * Lets the deployment pass or refuses it.
   *
   * @throws ModelRefusedException with everything to put right
   */
  @Override
  public void deploy(DeploymentEntity deployment) {
    if (!deployment.isNew()) {
      return;
    }
    Map<String, byte[]> files =
        deployment.getResources().values().stream()
            .collect(
                toMap(
                    ResourceEntity::getName,
                    ResourceEntity::getBytes,
                    (one, other) -> other,
                    TreeMap::new));
    List<ModelProblem> problems = ModelCheck.problems(files, steps.get());
    if (!problems.isEmpty()) {
      throw new ModelRefusedException(problems);
    }
  }
}
