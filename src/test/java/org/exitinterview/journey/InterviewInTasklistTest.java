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
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An interviewer writes the interview down in the real Tasklist, in a real browser. The pictures it
 * takes lie under {@code target/screenshots}.
 */
@ApplicationTest
@EnabledIf("org.exitinterview.journey.Chromium#isExpected")
class InterviewInTasklistTest {

  @LocalServerPort private int port;
  @Autowired private ProcessEngine engine;
  @Autowired private RecordVault vault;
  @Autowired private JdbcClient jdbc;

  @TempDir private Path profile;

  private final String words =
      "canary" + UUID.randomUUID().toString().replace("-", "") + " the food was good";
  private Scenario story;
  private Chromium browser;

  @BeforeEach
  void openBrowser() {
    story = new Scenario(engine);
    story.toAppointment();
    browser = Chromium.start(profile, port);
  }

  @AfterEach
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  @DisplayName("what the young person said reaches the record and nothing else")
  void interviewIsWrittenDown() {
    Task task = story.task("holdInterview");
    browser.logIn(Scenario.INTERVIEWER);
    browser.openTask(task.getId());
    waitFor(By.cssSelector("textarea[id$='-Field_dailyLifeWords']"));

    choose("For 5 to 10");
    waitFor(By.xpath("//*[contains(text(), 'Was the food good?')]"));
    choose("For 11 and older");
    waitFor(By.xpath("//*[contains(text(), 'Liked the food and had enough')]"));
    assertThat(browser.all(By.xpath("//*[contains(text(), 'Was the food good?')]")))
        .as("the questions for younger children make room")
        .isEmpty();

    browser.type(By.cssSelector("textarea[id$='-Field_dailyLifeWords']"), words);
    browser.type(By.cssSelector("textarea[id$='-Field_observationsWords']"), "Seemed at ease.");
    WebElement day =
        browser
            .driver()
            .findElement(
                By.xpath(
                    "//label[contains(., 'Day of the talk')]"
                        + "/ancestor::*[contains(@class, 'fjs-form-field-datetime')]//input"));
    browser.scrollTo(day);
    day.click();
    waitFor(By.cssSelector(".flatpickr-calendar.open .flatpickr-day.today")).click();
    select("How did the young person take part", "Spoke for themselves");
    browser.picture("interview-filled-in");

    choose("No, or not today");
    choose("We talked about all they wanted");
    finish();
    waitFor(By.xpath("//*[contains(text(), 'did not want to talk')]"));
    browser.picture("interview-refused");
    assertThat(
            browser
                .driver()
                .findElement(By.cssSelector("textarea[id$='-Field_dailyLifeWords']"))
                .getDomProperty("value"))
        .as("the form keeps what was written")
        .isEqualTo(words);
    assertThat(story.waiting()).containsExactly("holdInterview");

    // The radio "Yes" of "Do they still want to talk?" is the first of its group.
    click(browser.driver().findElement(By.cssSelector("input[id$='-Field_stillAgrees-0']")));
    finish();
    Awaitility.await("the next step")
        .atMost(Chromium.PATIENCE)
        .until(() -> story.waiting().contains("agreeRecord"));
    browser.picture("interview-finished");

    assertThat(
            story.as(
                Scenario.INTERVIEWER, () -> vault.read(story.caseNumber(), Section.DAILY_LIFE, "")))
        .containsEntry("dailyLifeWords", words);
    assertThat(new DatabaseScan(jdbc).columnsHolding(words)).as("the words in clear").isEmpty();
    Object stored =
        browser.driver().executeScript("return JSON.stringify(localStorage) + document.cookie");
    assertThat(stored.toString()).as("left behind in the browser").doesNotContain(words);
  }

  /** Picks the radio button whose label begins with the text. */
  private void choose(String label) {
    click(waitFor(By.xpath("//label[starts-with(normalize-space(.), '" + label + "')]//input")));
  }

  private void select(String field, String option) {
    WebElement box =
        browser
            .driver()
            .findElement(
                By.xpath(
                    "//label[contains(., '"
                        + field
                        + "')]/ancestor::*[contains(@class, 'fjs-form-field-select')]"
                        + "//*[contains(@class, 'fjs-input-group')]"));
    browser.scrollTo(box);
    box.click();
    click(
        waitFor(
            By.xpath(
                "//*[contains(@class, 'fjs-dropdownlist-item')][contains(., '" + option + "')]")));
  }

  private void finish() {
    click(waitFor(By.xpath("//button[contains(normalize-space(.), 'Finish this step')]")));
  }

  private void click(WebElement element) {
    browser.click(element);
    browser
        .driver()
        .executeScript(
            "arguments[0].dispatchEvent(new MouseEvent('mousedown', {bubbles: true}))", element);
  }

  private WebElement waitFor(By what) {
    return browser.waitFor(what);
  }
}
