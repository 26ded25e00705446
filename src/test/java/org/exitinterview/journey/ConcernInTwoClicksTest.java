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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * While the young person talks, an interviewer raises a concern with two clicks, and what is
 * written down already stays where it is.
 */
@ApplicationTest
@EnabledIf("browserIsExpected")
class ConcernInTwoClicksTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final String ANSWER = "textarea[id$='-Field_dailyLifeWords']";

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient jdbc;

  @TempDir private Path profile;

  private final String words = "canary" + UUID.randomUUID().toString().replace("-", "");
  private Scenario story;
  private ChromeDriver browser;
  private int clicks;

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
        "--no-first-run",
        "--lang=en-GB",
        "--window-size=1280,1000",
        "--user-data-dir=" + profile);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(CHROMEDRIVER.toFile()).build(),
            options);
  }

  @AfterEach
  void closeBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  @DisplayName("one click opens the page, one sends it, and the form keeps its text")
  void twoClicks() throws IOException {
    Task task = story.task("holdInterview");
    browser.get(tasklist());
    waitFor(By.cssSelector("input[type=password]"));
    browser.findElement(By.cssSelector("input[type=text]")).sendKeys(Scenario.INTERVIEWER);
    browser
        .findElement(By.cssSelector("input[type=password]"))
        .sendKeys(ApplicationTest.PASSWORD, Keys.ENTER);
    waitFor(By.xpath("//*[contains(text(), 'My tasks')]"));
    browser.get(tasklist() + "#/?task=" + task.getId());
    WebElement answer = waitFor(By.cssSelector(ANSWER));
    scrollTo(answer);
    answer.sendKeys("The food was good.");
    String form = browser.getWindowHandle();

    click(By.linkText("Raise a concern now"));
    toOtherWindow(form);
    picture("concern-page-opened");
    assertThat(browser.getPageSource()).contains("Case number");
    assertThat(waitFor(By.id("case")).getDomProperty("value")).isEqualTo(story.caseNumber());
    // The words have the cursor already: no click.
    browser.switchTo().activeElement().sendKeys(words);
    picture("concern-page");
    click(By.xpath("//button[contains(., 'Tell the safeguarding lead now')]"));
    waitFor(By.xpath("//*[contains(., 'safeguarding lead is being told now')]"));
    picture("concern-raised");
    assertThat(clicks).isEqualTo(2);

    browser.close();
    browser.switchTo().window(form);
    assertThat(browser.findElement(By.cssSelector(ANSWER)).getDomProperty("value"))
        .isEqualTo("The food was good.");

    // The same from the link that stands on every page of Tasklist.
    clicks = 0;
    click(By.cssSelector(".raise-a-concern[href*='" + story.caseNumber() + "']"));
    toOtherWindow(form);
    assertThat(waitFor(By.id("case")).getDomProperty("value")).isEqualTo(story.caseNumber());
    click(By.xpath("//button[contains(., 'Tell, and a child is in danger now')]"));
    waitFor(By.xpath("//*[contains(., 'safeguarding lead is being told now')]"));
    assertThat(clicks).isEqualTo(2);
    browser.close();
    browser.switchTo().window(form);
    assertThat(browser.findElement(By.cssSelector(ANSWER)).getDomProperty("value"))
        .isEqualTo("The food was good.");
    assertThat(
            jdbc.sql("select count(*) from concern.concern where about_case = ?")
                .param(story.caseNumber())
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(new DatabaseScan(jdbc).columnsHolding(words)).isEmpty();
  }

  private void toOtherWindow(String form) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> browser.getWindowHandles().size() == 2);
    browser.getWindowHandles().stream()
        .filter(window -> !window.equals(form))
        .forEach(window -> browser.switchTo().window(window));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> browser.getCurrentUrl(), address -> address.contains("/pages/concern"));
  }

  private void click(By what) {
    WebElement element = waitFor(what);
    scrollTo(element);
    element.click();
    clicks++;
  }

  private String tasklist() {
    return "http://localhost:" + port + "/camunda/app/tasklist/default/";
  }

  private void scrollTo(WebElement element) {
    ((JavascriptExecutor) browser)
        .executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
  }

  private WebElement waitFor(By what) {
    return Awaitility.await("the page to show " + what)
        .atMost(Duration.ofSeconds(30))
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
