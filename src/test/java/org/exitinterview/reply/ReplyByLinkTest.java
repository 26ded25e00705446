package org.exitinterview.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.CapturedLog;
import org.exitinterview.notification.MailUndeliverable;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.recommendation.OwnerChange;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody outside answers by a link; and everything else that may be tried with one. */
@ApplicationTest
class ReplyByLinkTest {

  private static final String OUTSIDE = "olive.outside";

  @Autowired private ProcessEngine engine;
  @Autowired private ReplyLinks links;
  @Autowired private OwnerChange ownerChange;
  @Autowired private CaseRegister register;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private FilterRegistrationBean<ReplyGuard> guard;
  @LocalServerPort private int port;

  private final HttpClient browser = HttpClient.newHttpClient();
  private Scenario story;
  private LocalDate today;
  private String path;

  @BeforeEach
  void asked() {
    guard.getFilter().forget();
    story = new Scenario(engine);
    today = story.today();
    story
        .toRelease()
        .complete(Scenario.IRO, "considerContent", Answers.considered("recommend"))
        .complete(
            Scenario.IRO,
            "writeRecommendation",
            Answers.with(Answers.recommendation("last", today.plusDays(14)), "owner", OUTSIDE));
    path = pathTo("answerRecommendation");
  }

  @AfterEach
  void leaveNothing() {
    ClockUtil.reset();
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(story.processInstanceId())
        .list()
        .forEach(left -> engine.getRuntimeService().deleteProcessInstance(left.getId(), null));
  }

  @Test
  @DisplayName("reads the recommendation, says yes, fills in what that asks for, is thanked")
  void answers() {
    HttpResponse<String> page = get(path);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("What should be done", "Will you do it?")
        .doesNotContain("What you will do", "Alex", story.caseNumber(), "<script");

    HttpResponse<String> next = post(path, "asked=decision&decision=accepted");
    assertThat(next.body()).contains("What you will do", "Done by");
    assertThat(story.waiting()).contains("answerRecommendation");

    assertThat(post(path, accepted()).statusCode()).isEqualTo(303);
    assertThat(get(path).body()).contains("Thank you for your answer", "Take my answer back");
    assertThat(story.waiting()).contains("considerAnswer").doesNotContain("answerRecommendation");
    considers("goodEnough");
    assertThat(story.waiting()).contains("confirmActionDone");
    assertThat(register("answer")).isEqualTo("accepted");
    assertThat(acts())
        .contains(OUTSIDE + " completion accepted", OUTSIDE + " system answeredByLink");
  }

  @Test
  @DisplayName("a refusal needs its reason, by the rules of the form in Tasklist")
  void refuses() {
    HttpResponse<String> incomplete =
        post(path, "asked=decision&asked=replyReason&decision=refused&replyReason=");
    assertThat(incomplete.statusCode()).isEqualTo(400);
    assertThat(incomplete.body()).contains("Nothing was sent yet", "Why not");

    assertThat(
            post(path, "asked=decision&asked=replyReason&decision=refused&replyReason=No+money")
                .statusCode())
        .isEqualTo(303);
    assertThat(register("answer")).isEqualTo("refused");
    considers("refusalStands");
    assertThat(register("outcome")).isEqualTo("REFUSED");
  }

  @Test
  @DisplayName("takes a refusal back until the IRO has considered it; not later")
  void correctsRefusal() {
    String refusal = "asked=decision&asked=replyReason&decision=refused&replyReason=No+money";
    post(path, refusal);
    assertThat(get(path).body()).contains("Take my answer back");
    post(path + "/correct", "");
    assertThat(story.waiting()).contains("answerRecommendation").doesNotContain("considerAnswer");
    assertThat(register("answer")).isNull();

    post(path, refusal);
    considers("refusalStands");
    post(path + "/correct", "");
    assertThat(get(path).body()).doesNotContain("Take my answer back");
    assertThat(register("outcome")).isEqualTo("REFUSED");
  }

  @Test
  @DisplayName("an answer the IRO presses about is asked for by a new link")
  void pressed() {
    post(path, "asked=decision&asked=replyReason&decision=refused&replyReason=No+money");
    considers("press");
    String again = pathTo("answerRecommendation");
    assertThat(again).isNotEqualTo(path);
    assertThat(get(again).body()).contains("Will you do it?");

    post(again, accepted());
    considers("goodEnough");
    assertThat(register("answer")).isEqualTo("accepted");
    assertThat(story.waiting()).contains("confirmActionDone");
  }

