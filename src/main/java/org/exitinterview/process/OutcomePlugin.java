package org.exitinterview.process;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Lets end events say how a case ended, so that a manager who draws a new end gives it an outcome
 * in the diagram and needs no engineer.
 */
@Component
class OutcomePlugin extends AbstractProcessEnginePlugin {

  private static final String OUTCOME = "outcome";

  private final ObjectProvider<OutcomeListener> listeners;

  OutcomePlugin(ObjectProvider<OutcomeListener> listeners) {
    this.listeners = listeners;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    ParseListeners.add(configuration, new OutcomeParseListener());
  }

  private void note(DelegateExecution execution, String processKey, String outcome) {
    of(processKey).ifPresent(listener -> listener.ended(execution, outcome));
  }

  private Optional<OutcomeListener> of(String processKey) {
    Map<String, OutcomeListener> byProcess =
        listeners.stream()
            .collect(Collectors.toMap(OutcomeListener::processKey, Function.identity()));
    return Optional.ofNullable(byProcess.get(processKey));
  }

  private final class OutcomeParseListener extends AbstractBpmnParseListener {

    /**
     * What an event of the process starts takes the place of everything that went on until then.
     */
    @Override
    public void parseStartEvent(Element startEvent, ScopeImpl scope, ActivityImpl activity) {
      boolean interrupts =
          Boolean.TRUE.equals(scope.getProperties().get(BpmnProperties.TRIGGERED_BY_EVENT))
              && !"false".equals(startEvent.attribute("isInterrupting"));
      if (interrupts) {
        String processKey = ((ProcessDefinitionEntity) scope.getProcessDefinition()).getKey();
        activity.addBuiltInListener(
            ExecutionListener.EVENTNAME_START,
            (ExecutionListener)
                execution -> of(processKey).ifPresent(listener -> listener.interrupted(execution)));
      }
    }

    @Override
    public void parseEndEvent(Element endEvent, ScopeImpl scope, ActivityImpl activity) {
      Element extensions = endEvent.element("extensionElements");
      Element properties = extensions == null ? null : extensions.element("properties");
      if (properties == null) {
        return;
      }
      String processKey = ((ProcessDefinitionEntity) scope.getProcessDefinition()).getKey();
      properties.elements("property").stream()
          .filter(property -> OUTCOME.equals(property.attribute("name")))
          .map(property -> property.attribute("value"))
          .forEach(
              outcome ->
                  activity.addBuiltInListener(
                      ExecutionListener.EVENTNAME_START,
                      (ExecutionListener) execution -> note(execution, processKey, outcome)));
    }
  }
}
