package org.exitinterview.modelling;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.bpmn.parser.ResourceReportImpl;
import org.exitinterview.config.SeveralProblems;

/**
 * A deployment that was refused, with everything to put right in it. Camunda Modeler shows the
 * message only, and takes an answer for that of an engine only if the message begins as the
 * engine's own.
 */
final class ModelRefusedException extends ParseException implements SeveralProblems {

  private final List<String> problems;

  private static final String AS_THE_ENGINE =
      "ENGINE-09005 Could not parse BPMN process. Errors: \n";

  /**
   * Refuses a deployment.
   *
   * @param problems at least one
   */
  ModelRefusedException(List<ModelProblem> problems) {
    super(message(problems), problems.get(0).resource(), List.of(), List.of());
    this.problems = problems.stream().map(ModelProblem::line).toList();
    resorceReports.clear();
    Map<String, List<Problem>> byResource = new LinkedHashMap<>();
    problems.forEach(
        problem ->
            byResource
                .computeIfAbsent(problem.resource(), unused -> new ArrayList<>())
                .add(problem));
    byResource.forEach(
        (resource, errors) ->
            resorceReports.add(new ResourceReportImpl(resource, errors, List.of())));
  }

  @Override
  public List<String> problems() {
    return problems;
  }

  private static String message(List<ModelProblem> problems) {
    return problems.stream().map(ModelProblem::line).collect(joining("\n", AS_THE_ENGINE, ""));
  }
}
