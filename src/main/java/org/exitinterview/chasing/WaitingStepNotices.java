package org.exitinterview.chasing;

import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.task.IdentityLink;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Directory;
import org.exitinterview.process.ParseListeners;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells people that a step waits for them: nobody has to look into Tasklist to find out. */
@Component
class WaitingStepNotices extends AbstractProcessEnginePlugin {

  private final ObjectProvider<Outbox> outbox;
  private final ObjectProvider<Directory> directory;

  WaitingStepNotices(ObjectProvider<Outbox> outbox, ObjectProvider<Directory> directory) {
    this.outbox = outbox;
    this.directory = directory;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    ParseListeners.add(configuration, new AddToUserTasks());
  }

  private void announce(DelegateTask task) {
    String caseNumber = task.getExecution().getProcessBusinessKey();
    if (caseNumber != null) {
      recipients(task).forEach(recipient -> announce(recipient, caseNumber, task.getId()));
    }
  }

  /** Each step of somebody outside has a link of its own, so none goes without a mail. */
  private void announce(Recipient recipient, String caseNumber, String taskId) {
    if (recipient.kind() == Recipient.Kind.USER
        && directory.getObject().isOutside(recipient.id())) {
      outbox.getObject().tell(recipient, Notice.REPLY_ASKED, caseNumber, taskId);
    } else {
      outbox.getObject().announce(recipient, caseNumber, taskId);
    }
  }

  private static Stream<Recipient> recipients(DelegateTask task) {
    return task.getAssignee() != null
        ? Stream.of(Recipient.user(task.getAssignee()))
        : task.getCandidates().stream()
            .map(IdentityLink::getGroupId)
            .filter(group -> group != null)
            .map(Recipient::group);
  }

  private final class AddToUserTasks extends AbstractBpmnParseListener {

    @Override
    public void parseUserTask(Element userTask, ScopeImpl scope, ActivityImpl activity) {
      if (isAnnouncedOtherwise(userTask)) {
        return;
      }
      ((UserTaskActivityBehavior) activity.getActivityBehavior())
          .getTaskDefinition()
          .addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, WaitingStepNotices.this::announce);
    }

    /** The model says with the property {@code announced} that a step of its own tells people. */
    private static boolean isAnnouncedOtherwise(Element userTask) {
      Element extensions = userTask.element("extensionElements");
      Element properties = extensions == null ? null : extensions.element("properties");
      return properties != null
          && properties.elements("property").stream()
              .anyMatch(property -> "announced".equals(property.attribute("name")));
    }
  }
}
