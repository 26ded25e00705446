package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
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
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What somebody types in the real Tasklist survives the end of the login and the computer, and
 * nothing of it is left in a browser. The pictures lie under {@code target/screenshots}.
 */
@ApplicationTest
@EnabledIf("browserIsExpected")
class DraftInTasklistTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path PICTURES = Path.of("target/screenshots");
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

  @TempDir private static Path profiles;
  private static ChromeDriver office;
  private static ChromeDriver home;

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient jdbc;

  private final String words = "canary" + UUID.randomUUID().toString().replace("-", "");
  private Scenario story;
  private String taskId;

  /** On a developer's machine only where there is a browser; never left out where CI runs. */
  static boolean browserIsExpected() {
    return System.getenv("CI") != null || Files.isExecutable(CHROMIUM);
  }

  @BeforeAll
  static void openBrowsers() {
    office = browser("office");
    home = browser("home");
  }

  @AfterAll
  static void closeBrowsers() {
    for (ChromeDriver browser : List.of(office, home)) {
      browser.quit();
    }
  }

  @BeforeEach
  void interviewIsHeld() {
    story = new Scenario(engine);
    LocalDate today = story.today();
    story
        .notice(Map.of())
        .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"))
        .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(today))
        .complete(
            Scenario.SERVICE_MANAGER,
            "allocateInterviewer",
            Answers.allocated(Scenario.INTERVIEWER))
        .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(today));
    taskId = story.task("holdInterview").getId();
    for (ChromeDriver browser : List.of(office, home)) {
      browser.get(tasklist());
      browser.manage().deleteAllCookies();
    }
  }

  @Test
  void isBackAfterTheLoginHasEndedAndOnAnotherComputer() throws IOException {
    logIn(office, Scenario.INTERVIEWER, tasklist());
    open(office);
    type(office, words);
    waitForState(office, "Draft saved");
    picture(office, "draft-saved");
    assertThat(leftBehind(office)).doesNotContain(words);

    office.manage().deleteCookieNamed("JSESSIONID");
    type(office, " and more");
    waitFor(office, By.cssSelector("input[type=password]"));
    assertThat(office.findElement(By.tagName("body")).getText()).doesNotContain(words);
    assertThat(leftBehind(office)).as("after the login has ended").doesNotContain(words);

    // What was typed when the login had ended already is kept in the page for the same person.
    LoginPage.fillIn(office, Scenario.INTERVIEWER);
    Awaitility.await("the text with what came after the end of the login")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> typed(office).equals(words + " and more"));
    waitForState(office, "Draft saved");

    logIn(home, Scenario.INTERVIEWER, tasklist());
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
  void nothingIsShownAfterLoggingOutAndNothingToTheNextPerson() throws IOException {
    logIn(office, Scenario.INTERVIEWER, tasklist());
    open(office);
    type(office, words);
    // At once, without waiting for the next save.
    click(office, waitFor(office, By.cssSelector(".account > a, .account .dropdown-toggle")));
    click(office, waitFor(office, By.cssSelector(".account .logout a")));
    waitFor(office, By.cssSelector("input[type=password]"));
    assertThat(leftBehind(office)).doesNotContain(words);

    office.navigate().back();
    waitFor(office, By.cssSelector("input[type=password]"));
    assertThat(office.getPageSource()).doesNotContain(words);

    LoginPage.fillIn(office, Scenario.SERVICE_MANAGER);
    waitFor(office, By.xpath("//*[contains(text(), 'My tasks')]"));
    office.get(tasklist() + "#/?task=" + taskId);
    office.navigate().refresh();
    waitFor(office, By.xpath("//*[contains(text(), 'My tasks')]"));
    assertThat(office.findElements(WORDS)).isEmpty();
    assertThat(office.getPageSource()).doesNotContain(words);

    logIn(home, Scenario.INTERVIEWER, tasklist());
    open(home);
    assertThat(typed(home)).as("saved while logging out").isEqualTo(words);
  }

  @Test
  void offlineTheTextStaysAndIsSavedLater() throws IOException {
    logIn(office, Scenario.INTERVIEWER, tasklist());
    open(office);
    network(false);
    try {
      type(office, words);
      waitForState(office, "Not saved");
      picture(office, "draft-offline");
      assertThat(typed(office)).isEqualTo(words);
      assertThat(leftBehind(office)).doesNotContain(words);
    } finally {
      network(true);
    }
    waitForState(office, "Draft saved");

    type(office, " saved by hand");
    click(office, waitFor(office, By.xpath("//button[normalize-space(.)='Save']")));
    waitForState(office, "Draft saved");
    assertThat(office.findElements(By.className("fjs-form-field-error")))
        .as("saving is not finishing")
        .isEmpty();
    assertThat(leftBehind(office)).doesNotContain(words);
  }

  @Test
  void aPageThatNobodyUsesWarnsAndLogsOut() throws IOException {
    logIn(office, Scenario.INTERVIEWER, tasklist());
    open(office);
    // The page asks how long a login lasts before it counts.
    Awaitility.await("the page to ask")
        .atMost(PATIENCE)
        .until(
            () ->
                office
                    .executeScript(
                        """
                        return performance.getEntriesByType('resource')
                          .some(entry => entry.name.endsWith('/api/session'))
                        """)
                    .equals(true));
    passes(27);
    waitFor(office, By.className("session-ends"));
    picture(office, "session-ends");
    click(office, office.findElement(By.cssSelector(".session-ends button")));
    office.executeScript("document.dispatchEvent(new PointerEvent('pointerdown'))");
    assertThat(office.findElements(By.className("session-ends"))).isEmpty();

    passes(27 + 31);
    waitFor(office, By.cssSelector("input[type=password]"));
    assertThat(office.manage().getCookieNamed("JSESSIONID"))
        .satisfies(
            cookie ->
                assertThat(
                        office.executeAsyncScript(
                            "fetch('/api/session').then(a => arguments[0](a.status))"))
                    .isEqualTo(401L));
  }

  @Test
  void theWebApplicationsRunUnderTheirStrictPolicy() {
    office.manage().logs().get(LogType.BROWSER);
    for (String application : List.of("tasklist", "cockpit", "admin", "welcome")) {
      office.manage().deleteAllCookies();
      logIn(office, "admin", address(application));
      if (application.equals("cockpit")) {
        office.get(address(application) + "#/processes");
        click(office, waitFor(office, By.xpath("//a[normalize-space(.)='Exit interview']")));
        waitFor(office, By.cssSelector(".djs-container svg"));
      }
      if (application.equals("admin")) {
        office.get(address(application) + "#/users");
        waitFor(office, By.xpath("//a[contains(., 'ian.interviewer')]"));
      }
    }
    assertThat(office.manage().logs().get(LogType.BROWSER).getAll())
        .extracting(LogEntry::getMessage)
        .noneMatch(
            message ->
                message.contains("Content Security Policy")
                    || message.contains("Uncaught")
                    || message.contains("EvalError")
                    || message.contains("TypeError"));
  }

  private static ChromeDriver browser(String name) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--lang=en-GB",
        "--window-size=1280,1000",
        "--user-data-dir=" + profiles.resolve(name));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService driver =
        new ChromeDriverService.Builder().usingDriverExecutable(CHROMEDRIVER.toFile()).build();
    return new ChromeDriver(driver, options);
  }

  private String tasklist() {
    return address("tasklist");
  }

  private String address(String application) {
    return "http://localhost:%d/camunda/app/%s/default/".formatted(port, application);
  }

  private void logIn(ChromeDriver browser, String userId, String address) {
    browser.get("about:blank");
    browser.get(address);
    LoginPage.fillIn(browser, userId);
    waitFor(browser, By.cssSelector(".account .logout"));
  }

  private void open(ChromeDriver browser) {
    browser.get(tasklist() + "#/?task=" + taskId);
    waitFor(browser, By.cssSelector(".task-card .fjs-container"));
    // The radio button of the questions for those who are 11 and older.
    click(
        browser,
        waitFor(
            browser,
            By.xpath("//label[starts-with(normalize-space(.), 'For 11 and older')]//input")));
    waitFor(browser, WORDS);
  }

  private static void type(ChromeDriver browser, String text) {
    WebElement field = waitFor(browser, WORDS);
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", field);
    field.sendKeys(text);
  }

  private static String typed(ChromeDriver browser) {
    return String.valueOf(waitFor(browser, WORDS).getDomProperty("value"));
  }

  private static void waitForState(ChromeDriver browser, String beginning) {
    Awaitility.await("the page to say " + beginning)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> browser.findElement(STATE).getText().startsWith(beginning));
  }

  private static String leftBehind(ChromeDriver browser) {
    return String.valueOf(browser.executeAsyncScript(LEFT_BEHIND));
  }

  private static void network(boolean on) {
    office.executeCdpCommand("Network.enable", Map.of());
    office.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", !on, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Puts the page's clock forward, counted from the real time. */
  private static void passes(int minutes) {
    office.executeScript(
        """
        window.realNow ??= Date.now;
        Date.now = () => window.realNow() + arguments[0] * 60000;
        """,
        minutes);
  }

  private static void click(ChromeDriver browser, WebElement element) {
    browser.executeScript("arguments[0].click()", element);
  }

  private static WebElement waitFor(ChromeDriver browser, By what) {
    return Awaitility.await("the page to show " + what)
        .atMost(PATIENCE)
        .until(() -> browser.findElements(what), found -> !found.isEmpty())
        .get(0);
  }

  private static void picture(ChromeDriver browser, String name) throws IOException {
    Files.createDirectories(PICTURES);
    Files.copy(
        browser.getScreenshotAs(OutputType.FILE).toPath(),
        PICTURES.resolve(name + ".png"),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