  @Test
  @DisplayName("takes the answer back within the set time and answers again; not later")
  void corrects() {
    post(path, accepted());
    assertThat(post(path + "/correct", "").statusCode()).isEqualTo(303);
    assertThat(story.waiting())
        .contains("answerRecommendation")
        .doesNotContain("considerAnswer", "confirmActionDone");
    assertThat(register("answer")).isNull();
    assertThat(get(path).body()).contains("Will you do it?");

    post(
        path,
        accepted().replace("decision=accepted", "decision=acceptedInPart&replyReason=Part")
            + "&asked=replyReason");
    assertThat(register("answer")).isEqualTo("acceptedInPart");

    later(Duration.ofHours(3));
    assertThat(get(path).body()).contains("Thank you").doesNotContain("Take my answer back");
    post(path + "/correct", "");
    assertThat(register("answer")).isEqualTo("acceptedInPart");
  }

  @Test
  @DisplayName("later says by another link that it is done")
  void done() {
    post(path, accepted());
    considers("goodEnough");
    String second = pathTo("confirmActionDone");
    assertThat(get(second).body()).contains("Is it done?", "Flashlights on the stairs");

    post(
        second,
        "asked=decision&asked=doneOn&asked=doneEvidence&decision=done&doneOn="
            + today
            + "&doneEvidence=Seen");

    assertThat(register("said")).isEqualTo("done");
    story.complete(Scenario.IRO, "checkAction", Answers.actionChecked("isDone", today));
    assertThat(register("outcome")).isEqualTo("DONE");
    assertThat(post(path + "/correct", "").statusCode()).isEqualTo(303);
    assertThat(register("outcome")).isEqualTo("DONE");
  }

  @Test
  @DisplayName("adds a file by the link, which the page lists and does not hand out")
  void addsFile() {
    assertThat(upload(path, "too early").statusCode()).isEqualTo(200);
    post(path, accepted());
    considers("goodEnough");
    String second = pathTo("confirmActionDone");
    assertThat(get(second).body()).contains("Add the file").doesNotContain("<li>");

    assertThat(upload(second, "<html>no").statusCode()).isEqualTo(400);
    assertThat(upload(second, "The stairs have lights now.").statusCode()).isEqualTo(303);
    assertThat(get(second).body()).contains("<li>stairs.txt</li>");
    assertThat(upload("/reply/" + "A".repeat(43), "x").statusCode()).isEqualTo(404);
    assertThat(send(request(second + "/evidence").GET()).statusCode()).isBetween(400, 405);
    assertThat(
            jdbc.sql("select kind || ' ' || added_by from register.evidence where case_number = ?")
                .param(story.caseNumber())
                .query(String.class)
                .list())
        .containsExactly("TEXT " + OUTSIDE);
  }

  private HttpResponse<String> upload(String to, String content) {
    return send(
        request(to + "/evidence")
            .header("Content-Type", "multipart/form-data; boundary=xx")
            .POST(
                BodyPublishers.ofString(
                    """
                    --xx\r
                    Content-Disposition: form-data; name="file"; filename="stairs.html"\r
                    Content-Type: text/html\r
                    \r
                    %s\r
                    --xx--\r
                    """
                        .formatted(content))));
  }

  @Test
  @DisplayName("a mail scanner may open, probe and follow the link as often as it likes")
  void scanners() {
    for (String method : List.of("GET", "HEAD", "OPTIONS", "GET")) {
      send(request(path).method(method, BodyPublishers.noBody()));
      send(request(path + "/new").method(method, BodyPublishers.noBody()));
      send(request(path + "/correct").method(method, BodyPublishers.noBody()));
    }
    assertThat(story.waiting()).contains("answerRecommendation");
    assertThat(get(path).body()).contains("Will you do it?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "short",
        "1",
        "..%2F..%2Fapi",
        "%00",
        "'--",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "%0d%0aSet-Cookie:x=1"
      })
  @DisplayName("a guessed link opens nothing")
  void guessed(String token) {
    assertThat(get("/reply/" + token).statusCode()).isBetween(400, 404);
    assertThat(post("/reply/" + token, accepted()).statusCode()).isBetween(400, 404);
    assertThat(story.waiting()).contains("answerRecommendation");
  }

  @Test
  @DisplayName("an altered link opens nothing, nor does the id of a task or a recommendation")
  void altered() {
    char last = path.charAt(path.length() - 2);
    String altered =
        path.substring(0, path.length() - 2)
            + (last == 'A' ? 'B' : 'A')
            + path.substring(path.length() - 1);
    assertThat(get(altered).statusCode()).isEqualTo(404);
    assertThat(get("/reply/" + story.task("answerRecommendation").getId()).statusCode())
        .isEqualTo(404);
    assertThat(get("/reply/" + recommendation()).statusCode()).isEqualTo(404);
  }

