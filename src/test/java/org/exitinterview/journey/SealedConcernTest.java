package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A concern leaves no trace for whoever is named in it or has no part in it: every list, count,
 * number and history that the service answers with is the same before, while and after, so that two
 * looks tell nothing either.
 */
@ApplicationTest
class SealedConcernTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LEAD = Scenario.SAFEGUARDING_LEAD;
  private static final String NAMED_LEAD = "sadie.safeguarding";
  private static final String SUPERVISOR = "simon.supervisor";

  /** Each role, but the lead who works on the concern and the administrator of the machine. */
  private static final List<String> OTHERS =
      List.of(
          "una.manager",
          "sarah.worker",
          "rosa.service",
          "ian.interviewer",
          "irene.iro",
          "owen.owner",
          "carol.complaints",
          NAMED_LEAD,
          "judith.senior",
          "petra.process",
          SUPERVISOR);

  /** Those two, to show that the looks do tell who looks at what is his. */
  private static final List<String> ALLOWED = List.of(LEAD, "admin");

  /** Everything of the engine that is listed; each is asked for its count as well. */
  private static final List<String> LISTS =
      List.of(
          "authorization",
          "batch",
          "batch/statistics",
          "case-definition",
          "case-execution",
          "case-instance",
          "decision-definition",
          "deployment",
          "event-subscription",
          "execution",
          "external-task",
          "filter",
          "group",
          "history/activity-instance",
          "history/batch",
          "history/decision-instance",
          "history/detail",
          "history/external-task-log",
          "history/identity-link-log",
          "history/incident",
          "history/job-log",
          "history/process-instance",
          "history/task",
          "history/user-operation",
          "history/variable-instance",
          "history/case-instance",
          "history/case-activity-instance",
          "incident",
          "job",
          "job-definition",
          "metrics",
          "process-definition",
          "process-instance",
          "task",
          "tenant",
          "user",
          "variable-instance");

  /** What is counted or listed without a list beside it. */
  private static final List<String> NUMBERS =
      List.of(
          "process-definition/statistics",
          "process-definition/statistics?failedJobs=true&incidents=true",
          "deployment/statistics",
          "process-definition/key/concern",
          "process-definition/key/concern/statistics",
          "process-definition/key/pattern-radar/statistics",
          "process-definition/key/exit-interview/statistics",
          "history/process-definition/cleanable-process-instance-report",
          "history/decision-definition/cleanable-decision-instance-report",
          "history/process-instance/report?reportType=duration&periodUnit=month",
          "history/task/report?reportType=count&groupBy=taskName",
          "history/task/report?reportType=count&groupBy=processDefinition",
          "history/cleanup/job",
          "history/cleanup/jobs",
          "history/cleanup/configuration",
          "metrics/activity-instance-start/sum",
          "metrics/activity-instance-end/sum",
          "metrics/job-successful/sum",
          "metrics/root-process-instance-start/sum",
          "metrics/process-instances/sum",
          "metrics/executed-decision-instances/sum",
          "metrics/task-users/sum",
          "metrics/unique-task-workers/sum",
          "task/report/candidate-group-count",
          "telemetry/data",
          "telemetry/configuration",
          "schema/log",
          "identity/groups?userId=sean.safeguarding",
          "version",
          "engine");

  /** What the pages of Cockpit ask beside the lists; only a supervisor may open them. */
  private static final List<String> COCKPIT =
      List.of(
          "plugin/base/default/process-definition/statistics",
          "plugin/base/default/process-definition/statistics-count");

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient database;

  private Scenario story;

  @BeforeEach
  void openCase() {
    story = new Scenario(engine).notice(Map.of());
    story.complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
  }

  @Test
  @DisplayName("whoever looks before, while and after sees no difference")
  void noDifference() throws Exception {
    Map<String, String> before = everythingSeen(OTHERS);
    Map<String, String> allowedBefore = everythingSeen(ALLOWED);
    long mails = mailsToOthers();
    Map<String, Object> answers =
        Answers.with(
            Answers.concern(story.caseNumber(), story.today()),
            "route",
            "personInTrust",
            "concernAbout",
            List.of("homeStaff"),
            "hiddenFrom",
            List.of("una.manager", NAMED_LEAD));
    ProcessInstance concern =
        story.start(Scenario.SOCIAL_WORKER, CompanionProcesses.CONCERN, answers);
    String number = businessKey(concern);
    assertUnchanged("after it was raised", before);
    assertThat(changed(allowedBefore, everythingSeen(ALLOWED)).keySet())
        .as("the same looks show it to whoever may see it")
        .contains(
            LEAD + " /engine-rest/task",
            LEAD + " /engine-rest/task/count",
            LEAD + " /engine-rest/variable-instance/count",
            "admin /engine-rest/process-instance/count",
            "admin /engine-rest/history/process-instance/count",
            "admin /engine-rest/job/count",
            "admin /engine-rest/process-definition/statistics");
    assertNotFound(concern, number);

    engine
        .getManagementService()
        .createJobQuery()
        .timers()
        .processInstanceId(concern.getId())
        .list()
        .stream()
        .forEach(job -> engine.getManagementService().executeJob(job.getId()));
    submit(concern, "acknowledgeConcern", Answers.acknowledged());
    submit(concern, "referToLado", Answers.referred(story.today()));
    submit(concern, "closeConcern", Answers.concernClosed());
    assertUnchanged("after it was closed", before);

    assertThat(
            database
                .sql("select distinct recipient_id from outbox.message where case_number = ?")
                .param(number)
                .query(String.class)
                .list())
        .as("told of the concern")
        .containsExactlyInAnyOrder(LEAD, "judith.senior");
    assertThat(mailsToOthers()).isEqualTo(mails);
  }

  @Test
  @DisplayName("who is named only later loses what he or she saw")
  void hiddenLater() throws Exception {
    ProcessInstance concern =
        story.start(
            Scenario.SOCIAL_WORKER,
            CompanionProcesses.CONCERN,
            Answers.with(
                Answers.concern(story.caseNumber(), story.today()), "route", "personInTrust"));
    String number = businessKey(concern);
    assertThat(tasksOf(NAMED_LEAD, concern)).isEqualTo(2);
    submit(
        concern,
        "acknowledgeConcern",
        Answers.with(
            Answers.acknowledged(),
            "hiddenFrom",
            List.of(NAMED_LEAD),
            "supervisorsMayKnow",
            "yes"));
    String state = "/api/cases/%s/safeguarding".formatted(story.caseNumber());
    assertThat(get(SUPERVISOR, state)).isEqualTo("200 {\"withSafeguarding\":true}");
    assertThat(status("una.manager", state)).isEqualTo(404);
    assertThat(tasksOf(NAMED_LEAD, concern)).isZero();
    submit(concern, "referToLado", Answers.referred(story.today()));
    assertThat(tasksOf(NAMED_LEAD, concern)).isZero();
    assertThat(tasksOf(LEAD, concern)).isEqualTo(1);
    assertThat(
            database
                .sql("select decided_by from concern.hidden_from where concern_number = ?")
                .param(number)
                .query(String.class)
                .single())
        .isEqualTo(LEAD);
    submit(concern, "closeConcern", Answers.concernClosed());
    assertThat(get(SUPERVISOR, state)).isEqualTo("200 {\"withSafeguarding\":false}");
  }

  private long tasksOf(String person, ProcessInstance concern) {
    return story.as(
        person,
        () -> engine.getTaskService().createTaskQuery().processInstanceId(concern.getId()).count());
  }

  private void assertUnchanged(String when, Map<String, String> before) {
    assertThat(changed(before, everythingSeen(OTHERS))).as(when).isEmpty();
  }

  private static Map<String, String> changed(
      Map<String, String> before, Map<String, String> after) {
    Map<String, String> changed = new TreeMap<>();
    after.forEach(
        (look, answer) -> {
          if (!answer.equals(before.get(look))) {
            changed.put(look, before.get(look) + " -> " + answer);
          }
        });
    return changed;
  }

  /** Whoever knows the numbers of the concern gets the answers of somebody who invented them. */
  private void assertNotFound(ProcessInstance concern, String number) throws Exception {
    List<Task> tasks =
        engine.getTaskService().createTaskQuery().processInstanceId(concern.getId()).list();
    assertThat(tasks).hasSize(2);
    for (String person : OTHERS) {
      for (String list :
          List.of(
              "process-instance?businessKey=",
              "task?processInstanceBusinessKey=",
              "history/process-instance?processInstanceBusinessKey=")) {
        assertThat(get(person, "/engine-rest/" + list + number))
            .as("%s %s", person, list)
            .isEqualTo(get(person, "/engine-rest/" + list + "CO-00000000"));
      }
      for (String path :
          List.of(
              "process-instance/%s",
              "process-instance/%s/variables",
              "process-instance/%s/activity-instances",
              "history/process-instance/%s",
              "execution/%s")) {
        assertThat(status(person, "/engine-rest/" + path.formatted(concern.getId())))
            .as("%s %s", person, path)
            .isIn(403, 404);
      }
      for (String path :
          List.of("task/%s", "task/%s/form", "task/%s/identity-links", "task/%s/form-variables")) {
        assertThat(status(person, "/engine-rest/" + path.formatted(tasks.get(0).getId())))
            .as("%s %s", person, path)
            .isIn(400, 403, 404);
      }
      assertThat(get(person, "/api/cases/" + number).replace(number, ""))
          .isEqualTo(get(person, "/api/cases/CO-00000000").replace("CO-00000000", ""));
    }
  }

  private Map<String, String> everythingSeen(List<String> people) {
    List<String> paths = new ArrayList<>();
    for (String list : LISTS) {
      paths.add("/engine-rest/" + list);
      paths.add("/engine-rest/" + list + "/count");
    }
    NUMBERS.forEach(number -> paths.add("/engine-rest/" + number));
    for (Filter filter : engine.getFilterService().createFilterQuery().list()) {
      paths.add("/engine-rest/filter/%s/count".formatted(filter.getId()));
      paths.add("/engine-rest/filter/%s/list".formatted(filter.getId()));
    }
    String instance = story.processInstanceId();
    for (String path :
        List.of(
            "process-instance/%s",
            "process-instance/%s/variables",
            "process-instance/%s/activity-instances",
            "history/process-instance/%s",
            "history/activity-instance?processInstanceId=%s",
            "job?processInstanceId=%s",
            "task?processInstanceId=%s")) {
      paths.add("/engine-rest/" + path.formatted(instance));
    }
    paths.add("/api/cases");
    paths.add("/api/cases/" + story.caseNumber());
    paths.add("/api/read-log?case=" + story.caseNumber());
    paths.add("/actuator/health");
    paths.addAll(definitionPaths());
    Map<String, String> seen = new ConcurrentHashMap<>();
    people.parallelStream()
        .forEach(
            person ->
                paths.forEach(path -> seen.put(person + " " + path, getAnswered(person, path))));
    if (people.contains(SUPERVISOR)) {
      TasklistSession browser = TasklistSession.logIn(port, SUPERVISOR, ApplicationTest.PASSWORD);
      COCKPIT.forEach(
          path -> seen.put("Cockpit " + path, sorted(TasklistSession.ok(browser.cockpit(path)))));
    }
    return seen;
  }

  /** What runs and ran of a sealed model, for whoever may read the model to start it. */
  private List<String> definitionPaths() {
    List<String> paths = new ArrayList<>();
    for (String key : List.of(CompanionProcesses.CONCERN, CompanionProcesses.PATTERN_RADAR)) {
      String id =
          engine
              .getRepositoryService()
              .createProcessDefinitionQuery()
              .processDefinitionKey(key)
              .latestVersion()
              .singleResult()
              .getId();
      paths.add("/engine-rest/process-definition/%s/statistics".formatted(id));
      paths.add(
          "/engine-rest/history/process-definition/%s/statistics?finished=true&canceled=true"
              .formatted(id));
      paths.add("/engine-rest/history/activity-instance?processDefinitionId=" + id);
      paths.add("/engine-rest/job-definition?processDefinitionId=" + id);
    }
    return paths;
  }

  private long mailsToOthers() {
    return database
        .sql(
            """
            select count(*) from outbox.message
             where recipient_id not in ('sean.safeguarding', 'judith.senior')
            """)
        .query(Long.class)
        .single();
  }

  private final Map<String, ServiceClient> clients = new ConcurrentHashMap<>();

  private ServiceClient client(String person) {
    return clients.computeIfAbsent(
        person, userId -> new ServiceClient(port, userId, ApplicationTest.PASSWORD));
  }

  /** An error would be the same before and after, and hide what the answer would have been. */
  private String getAnswered(String person, String path) {
    String answer;
    try {
      answer = get(person, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(answer).as("%s %s", person, path).matches("(?s)(200|403|404) .*");
    // The looks of the others are refused, and the log of reads tells those who keep it.
    return answer
        .replaceAll("\\{[^{}]*\"event\":\"refused\"[^{}]*\\},?\\s*", "")
        .replaceAll(",\\s*]", "]");
  }

  private int status(String person, String path) throws IOException, InterruptedException {
    return client(person).get(path).statusCode();
  }

  /** The answer without the times of the question itself. */
  private String get(String person, String path) throws IOException, InterruptedException {
    var answer = client(person).get(path);
    String body = answer.body().replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"\"");
    if (body.startsWith("{") || body.startsWith("[")) {
      body = sorted(JSON.readTree(body));
    }
    return answer.statusCode() + " " + body;
  }

  private static String sorted(JsonNode answer) {
    if (!answer.isArray()) {
      return answer.toString();
    }
    List<String> items = new ArrayList<>();
    answer.forEach(item -> items.add(item.toString()));
    return items.stream().sorted().toList().toString();
  }

  private void submit(ProcessInstance concern, String step, Map<String, Object> answers) {
    Task task =
        engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceId(concern.getId())
            .taskDefinitionKey("userTask_" + step)
            .singleResult();
    story.submit(LEAD, task, answers);
  }

  private String businessKey(ProcessInstance concern) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(concern.getId())
        .singleResult()
        .getBusinessKey();
  }
}
