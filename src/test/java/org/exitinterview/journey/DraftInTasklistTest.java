package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What somebody types in the real Tasklist survives the end of the login and the computer, and
 * nothing of it is left in a browser. The pictures lie under {@code target/screenshots}.
 */
@ApplicationTest
@EnabledIf("org.exitinterview.journey.Chromium#isExpected")
class DraftInTasklistTest {

  private static final By WORDS = By.cssSelector("textarea[id$='-Field_dailyLifeWords']");
  private static final By STATE = By.className("draft-state");

  /** Everything that a page can leave behind, but for cookies that no script sees. */
  private static final String LEFT_BEHIND =
      """
      const done = arguments[0];
      (async () => {
        const kept = [document.cookie, JSON.stringify({...localStorage}),
          JSON.stringify({...sessionStorage}), JSON.stringify(await indexedDB.databases())];
        for (const name of await caches.keys()) {
          kept.push(name);
        }
        return kept.join('\\n');
      })().then(done, problem => done(String(problem)));
      """;

  /** The seconds after which drafts are saved and tried again, divided by ten. */
  private static final String IMPATIENT =
      """
      const patient = window.setTimeout;
      window.setTimeout = (work, after, ...rest) =>
        patient(work, after > 1000 && after < 10000 ? after / 10 : after, ...rest);
      """;

  @TempDir private static Path profiles;
  private static Chromium office;
  private static Chromium home;

  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient jdbc;

  private final String words = "canary" + UUID.randomUUID().toString().replace("-", "");
  private Scenario story;
  private String taskId;

  @BeforeAll
  static void openBrowsers(@LocalServerPort int port) {
    office = browser("office", port);
    home = browser("home", port);
  }

  @AfterAll
  static void closeBrowsers() {
    for (Chromium browser : List.of(office, home)) {
      browser.close();
    }
  }

  @BeforeEach
  void interviewIsHeld() {
    story = new Scenario(engine);
    story.toAppointment();
    taskId = story.task("holdInterview").getId();
    for (Chromium browser : List.of(office, home)) {
      browser.driver().get("about:blank");
      browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }
  }

  @Test
  void isBackAfterTheLoginHasEndedAndOnAnotherComputer() {
    office.logIn(Scenario.INTERVIEWER);
    open(office);
    type(office, words);
    waitForState(office, "Draft saved");
    office.picture("draft-saved");
    assertThat(leftBehind(office)).doesNotContain(words);

    office.driver().manage().deleteCookieNamed("JSESSIONID");
    type(office, " and more");
    office.waitFor(By.cssSelector("input[type=password]"));
    assertThat(office.driver().findElement(By.tagName("body")).getText()).doesNotContain(words);
    assertThat(leftBehind(office)).as("after the login has ended").doesNotContain(words);

    // What was typed when the login had ended already is kept in the page for the same person.
    LoginPage.fillIn(office.driver(), Scenario.INTERVIEWER);
    Awaitility.await("the text with what came after the end of the login")
        .atMost(Chromium.PATIENCE)
        .ignoreExceptions()
        .until(() -> typed(office).equals(words + " and more"));
    waitForState(office, "Draft saved");

    home.logIn(Scenario.INTERVIEWER);
    open(home);
    assertThat(typed(home)).as("on another computer").isEqualTo(words + " and more");
    assertThat(leftBehind(home)).doesNotContain(words);
    assertThat(new DatabaseScan(jdbc).columnsHolding(words)).as("in clear").isEmpty();

    story.complete(Scenario.INTERVIEWER, "holdInterview", Answers.interview("held", story.today()));
    assertThat(
            jdbc.sql("select count(*) from record.draft where task_id = ?")
                .param(taskId)
                .query(Long.class)
                .single())
        .as("drafts of a finished step")
        .isZero();
  }

  @Test
  void nothingIsShownAfterLoggingOutAndNothingToTheNextPerson() {
    office.logIn(Scenario.INTERVIEWER);
    open(office);
    type(office, words);
    // At once, without waiting for the next save.
    office.click(office.waitFor(By.cssSelector(".account > a, .account .dropdown-toggle")));
    office.click(office.waitFor(By.cssSelector(".account .logout a")));
    office.waitFor(By.cssSelector("input[type=password]"));
    assertThat(leftBehind(office)).doesNotContain(words);

    office.driver().navigate().back();
    office.waitFor(By.cssSelector("input[type=password]"));
    assertThat(office.driver().getPageSource()).doesNotContain(words);

    LoginPage.fillIn(office.driver(), Scenario.SERVICE_MANAGER);
    office.waitFor(By.xpath("//*[contains(text(), 'My tasks')]"));
    office.driver().get(office.application("tasklist") + "#/?task=" + taskId);
    office.driver().navigate().refresh();
    office.waitFor(By.xpath("//*[contains(text(), 'My tasks')]"));
    assertThat(office.driver().findElements(WORDS)).isEmpty();
    assertThat(office.driver().getPageSource()).doesNotContain(words);

    home.logIn(Scenario.INTERVIEWER);
    open(home);
    assertThat(typed(home)).as("saved while logging out").isEqualTo(words);
  }

