package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
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
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From a step in Tasklist to more time for it: one click to the case, one to the form. */
@ApplicationTest
@EnabledIf("browserIsExpected")
class MoreTimeInTwoClicksTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PICTURES = Path.of("target/screenshots");

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;

  @TempDir private Path profile;

  private Scenario story;
  private ChromeDriver browser;

  static boolean browserIsExpected() {
    return System.getenv("CI") != null || Files.isExecutable(CHROMIUM);
  }

  @BeforeEach
  void openBrowser() {
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-12-21T10:00:00Z")));
    story =
        new Scenario(engine)
            .notice(Map.of())
            .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
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
    browser.quit();
    engine.getRuntimeService().deleteProcessInstance(story.processInstanceId(), null);
    ClockUtil.reset();
  }

  @Test
  @DisplayName("the heading of the step leads to the page of the case, and that to more time")
  void twoClicks() throws IOException {
    String tasklist = "http://localhost:" + port + "/camunda/app/tasklist/default/";
    browser.get(tasklist);
    waitFor(By.cssSelector("input[type=password]"));
    LoginPage.fillIn(browser, Scenario.SOCIAL_WORKER);
    browser.get(tasklist + "#/?task=" + story.task("seekAgreement").getId());
    String step = browser.getWindowHandle();

    WebElement toTheCase = waitFor(By.cssSelector(".task-card .case-page"));
    picture("link-to-the-case");
    toTheCase.click();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> browser.getWindowHandles().size() == 2);
    browser.getWindowHandles().stream()
        .filter(window -> !window.equals(step))
        .forEach(window -> browser.switchTo().window(window));
    waitFor(By.tagName("summary")).click();

    WebElement until = waitFor(By.name("until"));
    assertThat(until.isDisplayed()).isTrue();
    ((JavascriptExecutor) browser).executeScript("arguments[0].value = '2027-01-04'", until);
    browser.findElement(By.cssSelector("option[value=notReached]")).click();
    picture("more-time");
    browser.findElement(By.xpath("//button[text()='Put the date off']")).click();
    waitFor(By.xpath("//*[contains(text(), 'Extension 1, until 4 Jan 2027')]"));
    picture("more-time-given");
    assertThat(browser.findElement(By.tagName("main")).getText())
        .contains("due 4 Jan 2027, first date 30 Dec 2026, extended once");
  }

  private WebElement waitFor(By what) {
    return Awaitility.await("the page to show " + what)
        .atMost(Duration.ofSeconds(30))
        .until(() -> browser.findElements(what), found -> !found.isEmpty())
        .get(0);
  }

  private void picture(String name) throws IOException {
    Files.createDirectories(PICTURES);
    Files.copy(
        browser.getScreenshotAs(OutputType.FILE).toPath(),
        PICTURES.resolve(name + ".png"),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
