package org.exitinterview.forms;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyChange;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Enters into the register who takes a step, hands it over or puts it back. */
final class AssignmentActs implements TaskListener {

  private final String processKey;
  private final Predicate<TaskEntity> staysInTeam;
  private final ObjectProvider<CaseRegister> register;
  private final ObjectProvider<CurrentPerson> currentPerson;

  /**
   * Makes a listener.
   *
   * @param staysInTeam whether whoever has the task now belongs to the team that the model names
   */
  AssignmentActs(
      String processKey,
      Predicate<TaskEntity> staysInTeam,
      ObjectProvider<CaseRegister> register,
      ObjectProvider<CurrentPerson> currentPerson) {
    this.processKey = processKey;
    this.staysInTeam = staysInTeam;
    this.register = register;
    this.currentPerson = currentPerson;
  }

  @Override
  public void notify(DelegateTask task) {
    if (TaskListener.EVENTNAME_CREATE.equals(task.getEventName())) {
      StepProgress.current().noteCreated(task.getId());
    } else if (!StepProgress.current().wasCreated(task.getId())) {
      // Whom the model itself gives a new task is no act of a person.
      currentPerson.getObject().find().ifPresent(person -> record((TaskEntity) task, person));
    }
  }

  private void record(TaskEntity task, Person person) {
    if (task.getAssignee() != null && !staysInTeam.test(task)) {
      throw new NotInTeamException();
    }
    PropertyChange change = task.getPropertyChanges().get(TaskEntity.ASSIGNEE);
    String before = change == null ? null : (String) change.getOrgValue();
    String after = task.getAssignee();
    register
        .getObject()
        .record(
            new Act(
                person.userId(),
                kind(before, after, person),
                processKey,
                CaseOfTask.number(task),
                task.getTaskDefinitionKey(),
                task.getId(),
                null,
                null,
                Optional.ofNullable(after)
                    .filter(assignee -> !assignee.equals(person.userId()))
                    .map(assignee -> Map.<String, Object>of("handedTo", assignee))
                    .orElse(Map.of())));
  }

  private static Act.Kind kind(@Nullable String before, @Nullable String after, Person person) {
    if (after == null) {
      return Act.Kind.RELEASE;
    }
    return before == null && after.equals(person.userId()) ? Act.Kind.CLAIM : Act.Kind.HAND_OVER;
  }
}
