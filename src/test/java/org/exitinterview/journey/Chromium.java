package org.exitinterview.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.exitinterview.ApplicationTest;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser with a profile of its own, and what people do in it. The pictures it takes lie
 * under {@code target/screenshots}.
 */
final class Chromium implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final ChromeDriver driver;
  private final int port;

  private Chromium(ChromeDriver driver, int port) {
    this.driver = driver;
    this.port = port;
  }

  /** On a developer's machine only where there is a browser; never left out where CI runs. */
  static boolean isExpected() {
    return System.getenv("CI") != null || Files.isExecutable(PROGRAM);
  }

  /**
   * Starts one.
   *
   * @param profile an empty folder
   * @param port of the application
   */
  static Chromium start(Path profile, int port) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(PROGRAM.toFile());
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
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Chromium(new ChromeDriver(service, options), port);
  }

  /** For what only Selenium has a word for. */
  ChromeDriver driver() {
    return driver;
  }

  @Override
  public void close() {
    driver.quit();
  }

  String address(String path) {
    return "http://localhost:%d%s".formatted(port, path);
  }

  /** Where one of the web applications is. */
  String application(String name) {
    return address("/camunda/app/%s/default/".formatted(name));
  }

  /** Opens Tasklist and logs in. */
  void logIn(String userId) {
    driver.get("about:blank");
    driver.get(application("tasklist"));
    LoginPage.fillIn(driver, userId);
  }

  /** Sends the person's name and password with each request, for pages of ours. */
  void loggedInAs(String userId) {
    String login =
        Base64.getEncoder()
            .encodeToString(
                (userId + ":" + ApplicationTest.PASSWORD).getBytes(StandardCharsets.UTF_8));
    headers(Map.of("Authorization", "Basic " + login));
  }

  /** Sends no password any more. */
  void loggedOut() {
    headers(Map.of());
  }

  private void headers(Map<String, Object> headers) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", headers));
  }

  /** Opens the form of a task in Tasklist. */
  void openTask(String taskId) {
    driver.get(application("tasklist") + "#/?task=" + taskId);
    waitFor(By.cssSelector(".task-card .fjs-container"));
  }

  WebElement waitFor(By what) {
    return Awaitility.await("the page to show " + what)
        .atMost(PATIENCE)
        .pollInterval(LOOK_AGAIN)
        .until(() -> driver.findElements(what), found -> !found.isEmpty())
        .get(0);
  }

  List<WebElement> all(By what) {
    return driver.findElements(what);
  }

  void scrollTo(WebElement element) {
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
  }

  /** A vanishing error text moves the page under a real click; this one stays on its element. */
  void click(WebElement element) {
    scrollTo(element);
    driver.executeScript("arguments[0].click()", element);
  }

  void type(By field, String text) {
    WebElement element = waitFor(field);
    scrollTo(element);
    element.sendKeys(text);
  }

  String typed(By field) {
    return String.valueOf(waitFor(field).getDomProperty("value"));
  }

  void picture(String name) {
    try {
      Files.createDirectories(PICTURES);
      Files.copy(
          driver.getScreenshotAs(OutputType.FILE).toPath(),
          PICTURES.resolve(name + ".png"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
