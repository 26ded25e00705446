package org.exitinterview.forms;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.stereotype.Component;

/** The forms of each deployment. A deployment never changes, so a form is read once. */
@Component
class DeployedForms {

  private final StepFormReader reader;
  private final Map<String, Map<String, StepForm>> byDeployment = new ConcurrentHashMap<>();

  DeployedForms(Clock clock) {
    this.reader = new StepFormReader(new Feel(clock));
  }

  /**
   * The form of a step; to be called within an engine command.
   *
   * @throws FormRefusedException if the deployment has no such form
   */
  StepForm of(Step step) {
    StepForm form =
        byDeployment.computeIfAbsent(step.deploymentId(), this::load).get(step.formId());
    if (form == null) {
      throw new FormRefusedException("The form of this step is missing. Tell your administrator.");
    }
    return form;
  }

  /** The form of that id among the resources of a deployment. */
  Optional<StepForm> find(Collection<ResourceEntity> resources, String formId) {
    return Optional.ofNullable(read(resources).get(formId));
  }

  private Map<String, StepForm> load(String deploymentId) {
    return read(
        Context.getCommandContext().getResourceManager().findResourcesByDeploymentId(deploymentId));
  }

  private Map<String, StepForm> read(Collection<ResourceEntity> resources) {
    Map<String, StepForm> forms = new LinkedHashMap<>();
    for (ResourceEntity resource : resources) {
      if (resource.getName().endsWith(".form")) {
        String content = new String(resource.getBytes(), StandardCharsets.UTF_8);
        reader.idOf(content).ifPresent(id -> forms.put(id, reader.read(content)));
      }
    }
    return forms;
  }
}
