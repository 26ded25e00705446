package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.springframework.stereotype.Component;

/** Notes every element of every model that the tests went through. */
@Component
public class ModelCoverage extends AbstractProcessEnginePlugin {

  private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    ParseListeners.add(configuration, new WatchElements());
  }

  /** Fails when the stories left out an element of the newest version of the model. */
  static void assertComplete(ProcessEngine engine, String processKey) {
    String definition =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey(processKey)
            .latestVersion()
            .singleResult()
            .getId();
    Set<String> missed =
        engine
            .getRepositoryService()
            .getBpmnModelInstance(definition)
            .getModelElementsByType(FlowElement.class)
            .stream()
            .filter(element -> element instanceof FlowNode || element instanceof SequenceFlow)
            .map(FlowElement::getId)
            .filter(id -> !PASSED.contains(processKey + "#" + id))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missed).as("elements of %s that no story goes through", processKey).isEmpty();
  }

  private static final class WatchElements extends AbstractBpmnParseListener {

    @Override
    public void parseProcess(Element process, ProcessDefinitionEntity definition) {
      watch(definition, definition.getKey());
    }

    private void watch(ScopeImpl scope, String processKey) {
      for (ActivityImpl activity : scope.getActivities()) {
        activity.addBuiltInListener(
            ExecutionListener.EVENTNAME_START, passed(processKey, activity.getId()));
        activity
            .getOutgoingTransitions()
            .forEach(
                transition ->
                    ((TransitionImpl) transition)
                        .addListener(
                            ExecutionListener.EVENTNAME_TAKE,
                            passed(processKey, transition.getId())));
        watch(activity, processKey);
      }
    }

    private static ExecutionListener passed(String processKey, String element) {
      return execution -> PASSED.add(processKey + "#" + element);
    }
  }
}
