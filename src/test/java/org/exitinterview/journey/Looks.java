package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Everything that somebody with a login can look at around one case: each list, count, number and
 * history of the engine's API, asked with GET and with every query that POST takes, and what the
 * pages of Cockpit ask. Two collections of looks show what changed between them.
 */
public final class Looks {

  /** Each role, but the lead who works on a concern and the administrator of the machine. */
  public static final List<String> OTHERS =
      List.of(
          "una.manager",
          "sarah.worker",
          "rosa.service",
          "ian.interviewer",
          "irene.iro",
          "owen.owner",
          "carol.complaints",
          "sadie.safeguarding",
          "judith.senior",
          "maud.manager",
          "dora.protection",
          "petra.process",
          "simon.supervisor");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> SEALED =
      List.of(CompanionProcesses.CONCERN, CompanionProcesses.PATTERN_RADAR);

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

  /** What the pages of Cockpit ask beside the engine's API, with GET and, where taken, POST. */
  private static final List<String> COCKPIT =
      List.of(
          "process-definition/statistics",
          "process-definition/statistics-count",
          "process-instance",
          "process-instance/count",
          "incident",
          "incident/count");

  private static final List<String> COCKPIT_QUERIES =
      List.of("process-instance", "process-instance/count", "incident", "incident/count");

  private final int port;
  private final ProcessEngine engine;
  private final Scenario story;
  private final String sealed;
  private final String prefix;
  private final String step;
  private final Map<String, ServiceClient> clients = new ConcurrentHashMap<>();
  private final Map<String, TasklistSession> sessions = new ConcurrentHashMap<>();

  /**
   * Makes the looks.
   *
   * @param story the case that a concern is about
   * @param sealed key of the process to look for
   * @param prefix what its numbers begin with
   * @param step one of its steps
   */
  public Looks(
      int port, ProcessEngine engine, Scenario story, String sealed, String prefix, String step) {
    this.port = port;
    this.engine = engine;
    this.story = story;
    this.sealed = sealed;
    this.prefix = prefix;
    this.step = step;
  }

  /** What each of these people gets as an answer, by person and address. */
  public Map<String, String> of(Collection<String> people) {
    List<String> paths = paths();
    Map<String, List<String>> queries = queries();
    Map<String, String> seen = new ConcurrentHashMap<>();
    people.parallelStream()
        .forEach(
            person -> {
              paths.forEach(path -> seen.put(person + " " + path, answered(person, path, null)));
              queries.forEach(
                  (path, bodies) ->
                      bodies.forEach(
                          body ->
                              seen.put(
                                  person + " POST " + path + " " + body,
                                  answered(person, path, body))));
              seen.putAll(inCockpit(person));
            });
    return seen;
  }

  /** The answers that differ, each with both. */
  public static Map<String, String> changed(Map<String, String> before, Map<String, String> after) {
    Map<String, String> changed = new TreeMap<>();
    after.forEach(
        (look, answer) -> {
          if (!answer.equals(before.get(look))) {
            changed.put(look, before.get(look) + " -> " + answer);
          }
        });
    return changed;
  }

  /** How many queries that POST takes are asked, each with several filters. */
  int queryCount() {
    return queries().size();
  }

  private List<String> paths() {
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
    return paths;
  }

