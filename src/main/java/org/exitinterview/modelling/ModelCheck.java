package org.exitinterview.modelling;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.cmmn.deployer.CmmnDeployer;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.ModelInstance;
import org.w3c.dom.Document;

/** Everything a deployment has to hold to, as one list of problems. Needs no running engine. */
final class ModelCheck {

  private static final String SAME_DEPLOYMENT = "deployment";

  /** Read from the deployment of the process that runs, so that a case keeps its times. */
  private static final Set<String> OF_THE_CASE = Set.of("deadlines.dmn", "escalation.dmn");

  /** Beans that models may name as steps. */
  private final Set<String> steps;

  private final List<ModelProblem> problems = new ArrayList<>();
  private final Map<String, BpmnModelInstance> models = new LinkedHashMap<>();
  private final Map<String, String> resources = new HashMap<>();
  private final List<Process> processes = new ArrayList<>();

  private ModelCheck(Set<String> steps) {
    this.steps = steps;
  }

  /**
   * What has to be put right before these files may go live.
   *
   * @param files content of each file of the deployment, by its name
   * @param steps beans that models may name as steps
   * @return in the order of the files; empty if all is well
   */
  static List<ModelProblem> problems(Map<String, byte[]> files, Set<String> steps) {
    ModelCheck check = new ModelCheck(steps);
    files.forEach(check::read);
    check.models.forEach(check::checkCalls);
    files.keySet().forEach(check::checkTimes);
    check.problems.addAll(CirculationDecided.problems(check.processes, check.resources));
    check.problems.addAll(PromisesTold.problems(check.processes, check.resources));
    return check.problems;
  }

  private void read(String file, byte[] content) {
    try {
      if (endsWith(file, BpmnDeployer.BPMN_RESOURCE_SUFFIXES)) {
        BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(content));
        models.put(file, model);
        problems.addAll(ModelContent.problems(file, document(model), steps));
        for (Process process : model.getModelElementsByType(Process.class)) {
          resources.put(process.getId(), file);
          processes.add(process);
        }
      } else if (endsWith(file, DecisionDefinitionDeployer.DMN_RESOURCE_SUFFIXES)) {
        problems.addAll(
            DecisionTables.problems(
                file, document(Dmn.readModelFromStream(new ByteArrayInputStream(content)))));
      } else if (endsWith(file, CmmnDeployer.CMMN_RESOURCE_SUFFIXES)) {
        add(file, file, "'%s' is a CMMN model. Draw a process instead".formatted(file));
      }
    } catch (ModelException e) {
      add(file, file, "'%s' cannot be read: %s".formatted(file, reason(e)));
    }
  }

  /** Alone it would be taken and change nothing, neither for running cases nor for new ones. */
  private void checkTimes(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    if (OF_THE_CASE.contains(name) && processes.isEmpty()) {
      add(
          file,
          file,
          ("'%s' alone changes nothing: running cases keep the times they started with, and new"
                  + " ones take those of their process. Deploy it together with the processes, both"
                  + " tables and the forms")
              .formatted(name));
    }
  }

  /** A called process is followed, so it has to be known. */
  private void checkCalls(String file, BpmnModelInstance model) {
    for (CallActivity call : model.getModelElementsByType(CallActivity.class)) {
      String called = String.valueOf(call.getCalledElement());
      String name = call.getName() == null ? call.getId() : call.getName();
      if (Expressions.isExpression(called)) {
        add(
            file,
            call.getId(),
            "'%s' leaves open which process it calls. Write its id".formatted(name));
      } else if (SAME_DEPLOYMENT.equals(call.getCamundaCalledElementBinding())
          && !resources.containsKey(called)) {
        add(
            file,
            call.getId(),
            "'%s' calls the process '%s'. Deploy it together with this one"
                .formatted(name, called));
      }
    }
  }

  private void add(String file, String element, String message) {
    problems.add(new ModelProblem(file, element, message + "."));
  }

  private static boolean endsWith(String file, String[] endings) {
    return Stream.of(endings).anyMatch(file::endsWith);
  }

  private static Document document(ModelInstance model) {
    return (Document) model.getDocument().getDomSource().getNode();
  }

  private static String reason(Throwable exception) {
    Throwable cause = exception;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).strip().replaceFirst("\\.$", "");
  }
}
