package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;

/**
 * Tells a case as a story: people log in, claim their tasks and fill in their forms; time passes
 * only when the story says so. Everything goes the way Tasklist goes.
 */
public final class Scenario {

  public static final String UNIT_MANAGER = "una.manager";
  public static final String SERVICE_MANAGER = "rosa.service";
  public static final String SOCIAL_WORKER = "sarah.worker";
  public static final String OTHER_SOCIAL_WORKER = "sam.worker";
  public static final String INTERVIEWER = "ian.interviewer";
  public static final String OTHER_INTERVIEWER = "ivy.interviewer";
  public static final String IRO = "irene.iro";
  public static final String OTHER_IRO = "idris.iro";
  public static final String OWNER = "owen.owner";
  public static final String SAFEGUARDING_LEAD = "sean.safeguarding";
  public static final String COMPLAINTS_MANAGER = "carol.complaints";
  public static final String HOME = "9702906";

  private final ProcessEngine engine;
  private String caseNumber = "";
  private @Nullable ProcessInstance instance;

  public Scenario(ProcessEngine engine) {
    this.engine = engine;
  }

  public String caseNumber() {
    return caseNumber;
  }

  /** The case's process instance as it was when it started. */
  public ProcessInstance instance() {
    return Objects.requireNonNull(instance, "The story has no case yet");
  }

  public String processInstanceId() {
    return instance().getId();
  }

  /** Today in the story. */
  public LocalDate today() {
    return LocalDate.ofInstant(
        ClockUtil.getCurrentTime().toInstant(), java.time.ZoneId.of("Europe/London"));
  }

  /** Does something as somebody who is logged in. */
  public <T> T as(String userId, Supplier<T> work) {
    List<String> groups =
        engine.getIdentityService().createGroupQuery().groupMember(userId).list().stream()
            .map(Group::getId)
            .toList();
    engine.getIdentityService().setAuthentication(userId, groups);
    try {
      return work.get();
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  /** Starts a process through its start form. */
  public ProcessInstance start(String userId, String processKey, Map<String, Object> fields) {
    String definition =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey(processKey)
            .latestVersion()
            .singleResult()
            .getId();
    ProcessInstance started =
        as(userId, () -> engine.getFormService().submitStartForm(definition, typed(fields)));
    runJobs();
    return started;
  }

  /** A unit manager gives notice of a move; the case is this story's case from then on. */
  public Scenario notice(Map<String, Object> changes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("child", "C" + java.util.UUID.randomUUID().toString().substring(0, 8));
    fields.put("dateOfBirth", "2011-03-04");
    fields.put("name", "Alex Example");
    fields.put("home", HOME);
    fields.put("placementType", "K2");
    fields.put("placementProvider", "PR1");
    fields.put("placedOn", "2025-01-06");
    fields.put("plannedMove", "planned");
    fields.put("reasonPlaceChange", "CARPL");
    fields.putAll(changes);
    ProcessInstance started = start(UNIT_MANAGER, ExitInterviewProcess.KEY, fields);
    instance = started;
    caseNumber = businessKeyOf(started.getId());
    return this;
  }

  /** From the notice to the appointment, everybody willing. */
  public Scenario toAppointment() {
    return notice(Map.of())
        .complete(SERVICE_MANAGER, "screenNotice", Answers.screened("offer"))
        .complete(SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(today()))
        .complete(SERVICE_MANAGER, "allocateInterviewer", Answers.allocated(INTERVIEWER))
        .complete(INTERVIEWER, "arrangeAppointment", Answers.appointed(today()));
  }

  /** From the notice to the release of an agreed record. */
  public Scenario toRelease() {
    return toAppointment()
        .complete(INTERVIEWER, "holdInterview", Answers.interview("held", today()))
        .complete(INTERVIEWER, "agreeRecord", Answers.agreedRecord(today()))
        .complete(IRO, "decideCirculation", Answers.release());
  }

  /** Claims the task if need be and completes it through its form. */
  public Scenario complete(String userId, String step, Map<String, Object> fields) {
    return submit(userId, task(step), fields);
  }

  /** Claims that task if need be and completes it through its form. */
  public Scenario submit(String userId, Task task, Map<String, Object> fields) {
    as(
        userId,
        () -> {
          if (task.getAssignee() == null) {
            engine.getTaskService().claim(task.getId(), userId);
          }
          engine.getFormService().submitTaskForm(task.getId(), typed(fields));
          return task;
        });
    runJobs();
    return this;
  }

  /** The waiting task of that step; the story fails if there is not exactly one. */
  public Task task(String step) {
    List<Task> tasks = tasks(step);
    assertThat(tasks).as("waiting tasks of %s, among %s", step, waiting()).hasSize(1);
    return tasks.get(0);
  }

  /** The waiting tasks of that step, in the case or in its recommendations. */
  public List<Task> tasks(String step) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(caseNumber)
        .taskDefinitionKey("userTask_" + step)
        .list();
  }

  /** Steps that wait for somebody. */
  public List<String> waiting() {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(caseNumber)
        .list()
        .stream()
        .map(task -> task.getTaskDefinitionKey().replace("userTask_", ""))
        .toList();
  }

  /** When the timer of that event is due. */
  public Date due(String event) {
    return timer(event).getDuedate();
  }

  /** Lets time pass until the timer of that event is due, and fires it. */
  public Scenario passes(String event) {
    Job timer = timer(event);
    if (timer.getDuedate().after(ClockUtil.getCurrentTime())) {
      ClockUtil.setCurrentTime(timer.getDuedate());
    }
    engine.getManagementService().executeJob(timer.getId());
    runJobs();
    return this;
  }

  private Job timer(String event) {
    List<Job> timers =
        engine.getManagementService().createJobQuery().timers().activityId(event).list().stream()
            .filter(job -> caseNumber.equals(businessKeyOf(job.getProcessInstanceId())))
            .toList();
    assertThat(timers).as("timers of %s", event).isNotEmpty();
    return timers.get(0);
  }

  /** Runs what the job executor would run at once. */
  public void runJobs() {
    List<Job> jobs;
    do {
      jobs =
          engine
              .getManagementService()
              .createJobQuery()
              .messages()
              .active()
              .withRetriesLeft()
              .list();
      jobs.forEach(job -> engine.getManagementService().executeJob(job.getId()));
    } while (!jobs.isEmpty());
  }

  private String businessKeyOf(String instance) {
    return engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceId(instance)
        .singleResult()
        .getBusinessKey();
  }

  private static Map<String, Object> typed(Map<String, Object> fields) {
    Map<String, Object> variables = Variables.createVariables();
    fields.forEach(
        (key, value) -> variables.put(key, value instanceof List<?> list ? json(list) : value));
    return variables;
  }

  private static TypedValue json(List<?> values) {
    List<String> quoted = new ArrayList<>();
    values.forEach(value -> quoted.add('"' + value.toString() + '"'));
    return SpinValues.jsonValue("[" + String.join(",", quoted) + "]").create();
  }
}
