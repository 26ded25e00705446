package org.exitinterview.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The forms in use, for pages that show what was answered in them. */
@Component
public class FormFiles {

  private static final String FORM = ".form";

  private final ObjectProvider<ProcessEngine> engine;
  private final Map<String, String> files = new ConcurrentHashMap<>();

  FormFiles(ObjectProvider<ProcessEngine> engine) {
    this.engine = engine;
  }

  /**
   * The form that was deployed together with the newest model of the exit interview.
   *
   * @return the form as JSON
   * @throws IllegalStateException if there is none of that id
   */
  public String latest(String formId) {
    ProcessEngineConfigurationImpl configuration =
        (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
    // Whoever reads a copy need not be allowed to read deployments.
    return configuration
        .getCommandExecutorTxRequired()
        .execute(context -> context.runWithoutAuthorization(() -> read(formId)));
  }

  /** Every form that was deployed together with the newest model of the exit interview, as JSON. */
  public List<String> all() {
    ProcessEngineConfigurationImpl configuration =
        (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
    return configuration
        .getCommandExecutorTxRequired()
        .execute(
            context ->
                context.runWithoutAuthorization(
                    () ->
                        engine
                            .getObject()
                            .getRepositoryService()
                            .getDeploymentResourceNames(model().getDeploymentId())
                            .stream()
                            .filter(name -> name.endsWith(FORM))
                            .map(name -> name.substring(name.lastIndexOf('/') + 1))
                            .map(name -> read(name.substring(0, name.length() - FORM.length())))
                            .toList()));
  }

  private ProcessDefinition model() {
    return engine
        .getObject()
        .getRepositoryService()
        .createProcessDefinitionQuery()
        .processDefinitionKey(ExitInterviewProcess.KEY)
        .withoutTenantId()
        .latestVersion()
        .singleResult();
  }

  private String read(String formId) {
    RepositoryService repository = engine.getObject().getRepositoryService();
    String deploymentId = model().getDeploymentId();
    return files.computeIfAbsent(
        deploymentId + "/" + formId,
        unused ->
            repository.getDeploymentResourceNames(deploymentId).stream()
                .filter(name -> name.equals(formId + FORM) || name.endsWith("/" + formId + FORM))
                .findFirst()
                .map(name -> text(repository, deploymentId, name))
                .orElseThrow(
                    () -> new IllegalStateException("The model comes without the form " + formId)));
  }

  private static String text(RepositoryService repository, String deploymentId, String name) {
    try (InputStream content = repository.getResourceAsStream(deploymentId, name)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
