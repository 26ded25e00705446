package org.exitinterview.chasing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.config.EngineClock;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.process.LetterProcess;
import org.exitinterview.register.CaseRegister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Thousands of cases with random answers, timers that fire in random order, early, late or not at
 * all, withdrawals at any moment, and a clock that only the cases move. The models, the tables, the
 * engine, the calendars and the chase are the real ones; what the steps write elsewhere is left
 * out.
 *
 * <p>The seed is printed when a run fails: {@code -Drandom-runs.seed=}.
 */
class RandomRunsTest {

  private static final int RUNS = Integer.getInteger("random-runs", 5_000);
  private static final int AT_ONCE = 500;

  /** A run that needs more is one that does not end. */
  private static final int MOST_ACTIONS = 1_500;

  /** One case in so many is led on to its letters; the others end wherever chance has it. */
  private static final int LED = 3;

  private static final double TIMER = 0.12;
  private static final double WITHDRAWAL = 0.004;

  /** Outcomes of a case in which somebody was interviewed to the end: the young person is told. */
  private static final Set<String> INTERVIEWED = Set.of("COMPLETED", "PARTIAL");

  /** Answers that lead on, given more often where a case is led: else hardly one would be told. */
  private static final Map<String, String> FURTHER =
      Map.ofEntries(
          Map.entry("screenNotice", "offer"),
          Map.entry("seekAgreement", "given"),
          Map.entry("allocateInterviewer", "allocated"),
          Map.entry("arrangeAppointment", "appointed"),
          Map.entry("holdInterview", "held"),
          Map.entry("decideCirculation", "release"),
          Map.entry("writeRecommendation", "last"),
          Map.entry("considerAnswer", "goodEnough"),
          Map.entry("checkAction", "isDone"),
          Map.entry("decideMissingAnswer", "closeUnanswered"),
          Map.entry("decideUndelivered", "closeUndelivered"));

