package org.exitinterview.modelling;

import java.util.List;
import org.camunda.bpm.engine.Problem;

/**
 * Something to put right before a model may go live.
 *
 * @param resource name of the deployed file
 * @param element id of the element to change; the file's name if the whole file is meant
 * @param message what is wrong and what to do, in plain words
 */
record ModelProblem(String resource, String element, String message) implements Problem {

  @Override
  public String getMessage() {
    return message;
  }

  /** The model is checked as a tree of elements, which keeps no lines. */
  @Override
  public int getLine() {
    return 0;
  }

  @Override
  public int getColumn() {
    return 0;
  }

  @Override
  public String getMainElementId() {
    return element;
  }

  @Override
  public List<String> getElementIds() {
    return List.of(element);
  }

  /** One line of the answer to a refused deployment. */
  String line() {
    return "* %s | resource %s | element %s".formatted(message, resource, element);
  }
}
