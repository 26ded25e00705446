package org.exitinterview.chasing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The clocks of steps that wait: their due dates and the timers on their edges. Timers for a date
 * that somebody named, such as the day to ask again, are no clocks and stay.
 */
@Component
class Clocks {

  private final ObjectProvider<ProcessEngine> engine;
  private final WorkingDays workingDays;
  private final Clock clock;

  Clocks(ObjectProvider<ProcessEngine> engine, WorkingDays workingDays, Clock clock) {
    this.engine = engine;
    this.workingDays = workingDays;
    this.clock = clock;
  }

  /** Stops everything in the case: no timer fires, and no step can be finished. */
  void stop(String caseNumber) {
    inEngine(
        context -> {
          instances(caseNumber)
              .forEach(
                  instance ->
                      engine()
                          .getRuntimeService()
                          .suspendProcessInstanceById(instance.getProcessInstanceId()));
        });
  }

  /**
   * Lets the case go on; every waiting step has the given number of working days more.
   *
   * @param before is shown each step as it was during the pause
   */
  void goOn(String caseNumber, int daysLost, Consumer<Task> before) {
    inEngine(
        context -> {
          for (ProcessInstance instance : instances(caseNumber)) {
            engine().getRuntimeService().activateProcessInstanceById(instance.getId());
          }
        });
    inEngine(
        context -> {
          for (ProcessInstance instance : instances(caseNumber)) {
            for (Task task : tasks(instance.getId())) {
              before.accept(task);
              putOff(context, task, daysLost);
            }
          }
        });
  }

  /** The waiting step, whoever asks: the caller decides who may. */
  Optional<Task> find(String taskId) {
    List<Task> found = new ArrayList<>();
    inEngine(
        context -> found.addAll(engine().getTaskService().createTaskQuery().taskId(taskId).list()));
    return found.stream().findFirst();
  }

  /** The waiting steps of a case, whoever asks, the earliest due first. */
  List<Task> waiting(String caseNumber) {
    List<Task> found = new ArrayList<>();
    inEngine(
        context ->
            found.addAll(
                engine()
                    .getTaskService()
                    .createTaskQuery()
                    .processInstanceBusinessKey(caseNumber)
                    .orderByDueDate()
                    .asc()
                    .list()));
    return found;
  }

  /** Groups that may take a step. */
  List<String> team(Task task) {
    List<String> groups = new ArrayList<>();
    inEngine(
        context ->
            engine().getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(groups::add));
    return groups;
  }

  /** The case a step belongs to. */
  String caseNumber(Task task) {
    List<String> found = new ArrayList<>();
    inEngine(
        context ->
            found.add(
                context
                    .getExecutionManager()
                    .findExecutionById(task.getProcessInstanceId())
                    .getBusinessKey()));
    return found.get(0);
  }

  /** Gives one waiting step a number of working days more. */
  void putOff(Task task, int days) {
    inEngine(context -> putOff(context, task, days));
  }

  private void putOff(CommandContext context, Task task, int days) {
    TaskEntity waiting = context.getTaskManager().findTaskById(task.getId());
    if (waiting.getDueDate() != null) {
      waiting.setDueDate(later(waiting.getDueDate(), days));
    }
    Predicate<Job> isOfStep = job -> task.getExecutionId().equals(executionOf(context, job));
    engine()
        .getManagementService()
        .createJobQuery()
        .timers()
        .processInstanceId(task.getProcessInstanceId())
        .list()
        .stream()
        .filter(isOfStep)
        .forEach(
            job -> putOff((TimerEntity) context.getJobManager().findJobById(job.getId()), days));
  }

  private void putOff(TimerEntity timer, int days) {
    timer.setDuedate(later(timer.getDuedate(), days));
    String cycle = timer.getRepeat();
    if (cycle != null) {
      LadderTimes.read(cycle)
          .ifPresent(
              times -> timer.setRepeat(times.putOff(days, workingDays, clock.getZone(), cycle)));
    }
  }

  private Date later(Date date, int days) {
    return Date.from(workingDays.plus(date.toInstant().atZone(clock.getZone()), days).toInstant());
  }

  private static String executionOf(CommandContext context, Job job) {
    return context.getJobManager().findJobById(job.getId()).getExecutionId();
  }

  private List<ProcessInstance> instances(String caseNumber) {
    return engine()
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(caseNumber)
        .list();
  }

  private List<Task> tasks(String processInstanceId) {
    return engine().getTaskService().createTaskQuery().processInstanceId(processInstanceId).list();
  }

  /** Whoever pauses a case need not be allowed to work on every step of it. */
  private void inEngine(Consumer<CommandContext> work) {
    ((ProcessEngineConfigurationImpl) engine().getProcessEngineConfiguration())
        .getCommandExecutorTxRequired()
        .execute(
            context ->
                context.runWithoutAuthorization(
                    () -> {
                      work.accept(context);
                      return Boolean.TRUE;
                    }));
  }

  private ProcessEngine engine() {
    return engine.getObject();
  }
}
