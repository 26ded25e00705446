package org.exitinterview.forms;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.exitinterview.people.Absences;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.exitinterview.people.TaskSeal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The team a step belongs to: the candidate groups of its model, whatever groups somebody may have
 * added to the task since.
 */
@Component
class TeamOfStep {

  private final ObjectProvider<Directory> directory;
  private final ObjectProvider<Absences> absences;
  private final ObjectProvider<TaskSeal> seals;

  TeamOfStep(
      ObjectProvider<Directory> directory,
      ObjectProvider<Absences> absences,
      ObjectProvider<TaskSeal> seals) {
    this.directory = directory;
    this.absences = absences;
    this.seals = seals;
  }

  /**
   * Whether whoever has the task belongs to its team, or stands in for somebody who does; where the
   * model names none, everybody.
   */
  boolean includesAssignee(TaskEntity task) {
    List<String> groups =
        task.getTaskDefinition().getCandidateGroupIdExpressions().stream()
            .map(Expression::getExpressionText)
            .toList();
    return groups.isEmpty()
        || (groups.contains(Role.ACTION_OWNER.groupId()) && isNamedByModel(task))
        || Stream.concat(groups.stream(), standIns(task))
            .anyMatch(group -> directory.getObject().membersOf(group).contains(task.getAssignee()))
        || absences.getObject().standsIn(task.getId(), task.getAssignee());
  }

  /** Where the step is hidden from the whole team. */
  private Stream<String> standIns(TaskEntity task) {
    String processKey = task.getProcessDefinition().getKey();
    String caseNumber = task.getExecution().getProcessBusinessKey();
    return seals.stream()
        .map(seal -> seal.standIns(processKey, caseNumber))
        .flatMap(Optional::stream);
  }

  /** A recommendation may name people of several teams; the vault knows whom it named. */
  private static boolean isNamedByModel(TaskEntity task) {
    Expression named = task.getTaskDefinition().getAssigneeExpression();
    return named != null
        && String.valueOf(named.getValue(task.getExecution())).equals(task.getAssignee());
  }
}
