package org.exitinterview.forms;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.exitinterview.record.Drafts;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Ends the drafts of a task when it is finished or taken away, and those of whoever had it when it
 * is given to somebody else. Who only puts a task back finds the draft again on taking it up.
 */
final class DraftEnds implements TaskListener {

  private final ObjectProvider<Drafts> drafts;

  DraftEnds(ObjectProvider<Drafts> drafts) {
    this.drafts = drafts;
  }

  @Override
  public void notify(DelegateTask task) {
    if (!TaskListener.EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
      drafts.getObject().dropAll(task.getId(), null);
    } else if (task.getAssignee() != null && !StepProgress.current().wasCreated(task.getId())) {
      drafts.getObject().dropAll(task.getId(), task.getAssignee());
    }
  }
}