  @Test
  @DisplayName("only a hash of the link is kept")
  void hashOnly() {
    String token = path.substring("/reply/".length());
    assertThat(token).hasSize(43);
    List<String> rows =
        jdbc.sql("select l::text from register.reply_link l").query(String.class).list();
    assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(token));
  }

  @Test
  @DisplayName("another recommendation's or case's field sent along is refused")
  void anotherRecommendation() {
    HttpResponse<String> sent =
        post(path, accepted() + "&recommendationId=other&owner=rosa.service&caseNumber=EI-1");
    assertThat(sent.statusCode()).isEqualTo(400);
    assertThat(story.waiting()).contains("answerRecommendation");
  }

  @Test
  @DisplayName("an answer sent again changes nothing")
  void replayed() {
    assertThat(post(path, accepted()).statusCode()).isEqualTo(303);
    HttpResponse<String> again =
        post(path, "asked=decision&asked=replyReason&decision=refused&replyReason=No");
    assertThat(again.body()).contains("Thank you for your answer");
    assertThat(register("answer")).isEqualTo("accepted");
    assertThat(acts().stream().filter(act -> act.contains("completion accepted"))).hasSize(1);
  }

  @Test
  @DisplayName("two answers at the same moment count as one")
  void twice() {
    var first = browser.sendAsync(form(path, accepted()).build(), BodyHandlers.ofString());
    var second = browser.sendAsync(form(path, accepted()).build(), BodyHandlers.ofString());
    assertThat(List.of(first.join().statusCode(), second.join().statusCode()))
        .allMatch(status -> List.of(200, 303, 409, 400, 404).contains(status));
    assertThat(acts().stream().filter(act -> act.contains("completion accepted"))).hasSize(1);
  }

  @Test
  @DisplayName(
      "an expired link shows nothing and mails a new one to the known address, once an hour")
  void expired() {
    later(Duration.ofDays(31));
    assertThat(get(path).statusCode()).isEqualTo(410);
    assertThat(get(path).body()).contains("Send me a new link").doesNotContain("should be done");
    assertThat(post(path, accepted()).statusCode()).isEqualTo(410);
    long before = mailsTo(OUTSIDE);

    HttpResponse<String> answer = post(path + "/new", "to=evil@example.org");
    post(path + "/new", "");

    assertThat(answer.body()).contains("Look into your mailbox");
    assertThat(mailsTo(OUTSIDE)).isEqualTo(before + 1);
    assertThat(get(pathTo("answerRecommendation")).statusCode()).isEqualTo(200);
    assertThat(post("/reply/" + "B".repeat(43) + "/new", "").body())
        .contains("Look into your mailbox");
  }

  @Test
  @DisplayName("a link ends when the recommendation is given to somebody else")
  void withdrawn() {
    engine.getTaskService().setAssignee(story.task("answerRecommendation").getId(), Scenario.OWNER);

    assertThat(get(path).statusCode()).isEqualTo(404);
    assertThat(post(path, accepted()).statusCode()).isEqualTo(404);
    assertThat(story.waiting()).contains("answerRecommendation");
  }

  @Test
  @DisplayName("a body far too long, of unknown length or of another kind is refused")
  void bodies() {
    assertThat(post(path, accepted() + "x".repeat(ReplyGuard.LONGEST_FORM)).statusCode())
        .isEqualTo(413);
    assertThat(
            send(request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(
                        BodyPublishers.ofInputStream(
                            () ->
                                new java.io.ByteArrayInputStream(
                                    accepted().getBytes(java.nio.charset.StandardCharsets.UTF_8)))))
                .statusCode())
        .isEqualTo(413);
    assertThat(
            send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"decision\":\"accepted\"}")))
                .statusCode())
        .isGreaterThanOrEqualTo(400);
    assertThat(story.waiting()).contains("answerRecommendation");
  }

  @Test
  @DisplayName("script in an answer stays text, on the page and for the IRO")
  void script() {
    String typed = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";
    HttpResponse<String> page =
        post(
            path,
            "asked=decision&asked=replyAction&asked=actionBy&decision=accepted&actionBy=&replyAction="
                + java.net.URLEncoder.encode(typed, java.nio.charset.StandardCharsets.UTF_8));
    assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script", "<img src=x");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
  }

  @Test
  @DisplayName("a page of another site may not send the form; the browser tells nobody the address")
  void otherSites() {
    assertThat(send(form(path, accepted()).header("Origin", "https://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(send(form(path, accepted()).header("Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(403);
    HttpResponse<String> page = get(path);
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(page.headers().firstValue("X-Robots-Tag").orElse("")).contains("noindex");
    assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(story.waiting()).contains("answerRecommendation");
  }

  @Test
  @DisplayName("whoever tries many links is stopped")
  void rate() {
    int refused = 0;
    for (int i = 0; i < ReplyGuard.A_MINUTE_FROM_ONE_ADDRESS + 20; i++) {
      refused += get("/reply/" + "C".repeat(43)).statusCode() == 429 ? 1 : 0;
    }
    assertThat(refused).isBetween(15, 20);
    assertThat(get(path).headers().firstValue("Retry-After")).contains("60");
  }

  @Test
  @DisplayName("the link opens neither the lists, nor Tasklist, nor any other address")
  void nothingElse() {
    assertThat(get(path + "/../../api/cases").statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(get(path + "/anything").statusCode()).isEqualTo(404);
    assertThat(get("/pages/promises").statusCode()).isEqualTo(401);
    assertThat(get("/pages/page.css").statusCode()).isEqualTo(200);
    assertThat(get("/pages/page.css/../promises").statusCode()).isNotEqualTo(200);
  }

  @Test
  @DisplayName("no log line carries the secret, whatever happens")
  void logs() {
    try (CapturedLog log = new CapturedLog()) {
      get(path);
      post(path, "asked=decision&decision=nonsense");
      post(path, accepted());
      post(path, accepted());
      get(path + "/anything");
      send(request(path).method("PUT", BodyPublishers.ofString("x")));
      assertThat(log.linesWith(path.substring("/reply/".length()))).isEmpty();
    }
  }

  @Test
  @DisplayName("mails come back: the IRO is told once")
  void bounced() {
    String taskId = story.task("answerRecommendation").getId();
    events.publishEvent(new MailUndeliverable(OUTSIDE, story.caseNumber(), taskId));
    events.publishEvent(new MailUndeliverable(OUTSIDE, story.caseNumber(), taskId));

    assertThat(
            jdbc.sql(
                    """
                    select recipient_id from outbox.message
                    where case_number = ? and notice = 'OWNER_NOT_REACHED'
                    """)
                .param(story.caseNumber())
                .query(String.class)
                .list())
        .containsExactly(Scenario.IRO);

    assertThat(ownerChange.name(Scenario.IRO, recommendation(), Scenario.OWNER, "notReached"))
        .isTrue();
    assertThat(get(path).statusCode()).isEqualTo(404);
    assertThat(story.task("answerRecommendation").getAssignee()).isEqualTo(Scenario.OWNER);
  }

  private void considers(String decision) {
    story.complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered(decision));
  }

  private String accepted() {
    return "asked=decision&asked=replyAction&asked=actionBy&decision=accepted&actionBy="
        + today.plusDays(10)
        + "&replyAction=Flashlights+on+the+stairs";
  }

  private String pathTo(String step) {
    Task task = story.task(step);
    return links.pathFor(OUTSIDE, task.getId()).orElseThrow();
  }

  private String recommendation() {
    return jdbc.sql("select recommendation_id from register.recommendation where case_number = ?")
        .param(story.caseNumber())
        .query(String.class)
        .single();
  }

  private @Nullable String register(String column) {
    return (String)
        jdbc.sql("select " + column + " from register.recommendation where case_number = ?")
            .param(story.caseNumber())
            .query()
            .singleRow()
            .get(column);
  }

  private List<String> acts() {
    return register.acts(story.caseNumber()).stream()
        .map(act -> act.person() + " " + act.act() + " " + act.decision())
        .toList();
  }

  private long mailsTo(String person) {
    return jdbc.sql(
            "select count(*) from outbox.message where recipient_id = ? and case_number = ?")
        .param(person)
        .param(story.caseNumber())
        .query(Long.class)
        .single();
  }

  private static void later(Duration duration) {
    ClockUtil.setCurrentTime(Date.from(ClockUtil.getCurrentTime().toInstant().plus(duration)));
  }

  private HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  private HttpResponse<String> post(String path, String body) {
    return send(form(path, body));
  }

  private HttpRequest.Builder form(String path, String body) {
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + port + path.replace("'", "%27")));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return browser.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
