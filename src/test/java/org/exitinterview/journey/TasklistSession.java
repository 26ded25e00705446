package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody in front of Tasklist: the requests its pages make, with the session and the token that a
 * browser would keep.
 */
final class TasklistSession {

  static final String MINE = "My tasks";
  static final String TEAM = "Tasks of my team";

  private static final String ENGINE = "/camunda/api/engine/engine/default/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 50;

  private final CookieManager cookies = new CookieManager();
  private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final String address;

  private TasklistSession(int port) {
    this.address = "http://localhost:" + port;
  }

  /** A task as its card in a list shows it. */
  record Card(String taskId, String step, String caseNumber, Optional<String> assignee) {}

  /** Opens Tasklist and logs in. */
  static TasklistSession logIn(int port, String userId, String password) {
    TasklistSession session = new TasklistSession(port);
    HttpResponse<String> answer = session.tryToLogIn(userId, password);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode person = read(answer.body());
    assertThat(person.get("userId").asText()).isEqualTo(userId);
    assertThat(person.get("authorizedApps").toString()).contains("tasklist");
    // The login began a new session; its token comes with the first page that is read.
    assertThat(session.lists()).contains(MINE, TEAM);
    return session;
  }

  /** Opens Tasklist and sends what was typed into its login page. */
  static HttpResponse<String> tryToLogIn(int port, String userId, String password) {
    return new TasklistSession(port).tryToLogIn(userId, password);
  }

  private HttpResponse<String> tryToLogIn(String userId, String password) {
    send(request("/camunda/app/tasklist/default/").GET());
    return send(
        request("/camunda/api/admin/auth/user/default/login/tasklist")
            .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
            .POST(
                BodyPublishers.ofString(
                    "username=%s&password=%s".formatted(encoded(userId), encoded(password)))));
  }

  /** The names of the lists on the left side. */
  List<String> lists() {
    List<String> names = new ArrayList<>();
    filters().forEach(filter -> names.add(filter.get("name").asText()));
    return names;
  }

  /** Every card of a list, page by page. */
  List<Card> cards(String list) {
    String filterId = "";
    for (JsonNode filter : filters()) {
      if (filter.get("name").asText().equals(list)) {
        filterId = filter.get("id").asText();
      }
    }
    assertThat(filterId).as("the list %s", list).isNotEmpty();
    List<Card> cards = new ArrayList<>();
    JsonNode page;
    do {
      page =
          ok(
              post(
                  "filter/%s/list?firstResult=%d&maxResults=%d"
                      .formatted(filterId, cards.size(), PAGE),
                  """
                  {"sorting":[{"sortBy":"created","sortOrder":"desc"}],"active":true}\
                  """));
      page.path("_embedded").path("task").forEach(task -> cards.add(card(task)));
    } while (page.path("_embedded").path("task").size() == PAGE);
    return cards;
  }

  /** The card of that step and case in a list, if there is one. */
  Optional<Card> find(String list, String step, String caseNumber) {
    return cards(list).stream()
        .filter(card -> card.step().equals("userTask_" + step))
        .filter(card -> card.caseNumber().equals(caseNumber))
        .findFirst();
  }

  /** Opens the form of a task. */
  OpenForm open(String taskId) {
    JsonNode form = ok(get("task/%s/form".formatted(taskId)));
    assertThat(form.path("camundaFormRef").path("key").asText()).isNotEmpty();
    JsonNode schema = ok(get("task/%s/deployed-form".formatted(taskId)));
    JsonNode variables =
        ok(get("task/%s/form-variables?deserializeValues=false".formatted(taskId)));
    return new OpenForm(schema, variables);
  }

  /** Opens the form that starts a process; Tasklist asks for no variables here. */
  OpenForm openStartForm(String processKey) {
    String definition = definition(processKey);
    ok(get("process-definition/%s/startForm".formatted(definition)));
    return new OpenForm(
        ok(get("process-definition/%s/deployed-start-form".formatted(definition))),
        JSON.createObjectNode());
  }

  /** Claims a task for the person who is logged in. */
  HttpResponse<String> claim(String taskId, String userId) {
    return post("task/%s/claim".formatted(taskId), "{\"userId\":\"%s\"}".formatted(userId));
  }

  /** Sends the form of a task. */
  HttpResponse<String> submit(String taskId, JsonNode variables) {
    return post("task/%s/submit-form".formatted(taskId), body(variables));
  }

  /** Sends the form that starts a process. */
  HttpResponse<String> submitStartForm(String processKey, JsonNode variables) {
    return post(
        "process-definition/%s/submit-form".formatted(definition(processKey)), body(variables));
  }

  /** Reads from the engine's interface for the web applications. */
  HttpResponse<String> get(String path) {
    return send(request(ENGINE + path).GET());
  }

  /** Reads what a page of Cockpit reads. */
  HttpResponse<String> cockpit(String path) {
    return send(request("/camunda/api/cockpit/" + path).GET());
  }

  /** Reads what a page of a web application reads. */
  HttpResponse<String> api(String path) {
    return send(request("/camunda/api/" + path).GET());
  }

  /** Sends JSON to what a page of Cockpit asks. */
  HttpResponse<String> cockpit(String path, String body) {
    return send(
        request("/camunda/api/cockpit/" + path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends JSON to the engine's interface for the web applications. */
  HttpResponse<String> post(String path, String body) {
    return send(
        request(ENGINE + path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** The body of an answer that must be a success. */
  static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode())
        .as("%s: %s", answer.uri().getPath(), answer.body())
        .isBetween(200, 204);
    return answer.body().isEmpty() ? JSON.createObjectNode() : read(answer.body());
  }

  static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("No JSON: " + body, e);
    }
  }

  private String definition(String processKey) {
    JsonNode found =
        ok(
            get(
                "process-definition?latest=true&active=true&startableInTasklist=true"
                    + "&startablePermissionCheck=true&firstResult=0&maxResults=15&key="
                    + processKey));
    return found.isEmpty() ? "key/" + processKey : found.get(0).get("id").asText();
  }

  private JsonNode filters() {
    return ok(get("filter?resourceType=Task&itemCount=false&firstResult=0&maxResults=2000"));
  }

  private static Card card(JsonNode task) {
    String caseNumber = "";
    for (JsonNode variable : task.path("_embedded").path("variable")) {
      if (variable.get("name").asText().equals("caseNumber")) {
        caseNumber = variable.get("value").asText();
      }
    }
    return new Card(
        task.get("id").asText(),
        task.get("taskDefinitionKey").asText(),
        caseNumber,
        Optional.ofNullable(task.get("assignee").textValue()));
  }

  private static String body(JsonNode variables) {
    return JSON.valueToTree(Map.of("variables", variables)).toString();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Accept", "application/hal+json, application/json; q=0.5");
    cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
        .map(HttpCookie::getValue)
        .findFirst()
        .ifPresent(token -> request.header("X-XSRF-TOKEN", token));
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return browser.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