  /** What runs and ran of a sealed model, for whoever may read the model to start it. */
  private List<String> definitionPaths() {
    List<String> paths = new ArrayList<>();
    for (String key : SEALED) {
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

  /** Every query of the engine's API that POST takes, read from its classes, with its bodies. */
  private Map<String, List<String>> queries() {
    Map<String, List<String>> queries = new LinkedHashMap<>();
    collect(DefaultProcessEngineRestServiceImpl.class, "/engine-rest", queries);
    for (Filter filter : engine.getFilterService().createFilterQuery().list()) {
      for (String what : List.of("count", "list")) {
        queries.put(
            "/engine-rest/filter/%s/%s".formatted(filter.getId(), what),
            List.of("{\"processDefinitionKey\":\"%s\"}".formatted(sealed)));
      }
    }
    return queries;
  }

  private void collect(Class<?> resource, String address, Map<String, List<String>> queries) {
    for (Method method : resource.getMethods()) {
      Path path = method.getAnnotation(Path.class);
      String own = path == null ? "" : "/" + path.value().replaceFirst("^/", "");
      String whole = (address + own).replaceFirst("/$", "");
      if (whole.contains("{")) {
        continue;
      }
      if (method.isAnnotationPresent(POST.class)) {
        query(method).ifPresent(query -> queries.put(whole, bodies(whole, query)));
      } else if (path != null && method.getReturnType().isInterface()) {
        collect(method.getReturnType(), whole, queries);
      }
    }
  }

  private static Optional<Class<?>> query(Method method) {
    return Arrays.stream(method.getParameters())
        .<Class<?>>map(Parameter::getType)
        .filter(type -> type.getSimpleName().endsWith("QueryDto"))
        .findFirst();
  }

  /**
   * Without a filter, and the counts with each filter that could single out what is sealed: a list
   * shows what its count counts.
   */
  private List<String> bodies(String address, Class<?> query) {
    List<String> bodies = new ArrayList<>(List.of("{}"));
    if (address.endsWith("/count")) {
      singledOut()
          .forEach(
              (filter, value) -> {
                boolean taken =
                    Arrays.stream(query.getMethods())
                        .anyMatch(method -> method.getName().equalsIgnoreCase("set" + filter));
                if (taken) {
                  bodies.add(JSON.valueToTree(Map.of(filter, value)).toString());
                }
              });
    }
    return bodies;
  }

  /** A filter of a query that could single out what is sealed, and what to put into it. */
  private Map<String, Object> singledOut() {
    return Map.of(
        "processDefinitionKey",
        sealed,
        "businessKeyLike",
        prefix + "-%",
        "processInstanceBusinessKeyLike",
        prefix + "-%",
        "taskDefinitionKey",
        step,
        "activityId",
        step);
  }

  private Map<String, String> inCockpit(String person) {
    Map<String, String> seen = new LinkedHashMap<>();
    TasklistSession browser =
        sessions.computeIfAbsent(
            person, userId -> TasklistSession.logIn(port, userId, ApplicationTest.PASSWORD));
    String plugin = "plugin/base/default/";
    for (String path : COCKPIT) {
      seen.put(person + " Cockpit " + path, shown(browser.cockpit(plugin + path)));
    }
    List<String> bodies = new ArrayList<>(List.of("{}"));
    for (String key : SEALED) {
      bodies.add("{\"processDefinitionId\":\"%s\"}".formatted(definition(key)));
      seen.put(
          person + " Cockpit called by " + key,
          shown(
              browser.cockpit(
                  plugin
                      + "process-definition/%s/called-process-definitions"
                          .formatted(definition(key)))));
    }
    seen.put(
        person + " Admin",
        shown(
            browser.api(
                "admin/plugin/adminPlugins/default/metrics/aggregated?groupBy=month"
                    + "&metrics=process-instances&metrics=decision-instances"
                    + "&subscriptionStartDate=2026-01-01T00:00:00.000%2B0000"
                    + "&startDate=2026-01-01T00:00:00.000%2B0000")));
    bodies.add("{\"businessKey\":\"CO-\"}");
    for (String path : COCKPIT_QUERIES) {
      bodies.stream()
          .filter(body -> !(path.startsWith("incident") && body.contains("businessKey")))
          .filter(body -> !(path.startsWith("incident") && body.contains("processDefinitionId")))
          .forEach(
              body ->
                  seen.put(
                      person + " Cockpit POST " + path + " " + body,
                      shown(browser.cockpit(plugin + path, body))));
      // Incidents are asked for by lists of definitions.
      if (path.startsWith("incident")) {
        String body =
            "{\"processDefinitionIdIn\":[\"%s\",\"%s\"]}"
                .formatted(definition(SEALED.get(0)), definition(SEALED.get(1)));
        seen.put(
            person + " Cockpit POST " + path + " sealed",
            shown(browser.cockpit(plugin + path, body)));
      }
    }
    return seen;
  }

  private String definition(String key) {
    return engine
        .getRepositoryService()
        .createProcessDefinitionQuery()
        .processDefinitionKey(key)
        .latestVersion()
        .singleResult()
        .getId();
  }

  private static String shown(HttpResponse<String> answer) {
    assertThat(answer.statusCode())
        .as("%s %s", answer.uri(), answer.body())
        .isIn(200, 401, 403, 404);
    return answer.statusCode() == 200
        ? sorted(TasklistSession.read(answer.body()))
        : String.valueOf(answer.statusCode());
  }

  /** An error would be the same before and after, and hide what the answer would have been. */
  private String answered(String person, String path, @Nullable String body) {
    String answer;
    try {
      answer = body == null ? get(person, path) : post(person, path, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(answer).as("%s %s %s", person, path, body).matches("(?s)(200|403|404) .*");
    // The looks of the others are refused, and the log of reads tells those who keep it.
    return answer
        .replaceAll("\\{[^{}]*\"event\":\"refused\"[^{}]*\\},?\\s*", "")
        .replaceAll(",\\s*]", "]");
  }

  int status(String person, String path) throws IOException, InterruptedException {
    return client(person).get(path).statusCode();
  }

  /** The answer without the times of the question itself. */
  String get(String person, String path) throws IOException, InterruptedException {
    return withoutTimes(client(person).get(path));
  }

  private String post(String person, String path, String body)
      throws IOException, InterruptedException {
    return withoutTimes(client(person).post(path, body));
  }

  private static String withoutTimes(HttpResponse<String> answer) throws IOException {
    String body = answer.body().replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"\"");
    if (body.startsWith("{") || body.startsWith("[")) {
      body = sorted(JSON.readTree(body));
    }
    return answer.statusCode() + " " + body;
  }

  private ServiceClient client(String person) {
    return clients.computeIfAbsent(
        person, userId -> new ServiceClient(port, userId, ApplicationTest.PASSWORD));
  }

  private static String sorted(JsonNode answer) {
    if (!answer.isArray()) {
      return answer.toString();
    }
    List<String> items = new ArrayList<>();
    answer.forEach(item -> items.add(item.toString()));
    return items.stream().sorted().toList().toString();
  }
}
