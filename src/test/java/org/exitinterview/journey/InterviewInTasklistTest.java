package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An interviewer writes the interview down in the real Tasklist, in a real browser. The pictures it
 * takes lie under {@code target/screenshots}.
 */
@ApplicationTest
@EnabledIf("browserIsExpected")
class InterviewInTasklistTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path PICTURES = Path.of("target/screenshots");

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private RecordVault vault;
  @Autowired private JdbcClient jdbc;

  @TempDir private Path profile;

  private final String words =
      "canary" + UUID.randomUUID().toString().replace("-", "") + " the food was good";
  private Scenario story;
  private ChromeDriver browser;

  /** On a developer's machine only where there is a browser; never left out where CI runs. */
  static boolean browserIsExpected() {
    return System.getenv("CI") != null || Files.isExecutable(CHROMIUM);
  }

  @BeforeEach
  void openBrowser() {
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
        "--user-data-dir=" + profile);
    ChromeDriverService driver =
        new ChromeDriverService.Builder().usingDriverExecutable(CHROMEDRIVER.toFile()).build();
    browser = new ChromeDriver(driver, options);
  }

  @AfterEach
  void closeBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  @DisplayName("what the young person said reaches the record and nothing else")
  void interviewIsWrittenDown() throws IOException {
    Task task = story.task("holdInterview");
    logIn(Scenario.INTERVIEWER);
    browser.get(tasklist() + "#/?task=" + task.getId());
    waitFor(By.cssSelector("textarea[id$='-Field_dailyLifeWords']"));

    choose("For 5 to 10");
    waitFor(By.xpath("//*[contains(text(), 'Was the food good?')]"));
    choose("For 11 and older");
    waitFor(By.xpath("//*[contains(text(), 'Liked the food and had enough')]"));
    assertThat(browser.findElements(By.xpath("//*[contains(text(), 'Was the food good?')]")))
        .as("the questions for younger children make room")
        .isEmpty();

    type("textarea[id$='-Field_dailyLifeWords']", words);
    type("textarea[id$='-Field_observationsWords']", "Seemed at ease.");
    WebElement day =
        browser.findElement(
            By.xpath(
                "//label[contains(., 'Day of the talk')]"
                    + "/ancestor::*[contains(@class, 'fjs-form-field-datetime')]//input"));
    scrollTo(day);
    day.click();
    waitFor(By.cssSelector(".flatpickr-calendar.open .flatpickr-day.today")).click();
    select("How did the young person take part", "Spoke for themselves");
    picture("interview-filled-in");

    choose("No, or not today");
    choose("We talked about all they wanted");
    finish();
    waitFor(By.xpath("//*[contains(text(), 'did not want to talk')]"));
    picture("interview-refused");
    assertThat(
            browser
                .findElement(By.cssSelector("textarea[id$='-Field_dailyLifeWords']"))
                .getDomProperty("value"))
        .as("the form keeps what was written")
        .isEqualTo(words);
    assertThat(story.waiting()).containsExactly("holdInterview");

    // The radio "Yes" of "Do they still want to talk?" is the first of its group.
    click(browser.findElement(By.cssSelector("input[id$='-Field_stillAgrees-0']")));
    finish();
    Awaitility.await("the next step")
        .atMost(PATIENCE)
        .until(() -> story.waiting().contains("agreeRecord"));
    picture("interview-finished");

    assertThat(
            story.as(
                Scenario.INTERVIEWER, () -> vault.read(story.caseNumber(), Section.DAILY_LIFE, "")))
        .containsEntry("dailyLifeWords", words);
    assertThat(new DatabaseScan(jdbc).columnsHolding(words)).as("the words in clear").isEmpty();
    Object stored =
        ((JavascriptExecutor) browser)
            .executeScript("return JSON.stringify(localStorage) + document.cookie");
    assertThat(stored.toString()).as("left behind in the browser").doesNotContain(words);
  }

  private String tasklist() {
    return "http://localhost:%d/camunda/app/tasklist/default/".formatted(port);
  }

  private void logIn(String userId) {
    browser.get(tasklist());
    LoginPage.fillIn(browser, userId);
    waitFor(By.xpath("//*[contains(text(), 'My tasks')]"));
  }

  private void type(String selector, String text) {
    WebElement field = browser.findElement(By.cssSelector(selector));
    scrollTo(field);
    field.sendKeys(text);
  }

  /** Picks the radio button whose label begins with the text. */
  private void choose(String label) {
    click(waitFor(By.xpath("//label[starts-with(normalize-space(.), '" + label + "')]//input")));
  }

  private void select(String field, String option) {
    WebElement box =
        browser.findElement(
            By.xpath(
                "//label[contains(., '"
                    + field
                    + "')]/ancestor::*[contains(@class, 'fjs-form-field-select')]"
                    + "//*[contains(@class, 'fjs-input-group')]"));
    scrollTo(box);
    box.click();
    click(
        waitFor(
            By.xpath(
                "//*[contains(@class, 'fjs-dropdownlist-item')][contains(., '" + option + "')]")));
  }

  private void finish() {
    click(waitFor(By.xpath("//button[contains(normalize-space(.), 'Finish this step')]")));
  }

  /** A vanishing error text moves the page under a real click; this one stays on its element. */
  private void click(WebElement element) {
    scrollTo(element);
    ((JavascriptExecutor) browser).executeScript("arguments[0].click()", element);
    ((JavascriptExecutor) browser)
        .executeScript(
            "arguments[0].dispatchEvent(new MouseEvent('mousedown', {bubbles: true}))", element);
  }

  private void scrollTo(WebElement element) {
    ((JavascriptExecutor) browser)
        .executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
  }

  private WebElement waitFor(By what) {
    return Awaitility.await("the page to show " + what)
        .atMost(PATIENCE)
        .until(() -> browser.findElements(what), found -> !found.isEmpty())
        .get(0);
  }

  private void picture(String name) throws IOException {
    Files.createDirectories(PICTURES);
    File taken = browser.getScreenshotAs(OutputType.FILE);
    Files.copy(
        taken.toPath(), PICTURES.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
  }
}
