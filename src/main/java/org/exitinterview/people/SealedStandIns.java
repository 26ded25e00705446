package org.exitinterview.people;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.exitinterview.process.ParseListeners;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Opens a sealed step to whoever stands in for its team, where it is hidden from all of it. */
@Component
class SealedStandIns extends AbstractProcessEnginePlugin {

  private final ObjectProvider<TaskSeal> seals;

  SealedStandIns(ObjectProvider<TaskSeal> seals) {
    this.seals = seals;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    ParseListeners.add(configuration, new AddToSealedSteps());
  }

  private void open(DelegateTask task, String processKey) {
    String caseNumber = task.getExecution().getProcessBusinessKey();
    seals.stream()
        .map(seal -> seal.standIns(processKey, caseNumber))
        .flatMap(Optional::stream)
        .forEach(task::addCandidateGroup);
  }

  private final class AddToSealedSteps extends AbstractBpmnParseListener {

    @Override
    public void parseUserTask(Element userTask, ScopeImpl scope, ActivityImpl activity) {
      String processKey = ((ProcessDefinitionEntity) activity.getProcessDefinition()).getKey();
      if (ProcessStarters.SEALED.contains(processKey)) {
        ((UserTaskActivityBehavior) activity.getActivityBehavior())
            .getTaskDefinition()
            .addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, task -> open(task, processKey));
      }
    }
  }
}