  @Test
  void offlineTheTextStaysAndIsSavedLater() {
    office.logIn(Scenario.INTERVIEWER);
    open(office);
    network(false);
    try {
      type(office, words);
      waitForState(office, "Not saved");
      office.picture("draft-offline");
      assertThat(typed(office)).isEqualTo(words);
      assertThat(leftBehind(office)).doesNotContain(words);
    } finally {
      network(true);
    }
    waitForState(office, "Draft saved");

    type(office, " saved by hand");
    office.click(office.waitFor(By.xpath("//button[normalize-space(.)='Save']")));
    waitForState(office, "Draft saved");
    assertThat(office.driver().findElements(By.className("fjs-form-field-error")))
        .as("saving is not finishing")
        .isEmpty();
    assertThat(leftBehind(office)).doesNotContain(words);
  }

  @Test
  void aPageThatNobodyUsesWarnsAndLogsOut() {
    office.logIn(Scenario.INTERVIEWER);
    open(office);
    // The page asks how long a login lasts before it counts.
    Awaitility.await("the page to ask")
        .atMost(Chromium.PATIENCE)
        .until(
            () ->
                office
                    .driver()
                    .executeScript(
                        """
                        return performance.getEntriesByType('resource')
                          .some(entry => entry.name.endsWith('/api/session'))
                        """)
                    .equals(true));
    passes(27);
    office.waitFor(By.className("session-ends"));
    office.picture("session-ends");
    office.click(office.driver().findElement(By.cssSelector(".session-ends button")));
    office.driver().executeScript("document.dispatchEvent(new PointerEvent('pointerdown'))");
    assertThat(office.driver().findElements(By.className("session-ends"))).isEmpty();

    passes(27 + 31);
    office.waitFor(By.cssSelector("input[type=password]"));
    assertThat(office.driver().manage().getCookieNamed("JSESSIONID"))
        .satisfies(
            cookie ->
                assertThat(
                        office
                            .driver()
                            .executeAsyncScript(
                                "fetch('/api/session').then(a => arguments[0](a.status))"))
                    .isEqualTo(401L));
  }

  @Test
  void theWebApplicationsRunUnderTheirStrictPolicy() {
    office.driver().manage().logs().get(LogType.BROWSER);
    office.logIn("admin");
    // One login is for all of them.
    for (String application : List.of("cockpit", "admin", "welcome")) {
      office.driver().get(office.application(application));
      office.waitFor(By.cssSelector(".account .logout"));
      if (application.equals("cockpit")) {
        office.driver().get(office.application(application) + "#/processes");
        office.click(office.waitFor(By.xpath("//a[normalize-space(.)='Exit interview']")));
        office.waitFor(By.cssSelector(".djs-container svg"));
      }
      if (application.equals("admin")) {
        office.driver().get(office.application(application) + "#/users");
        office.waitFor(By.xpath("//a[contains(., 'ian.interviewer')]"));
      }
    }
    assertThat(office.driver().manage().logs().get(LogType.BROWSER).getAll())
        .extracting(LogEntry::getMessage)
        .noneMatch(
            message ->
                message.contains("Content Security Policy")
                    || message.contains("Uncaught")
                    || message.contains("EvalError")
                    || message.contains("TypeError"));
  }

  /** One whose pages wait for a tenth of what they wait for people. */
  private static Chromium browser(String name, int port) {
    Chromium browser = Chromium.start(profiles.resolve(name), port);
    browser
        .driver()
        .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", IMPATIENT));
    return browser;
  }

  private void open(Chromium browser) {
    browser.openTask(taskId);
    // The radio button of the questions for those who are 11 and older.
    browser.click(
        browser.waitFor(
            By.xpath("//label[starts-with(normalize-space(.), 'For 11 and older')]//input")));
    browser.waitFor(WORDS);
  }

  private static void type(Chromium browser, String text) {
    browser.type(WORDS, text);
  }

  private static String typed(Chromium browser) {
    return browser.typed(WORDS);
  }

  private static void waitForState(Chromium browser, String beginning) {
    Awaitility.await("the page to say " + beginning)
        .atMost(Chromium.PATIENCE)
        .ignoreExceptions()
        .until(() -> browser.driver().findElement(STATE).getText().startsWith(beginning));
  }

  private static String leftBehind(Chromium browser) {
    return String.valueOf(browser.driver().executeAsyncScript(LEFT_BEHIND));
  }

  private static void network(boolean on) {
    office.driver().executeCdpCommand("Network.enable", Map.of());
    office
        .driver()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of("offline", !on, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Puts the page's clock forward, counted from the real time. */
  private static void passes(int minutes) {
    office
        .driver()
        .executeScript(
            """
        window.realNow ??= Date.now;
        Date.now = () => window.realNow() + arguments[0] * 60000;
        """,
            minutes);
  }
}
