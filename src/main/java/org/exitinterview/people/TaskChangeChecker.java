package org.exitinterview.people;

import java.util.Collections;
import java.util.Set;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * Refuses changes of what the procedure has set. To the engine, handing a task over and moving its
 * due date are one permission; to us the second would be a way out of every reminder, and a task's
 * name a place for words about a young person.
 */
final class TaskChangeChecker extends AuthorizationCommandChecker {

  private static final Set<String> SET_BY_THE_PROCEDURE =
      Set.of(
          TaskEntity.NAME,
          TaskEntity.DESCRIPTION,
          TaskEntity.DUE_DATE,
          TaskEntity.FOLLOW_UP_DATE,
          TaskEntity.PRIORITY,
          TaskEntity.OWNER);

  @Override
  public void checkTaskAssign(TaskEntity task) {
    if (Collections.disjoint(task.getPropertyChanges().keySet(), SET_BY_THE_PROCEDURE)) {
      super.checkTaskAssign(task);
    } else {
      getAuthorizationManager()
          .checkAuthorization(Permissions.UPDATE, Resources.TASK, task.getId());
    }
  }
}