  private final long seed = Long.getLong("random-runs.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, Run> runs = new HashMap<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Set<String> endings = new HashSet<>();
  private final Map<Notice, Integer> notices = new TreeMap<>();
  private final Map<String, List<String>> decisions = new HashMap<>();
  private final ProcessEngine engine = engine();
  private final RuntimeService runtime = engine.getRuntimeService();
  private final TaskService tasks = engine.getTaskService();
  private final ManagementService management = engine.getManagementService();

  /**
   * What the young person hears of a recommendation, as the real ledger keeps it.
   *
   * @param feedback how the letter with thanks ended; empty while it is owed
   * @param change how the letter about what changed ended; empty while it is owed
   */
  private record Promise(String feedback, String change) {

    private static final Promise MADE = new Promise("", "");

    Promise feedbackEnded(String ending) {
      return feedback.isEmpty() ? new Promise(ending, change) : this;
    }

    Promise changeEnded(String ending) {
      return change.isEmpty() ? new Promise(feedback, ending) : this;
    }

    boolean isOpen() {
      return feedback.isEmpty() || change.isEmpty();
    }
  }

  /** What happened in one case. */
  private static final class Run {
    final List<String> recommendations = new ArrayList<>();
    final Map<String, Promise> promises = new HashMap<>();
    final Set<String> letters = new HashSet<>();
    final Set<String> refused = new HashSet<>();
    final boolean led;
    boolean declined;
    String outcome = "";
    int actions;

    Run(boolean led) {
      this.led = led;
    }
  }

  @AfterEach
  void stop() {
    engine.close();
    ClockUtil.reset();
  }

  @Test
  @DisplayName(
      "No case closes untold, chases a refusal, waits without owner or clock, or never ends")
  void everyRunHoldsThePromises() {
    ClockUtil.setCurrentTime(new Date(1_790_000_000_000L));
    deploy();
    for (int started = 0; started < RUNS; started += AT_ONCE) {
      runs.clear();
      int count = Math.min(AT_ONCE, RUNS - started);
      inOneTransaction(() -> IntStream.range(0, count).forEach(unused -> start()));
      while (round()) {
        assertThat(runs.values().stream().mapToInt(run -> run.actions).max().orElse(0))
            .as("actions of a run that does not end, seed %s", seed)
            .isLessThan(MOST_ACTIONS);
      }
      runs.forEach(this::assertToldAndEnded);
    }

    assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(RUNS);
    assertThat(outcomes.keySet())
        .as("outcomes reached, seed %s", seed)
        .contains("COMPLETED", "PARTIAL", "DECLINED", "WITHDRAWN", "NOT_FEASIBLE")
        .contains("NOT_REACHED", "NOT_OFFERED", "OUT_OF_SCOPE");
    assertThat(endings)
        .as("endings of letters, seed %s", seed)
        .contains("TOLD", "OPTED_OUT", "NOT_DELIVERED");
    assertThat(notices.keySet())
        .as("rungs climbed, seed %s", seed)
        .contains(Notice.REMINDER, Notice.ALERT, Notice.ESCALATION);
  }

  private void assertToldAndEnded(String caseNumber, Run run) {
    assertThat(run.outcome).as("outcome of %s, seed %s", caseNumber, seed).isNotEmpty();
    if (INTERVIEWED.contains(run.outcome)) {
      assertThat(run.letters).as("letters in %s, seed %s", caseNumber, seed).contains("thanks");
    }
    outcomes.merge(run.outcome, 1, Integer::sum);
  }

  private void start() {
    String caseNumber =
        "EI-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    runs.put(caseNumber, new Run(random.nextInt(LED) == 0));
    runtime.startProcessInstanceByKey(
        "exit-interview", caseNumber, Map.of("offers", 0, "attempts", 0));
  }

  /** One action in every case that is still open; false when there is none. */
  private boolean round() {
    Map<String, String> caseOfInstance =
        runtime.createProcessInstanceQuery().list().stream()
            .collect(toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
    if (caseOfInstance.isEmpty()) {
      return false;
    }
    Map<String, List<Task>> openTasks =
        tasks.createTaskQuery().list().stream()
            .collect(groupingBy(task -> caseOf(caseOfInstance, task.getProcessInstanceId())));
    List<Job> jobs = management.createJobQuery().list();
    Map<String, List<Job>> openJobs =
        jobs.stream()
            .collect(groupingBy(job -> caseOf(caseOfInstance, job.getProcessInstanceId())));
    Map<String, String> activities = activities(jobs);
    openTasks.forEach(
        (caseNumber, waiting) ->
            waiting.forEach(
                task ->
                    assertOwnerAndClock(
                        task, openJobs.getOrDefault(caseNumber, List.of()), activities)));
    Collection<String> openCases = new HashSet<>(caseOfInstance.values());
    inOneTransaction(
        () ->
            openCases.forEach(
                caseNumber ->
                    act(
                        caseNumber,
                        openTasks.getOrDefault(caseNumber, List.of()),
                        openJobs.getOrDefault(caseNumber, List.of()))));
    return true;
  }

  private Map<String, String> activities(List<Job> jobs) {
    Map<String, String> byDefinition =
        management.createJobDefinitionQuery().list().stream()
            .collect(
                toMap(definition -> definition.getId(), definition -> definition.getActivityId()));
    return jobs.stream()
        .collect(toMap(Job::getId, job -> byDefinition.getOrDefault(job.getJobDefinitionId(), "")));
  }

  private static String caseOf(Map<String, String> caseOfInstance, String instance) {
    return Objects.requireNonNull(caseOfInstance.get(instance));
  }

  private void assertOwnerAndClock(Task task, List<Job> jobs, Map<String, String> activities) {
    String step = task.getTaskDefinitionKey().replace("userTask_", "");
    assertThat(task.getAssignee() != null || !candidates(step).isEmpty())
        .as("%s has an owner, seed %s", step, seed)
        .isTrue();
    assertThat(task.getDueDate()).as("%s has a date, seed %s", step, seed).isNotNull();
    boolean hasClock =
        jobs.stream()
            .anyMatch(
                job ->
                    job.getProcessInstanceId().equals(task.getProcessInstanceId())
                        && ("event_" + step + "ChaseDue").equals(activities.get(job.getId())));
    assertThat(hasClock).as("%s has a clock, seed %s", step, seed).isTrue();
  }

  /** Every step is offered to the role of its lane; the style of the models is tested elsewhere. */
  private List<String> candidates(String step) {
    return decisions.containsKey(step) ? List.of(step) : List.of();
  }

  private void act(String caseNumber, List<Task> waiting, List<Job> jobs) {
    Run run = Objects.requireNonNull(runs.get(caseNumber));
    run.actions++;
    List<Job> atOnce = jobs.stream().filter(job -> job.getDuedate() == null).toList();
    List<Job> timers = jobs.stream().filter(job -> job.getDuedate() != null).toList();
    if (!atOnce.isEmpty()) {
      management.executeJob(atOnce.get(random.nextInt(atOnce.size())).getId());
    } else if (random.nextDouble() < WITHDRAWAL && mayBeWithdrawn(run)) {
      String message = random.nextBoolean() ? "YoungPersonWithdraws" : "NoticeWithdrawn";
      runtime.createMessageCorrelation(message).processInstanceBusinessKey(caseNumber).correlate();
    } else if (waiting.isEmpty() || (!timers.isEmpty() && random.nextDouble() < TIMER)) {
      fire(timers.get(random.nextInt(timers.size())));
    } else {
      complete(run, waiting.get(random.nextInt(waiting.size())));
    }
  }

  /** The application refuses to withdraw a case in which the young person is still owed a word. */
  private static boolean mayBeWithdrawn(Run run) {
    return run.promises.values().stream().noneMatch(Promise::isOpen);
  }

  /** At its time; late, if other cases have moved the clock on. */
  private void fire(Job timer) {
    if (timer.getDuedate().after(ClockUtil.getCurrentTime())) {
      ClockUtil.setCurrentTime(timer.getDuedate());
    }
    management.executeJob(timer.getId());
  }

  private void complete(Run run, Task task) {
    String step = task.getTaskDefinitionKey().replace("userTask_", "");
    List<String> answers = Objects.requireNonNull(decisions.get(step), step);
    String decision =
        run.led && FURTHER.containsKey(step) && random.nextDouble() < 0.4
            ? FURTHER.get(step)
            : answers.get(random.nextInt(answers.size()));
    Map<String, Object> variables = new HashMap<>();
    variables.put("decision", decision);
    switch (step) {
      case "screenNotice" -> {
        variables.put("socialWorker", "sarah.worker");
        variables.put("iro", "irene.iro");
      }
      case "decideMissingOffer" -> variables.put("socialWorker", "sam.worker");
      case "allocateInterviewer" -> variables.put("interviewer", "ian.interviewer");
      case "holdInterview" -> variables.put("interviewed", decision);
      default -> {}
    }
    if (Set.of("deferred", "paused", "hold").contains(decision)) {
      LocalDate today =
          LocalDate.ofInstant(ClockUtil.getCurrentTime().toInstant(), ChasingEngine.LONDON);
      variables.put("resumeOn", today.plusDays(1 + random.nextInt(40)).toString());
    }
    if (decision.equals("declined")) {
      run.declined = true;
    }
    if (decision.equals("refusalStands")) {
      run.refused.add(task.getProcessInstanceId());
    }
    tasks.complete(task.getId(), variables);
  }

  private void inOneTransaction(Runnable work) {
    ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getCommandExecutorTxRequired()
        .execute(
            context -> {
              work.run();
              return null;
            });
  }

  private void deploy() {
    DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
    Stream.of(
            "exit-interview.bpmn",
            "recommendation.bpmn",
            "letter.bpmn",
            "deadlines.dmn",
            "escalation.dmn")
        .forEach(file -> deployment.addClasspathResource("processes/" + file));
    deployment.deploy();
    for (Path form : forms()) {
      List<String> values = new ArrayList<>();
      collect(json(form), values);
      String name = form.getFileName().toString().replace(".form", "");
      StringBuilder step = new StringBuilder();
      for (String word : name.split("-")) {
        step.append(
            step.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
      }
      decisions.put(step.toString(), values.isEmpty() ? List.of("done") : values);
    }
  }

  private static void collect(JsonNode component, List<String> values) {
    if (component.path("key").asText().equals("decision")) {
      component.path("values").forEach(value -> values.add(value.path("value").asText()));
    }
    component.path("components").forEach(child -> collect(child, values));
  }

  private static List<Path> forms() {
    try (Stream<Path> files = Files.list(Path.of("forms"))) {
      return files.filter(file -> file.toString().endsWith(".form")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The engine

  private ProcessEngine engine() {
    Clock clock = new EngineClock(ChasingEngine.LONDON);
    WorkingDays workingDays = new WorkingDays(Set.of());
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    Deadlines deadlines = new Deadlines(workingDays, clock, () -> configuration);
    configuration.setProcessEngineName("random-runs-" + UUID.randomUUID());
    configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    configuration.setJobExecutorActivate(false);
    configuration.setHistory(ProcessEngineConfigurationImpl.HISTORY_NONE);
    configuration.setMetricsEnabled(false);
    configuration.setTaskMetricsEnabled(false);
    configuration.setEnforceHistoryTimeToLive(false);
    configuration.setBeans(beans(deadlines, workingDays, clock));
    configuration.setProcessEnginePlugins(List.of(new WorkingDayCalendars(workingDays, clock)));
    configuration.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(new Outcomes())));
    return configuration.buildProcessEngine();
  }

  private Map<Object, Object> beans(Deadlines deadlines, WorkingDays workingDays, Clock clock) {
    Outbox outbox =
        mock(
            Outbox.class,
            withSettings()
                .stubOnly()
                .defaultAnswer(
                    call -> {
                      notices.merge(call.getArgument(1, Notice.class), 1, Integer::sum);
                      return null;
                    }));
    CaseRegister register = mock(CaseRegister.class, withSettings().stubOnly());
    Map<Object, Object> beans = new HashMap<>();
    beans.put("deadlines", deadlines);
    beans.put(
        "findRung", chasedOnlyWhileWaiting(new FindRung(deadlines, workingDays, register, clock)));
    beans.put("remind", new RemindDelegate(outbox));
    beans.put("alert", new AlertDelegate(outbox, deadlines));
    beans.put("escalate", new EscalateDelegate(outbox));
    beans.put("decideScope", decides("inScope", "inScope", "inScope", "inScope", "outOfScope"));
    beans.put("checkIndependence", decides("independent", "independent", "notIndependent"));
    beans.put("recommendations", new Recommendations());
    beans.put("promises", new Promises());
    beans.put(
        "noteRecommendation",
        (JavaDelegate)
            execution -> {
              // Sometimes put to two people at once: each has a recommendation of his or her own.
              int owners = random.nextInt(20) == 0 ? 2 : 1;
              for (int i = 0; i < owners; i++) {
                String recommendationId = UUID.randomUUID().toString();
                run(execution).recommendations.add(recommendationId);
                run(execution).promises.put(recommendationId, Promise.MADE);
              }
            });
    for (String step :
        List.of(
            "tellServiceManager",
            "alertSeniorManager",
            "passOnDetails",
            "keepWhatWasAgreed",
            "proposeCirculation",
            "sendCopies",
            "sendRecommendation",
            "pressForAnswer",
            "tellInvolved")) {
      beans.put(step, (JavaDelegate) execution -> {});
    }
    return beans;
  }

  /** Nobody is chased for a step that has been left, after a refusal least of all. */
  private JavaDelegate chasedOnlyWhileWaiting(FindRung findRung) {
    return execution -> {
      Run run = run(execution);
      assertThat(run.declined).as("chased after a refusal, seed %s", seed).isFalse();
      assertThat(run.refused)
          .as("chased after a refusal, seed %s", seed)
          .doesNotContain(execution.getProcessInstanceId());
      assertThat(WaitingStep.of(execution).tasks(execution))
          .as("steps chased, seed %s", seed)
          .isNotEmpty();
      findRung.execute(execution);
    };
  }

  private JavaDelegate decides(String... decisions) {
    return execution ->
        execution.setVariable("decision", decisions[random.nextInt(decisions.length)]);
  }

  private Run run(DelegateExecution execution) {
    return Objects.requireNonNull(runs.get(execution.getProcessBusinessKey()));
  }

  /** The questions that the models ask about recommendations. */
  public final class Recommendations {

    public List<String> madeFor(DelegateExecution execution) {
      return run(execution).recommendations;
    }

    public String ownerOf(String recommendationId) {
      return "owner-of-" + recommendationId.substring(0, 4);
    }

    /** Sometimes none, often a day that has passed, sometimes one far ahead. */
    public String actionBy(String recommendationId) {
      LocalDate today =
          LocalDate.ofInstant(ClockUtil.getCurrentTime().toInstant(), ChasingEngine.LONDON);
      return random.nextInt(4) == 0 ? "" : today.plusDays(random.nextInt(120) - 20).toString();
    }

    public boolean promisedFor(DelegateExecution execution) {
      return !madeFor(execution).isEmpty();
    }
  }

  /** The question that the model asks of the ledger. */
  public final class Promises {

    public boolean owedFor(DelegateExecution execution) {
      return run(execution).promises.values().stream()
          .anyMatch(promise -> promise.change().isEmpty());
    }
  }

  /** The model alone has to hold the promises: the application's own check is not in these runs. */
  private void closed(Run run, String outcome) {
    run.outcome = outcome;
    assertThat(run.promises.values())
        .as("promises of a case that closes as %s, seed %s", outcome, seed)
        .noneMatch(Promise::isOpen);
  }

  /** As the real letters end: a young person who wants none, or no second one, is left alone. */
  private void letterEnded(Run run, String letter, String ending) {
    run.letters.add(letter);
    if (letter.equals(LetterProcess.WHAT_CHANGED)) {
      run.promises.replaceAll((unused, promise) -> promise.changeEnded(ending));
      return;
    }
    boolean wantsNoMore = ending.equals("OPTED_OUT") || random.nextInt(10) == 0;
    run.promises.replaceAll(
        (unused, promise) -> {
          Promise told = promise.feedbackEnded(ending);
          return wantsNoMore ? told.changeEnded("OPTED_OUT") : told;
        });
    endings.add(ending);
  }

  private final class Outcomes extends AbstractBpmnParseListener {

    @Override
    public void parseEndEvent(Element endEvent, ScopeImpl scope, ActivityImpl activity) {
      Element extensions = endEvent.element("extensionElements");
      if (extensions == null || extensions.element("properties") == null) {
        return;
      }
      extensions.element("properties").elements("property").stream()
          .filter(property -> property.attribute("name").equals("outcome"))
          .forEach(property -> noteOutcome(activity, property.attribute("value")));
    }

    private void noteOutcome(ActivityImpl activity, String outcome) {
      Consumer<DelegateExecution> note =
          execution -> {
            String process = ((ExecutionEntity) execution).getProcessDefinition().getKey();
            if (process.equals("exit-interview")) {
              closed(run(execution), outcome);
            } else if (process.equals(LetterProcess.KEY)) {
              letterEnded(run(execution), LetterProcess.LETTER.from(execution), outcome);
            }
          };
      activity.addBuiltInListener(
          ExecutionListener.EVENTNAME_START, (ExecutionListener) note::accept);
    }
  }
}
