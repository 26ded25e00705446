package org.exitinterview.guard;

import org.camunda.bpm.engine.ArtifactFactory;

/** Makes no object for a class that a model names: models call listed beans. */
final class NoClasses implements ArtifactFactory {

  @Override
  public <T> T getArtifact(Class<T> type) {
    throw new RefusedException("Models name no classes. Ask for a step to be built.");
  }
}
