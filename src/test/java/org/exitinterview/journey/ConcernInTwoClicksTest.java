package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * While the young person talks, an interviewer raises a concern with two clicks, and what is
 * written down already stays where it is.
 */
@ApplicationTest
@EnabledIf("org.exitinterview.journey.Chromium#isExpected")
class ConcernInTwoClicksTest {

  private static final By ANSWER = By.cssSelector("textarea[id$='-Field_dailyLifeWords']");

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private JdbcClient jdbc;

  @TempDir private Path profile;

  private final String words = "canary" + UUID.randomUUID().toString().replace("-", "");
  private Scenario story;
  private Chromium chromium;
  private ChromeDriver browser;
  private int clicks;

  @BeforeEach
  void openBrowser() {
    story = new Scenario(engine);
    story.toAppointment();
    chromium = Chromium.start(profile, port);
    browser = chromium.driver();
  }

  @AfterEach
  void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  @DisplayName("one click opens the page, one sends it, and the form keeps its text")
  void twoClicks() {
    Task task = story.task("holdInterview");
    chromium.logIn(Scenario.INTERVIEWER);
    chromium.openTask(task.getId());
    chromium.type(ANSWER, "The food was good.");
    String form = browser.getWindowHandle();

    click(By.linkText("Raise a concern now"));
    toOtherWindow(form);
    chromium.picture("concern-page-opened");
    assertThat(browser.getPageSource()).contains("Case number");
    assertThat(chromium.waitFor(By.id("case")).getDomProperty("value"))
        .isEqualTo(story.caseNumber());
    // The words have the cursor already: no click.
    browser.switchTo().activeElement().sendKeys(words);
    chromium.picture("concern-page");
    click(By.xpath("//button[contains(., 'Tell the safeguarding lead now')]"));
    chromium.waitFor(By.xpath("//*[contains(., 'safeguarding lead is being told now')]"));
    chromium.picture("concern-raised");
    assertThat(clicks).isEqualTo(2);

    browser.close();
    browser.switchTo().window(form);
    assertThat(chromium.typed(ANSWER)).isEqualTo("The food was good.");

    // The same from the link that stands on every page of Tasklist.
    clicks = 0;
    click(By.cssSelector(".raise-a-concern[href*='" + story.caseNumber() + "']"));
    toOtherWindow(form);
    assertThat(chromium.waitFor(By.id("case")).getDomProperty("value"))
        .isEqualTo(story.caseNumber());
    click(By.xpath("//button[contains(., 'Tell, and a child is in danger now')]"));
    chromium.waitFor(By.xpath("//*[contains(., 'safeguarding lead is being told now')]"));
    assertThat(clicks).isEqualTo(2);
    browser.close();
    browser.switchTo().window(form);
    assertThat(chromium.typed(ANSWER)).isEqualTo("The food was good.");
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
        .atMost(Chromium.PATIENCE)
        .until(() -> browser.getWindowHandles().size() == 2);
    browser.getWindowHandles().stream()
        .filter(window -> !window.equals(form))
        .forEach(window -> browser.switchTo().window(window));
    Awaitility.await()
        .atMost(Chromium.PATIENCE)
        .until(() -> browser.getCurrentUrl(), address -> address.contains("/pages/concern"));
  }

  private void click(By what) {
    WebElement element = chromium.waitFor(what);
    chromium.scrollTo(element);
    element.click();
    clicks++;
  }
}
