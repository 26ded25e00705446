package org.exitinterview.people;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.exitinterview.process.ParseListeners;
import org.springframework.stereotype.Component;

/**
 * Puts the case number on the cards of Tasklist. It is kept in the scope of the task: a variable of
 * the case would show only to people who may read every case.
 */
@Component
class CaseNumberOnCards extends AbstractProcessEnginePlugin {

  /** Name of the variable in the scope of the task. */
  static final String VARIABLE = "caseNumber";

  /** Names the case in processes that are about a case instead of being one. */
  private static final String ABOUT_CASE = "aboutCase";

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    ParseListeners.add(configuration, new AddToUserTasks());
  }

  private static void setCaseNumber(DelegateTask task) {
    String caseNumber = task.getExecution().getProcessBusinessKey();
    if (caseNumber == null && task.getVariable(ABOUT_CASE) instanceof String aboutCase) {
      caseNumber = aboutCase;
    }
    if (caseNumber != null) {
      task.setVariableLocal(VARIABLE, caseNumber);
    }
  }

  private static final class AddToUserTasks extends AbstractBpmnParseListener {

    @Override
    public void parseUserTask(Element userTask, ScopeImpl scope, ActivityImpl activity) {
      ((UserTaskActivityBehavior) activity.getActivityBehavior())
          .getTaskDefinition()
          .addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, CaseNumberOnCards::setCaseNumber);
    }
  }
}
