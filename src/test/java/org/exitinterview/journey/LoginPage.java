package org.exitinterview.journey;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.exitinterview.ApplicationTest;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** The login of Camunda's web applications, as a person uses it. */
final class LoginPage {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SECOND_TRY = Duration.ofSeconds(8);
  private static final By LOGGED_IN = By.cssSelector(".account .logout");

  private LoginPage() {}

  /** Again, as a person would, while the page was not yet listening to what was typed. */
  static void fillIn(WebDriver browser, String userId) {
    Awaitility.await("the login of " + userId)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .until(
            () -> {
              browser.findElement(By.cssSelector("input[type=text]")).clear();
              browser.findElement(By.cssSelector("input[type=text]")).sendKeys(userId);
              WebElement password = browser.findElement(By.cssSelector("input[type=password]"));
              password.clear();
              password.sendKeys(ApplicationTest.PASSWORD, Keys.ENTER);
              Awaitility.await().atMost(SECOND_TRY).until(() -> isLoggedIn(browser));
              return true;
            });
  }

  private static boolean isLoggedIn(WebDriver browser) {
    return !browser.findElements(LOGGED_IN).isEmpty();
  }
}
