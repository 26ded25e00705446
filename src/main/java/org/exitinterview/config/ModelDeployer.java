package org.exitinterview.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys all models, decision tables and forms as one deployment under stable names.
 *
 * <p>The starter's own deployment leaves forms out and stores absolute paths, so each move of the
 * application would create a new version of everything. Here a restart without a change deploys
 * nothing, and any change deploys the whole set, which the binding {@code deployment} of forms,
 * decisions and called processes relies on.
 */
@Component
class ModelDeployer extends AbstractProcessEnginePlugin {

  static final String DEPLOYMENT_NAME = "exit-interviews";

  @Override
  public void postProcessEngineBuild(ProcessEngine processEngine) {
    DeploymentBuilder deployment =
        processEngine
            .getRepositoryService()
            .createDeployment()
            .name(DEPLOYMENT_NAME)
            .source("application")
            .enableDuplicateFiltering(false);
    Stream.of("processes/*.bpmn", "processes/*.dmn", "forms/*.form")
        .flatMap(ModelDeployer::resources)
        .forEach(resource -> add(deployment, resource));
    deployment.deploy();
  }

  private static Stream<Resource> resources(String pattern) {
    try {
      return Stream.of(
          new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(DeploymentBuilder deployment, Resource resource) {
    String file = resource.getFilename();
    String folder = file != null && file.endsWith(".form") ? "forms/" : "processes/";
    try (InputStream content = resource.getInputStream()) {
      deployment.addInputStream(folder + file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
