package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.ProcessEngine;
import org.exitinterview.ApplicationTest;
import org.exitinterview.notification.OutsideLinks;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every page of ours by the rules of WCAG 2.2 AA as far as axe-core can tell, on a screen 320 px
 * wide without scrolling sideways, and with the keyboard alone. What axe says of each page lies in
 * the message when one fails.
 */
@ApplicationTest
@EnabledIf("org.exitinterview.journey.Chromium#isExpected")
class EverybodyCanUseThePagesTest {

  private static final String OUTSIDE = "olive.outside";
  private static final int TABS_AT_MOST = 25;

  private static final String AXE =
      """
      const done = arguments[0];
      axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
          'best-practice']})
        .then(found => done(found.violations.map(rule => rule.id + ': ' + rule.help + ' at '
          + rule.nodes.map(node => node.target.join(' ')).join(', '))), problem => done([String(problem)]));
      """;

  private static final String WIDER_THAN_THE_SCREEN =
      """
      const screen = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= screen) {
        return [];
      }
      return [...document.querySelectorAll('main *')]
        .filter(it => it.getBoundingClientRect().right > screen + 1 && !it.closest('.scroll'))
        .map(it => it.outerHTML.slice(0, 100)).slice(0, 3)
        .concat('the page is ' + document.documentElement.scrollWidth + ' px wide');
      """;

  /** What the keyboard has to reach, numbered; a group of radio buttons is one stop. */
  private static final String STOPS =
      """
      const groups = new Set();
      return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter(it => it.type !== 'hidden' && !it.disabled && it.checkVisibility())
        .filter(it => it.type !== 'radio' || !groups.has(it.name) && groups.add(it.name))
        .map((it, number) => { it.dataset.stop = number; return it.outerHTML.slice(0, 80); });
      """;

  private static final String WHERE_THE_FOCUS_IS =
      """
      const it = document.activeElement;
      const seen = getComputedStyle(it);
      const radio = it.type === 'radio' && document.querySelector(`input[name="${it.name}"][data-stop]`);
      return [(radio || it).dataset.stop ?? '', seen.outlineStyle !== 'none' ? 'seen' : 'not seen'];
      """;

  @TempDir private static Path profile;
  private static Chromium browser;
  private static String axe;

  @Autowired private ProcessEngine engine;
  @Autowired private OutsideLinks links;

  private record Visit(String person, String address) {}

  @BeforeAll
  static void openBrowser(@LocalServerPort int port) throws IOException {
    browser = Chromium.start(profile, port);
    try (InputStream source =
        EverybodyCanUseThePagesTest.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @Test
  @DisplayName("labels, headings, contrast and language; narrow screens; the keyboard alone")
  void everyPage() {
    List<Visit> visits = visits();
    SoftAssertions pages = new SoftAssertions();
    for (Visit visit : visits) {
      if (visit.person().isEmpty()) {
        browser.loggedOut();
      } else {
        browser.loggedInAs(visit.person());
      }
      browser.driver().get(browser.address(visit.address()));
      String page = page(visit);
      pages.assertThat(problems(AXE, true)).as("%s by axe-core", page).isEmpty();
      pages.assertThat(byKeyboard()).as("%s by keyboard", page).isEmpty();
      browser
          .driver()
          .executeCdpCommand(
              "Emulation.setDeviceMetricsOverride",
              Map.of("width", 320, "height", 640, "deviceScaleFactor", 1, "mobile", false));
      pages
          .assertThat(problems(WIDER_THAN_THE_SCREEN, false))
          .as("%s on a screen of 320 px", page)
          .isEmpty();
      browser.picture("narrow" + page.replaceAll("[^a-z]+", "-"));
      browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
    pages.assertAll();
  }

  @Test
  @DisplayName("a field without a label, grey on white and a wide box are found")
  void canFail() {
    browser.loggedInAs(Scenario.UNIT_MANAGER);
    browser.driver().get(browser.address("/pages"));
    browser
        .driver()
        .executeScript(
            """
            document.querySelector('main').insertAdjacentHTML('beforeend', '<input><p></p>'
              + '<a href="/" tabindex="-1">Not by keyboard</a>');
            const grey = document.querySelector('main > p');
            grey.textContent = 'Nearly white';
            grey.style.color = '#ddd';
            grey.style.width = '3000px';
            """);
    assertThat(String.join("\n", problems(AXE, true))).contains("label: ", "color-contrast: ");
    assertThat(problems(WIDER_THAN_THE_SCREEN, false)).isNotEmpty();
    assertThat(byKeyboard()).isNotEmpty();
  }

  /** A case with everything that has a page. */
  private List<Visit> visits() {
    Scenario story = new Scenario(engine);
    story
        .notice(Map.of())
        .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"))
        .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(story.today()))
        .complete(
            Scenario.SERVICE_MANAGER,
            "allocateInterviewer",
            Answers.allocated(Scenario.INTERVIEWER))
        .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(story.today()))
        .complete(Scenario.INTERVIEWER, "holdInterview", Answers.interview("held", story.today()))
        .complete(Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(story.today()))
        .complete(Scenario.IRO, "decideCirculation", Answers.release())
        .complete(Scenario.IRO, "considerContent", Answers.considered("recommend"))
        .complete(
            Scenario.IRO,
            "writeRecommendation",
            Answers.with(
                Answers.recommendation("last", story.today().plusDays(14)), "owner", OUTSIDE))
        .complete(Scenario.IRO, "writeToYoungPerson", Answers.letter());
    String exitCase = "/pages/cases/" + story.caseNumber();
    String reply = links.pathFor(OUTSIDE, story.task("answerRecommendation").getId()).orElseThrow();
    return List.of(
        new Visit(Scenario.UNIT_MANAGER, "/pages"),
        new Visit(Scenario.UNIT_MANAGER, "/pages/cases"),
        new Visit(Scenario.UNIT_MANAGER, exitCase),
        new Visit(Scenario.IRO, exitCase),
        new Visit(Scenario.SERVICE_MANAGER, "/pages/absence"),
        new Visit(Scenario.SOCIAL_WORKER, "/pages/copies"),
        new Visit(Scenario.SOCIAL_WORKER, exitCase + "/copy"),
        new Visit(Scenario.IRO, exitCase + "/circulation"),
        new Visit(Scenario.IRO, exitCase + "/letter"),
        new Visit(Scenario.IRO, "/pages/promises"),
        new Visit(Scenario.INTERVIEWER, "/pages/concern?case=" + story.caseNumber()),
        new Visit(Scenario.SAFEGUARDING_LEAD, "/pages/duty"),
        new Visit(Scenario.SAFEGUARDING_LEAD, "/pages/read-log?case=" + story.caseNumber()),
        new Visit(Scenario.SAFEGUARDING_LEAD, "/pages/override"),
        new Visit(Scenario.SAFEGUARDING_LEAD, exitCase + "/override"),
        new Visit("dora.protection", "/pages/retention"),
        new Visit("dora.protection", "/pages/retention/" + story.caseNumber()),
        new Visit(Scenario.SERVICE_MANAGER, "/pages/leavers"),
        new Visit("maud.manager", "/pages/report"),
        new Visit("maud.manager", "/pages/report/live"),
        new Visit(Scenario.UNIT_MANAGER, "/pages/retention"),
        new Visit("", reply),
        new Visit("", "/reply/" + "B".repeat(43)));
  }

  private static String page(Visit visit) {
    return visit.address().replaceAll("EI-\\w+", "EI").replaceAll("(/reply/).*", "$1")
        + (visit.person().isEmpty() ? "" : " as " + visit.person());
  }

  private static List<String> problems(String script, boolean later) {
    if (later) {
      browser.driver().executeScript(axe);
    }
    Object found =
        later
            ? browser.driver().executeAsyncScript(script)
            : browser.driver().executeScript(script);
    List<String> problems = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(found)).forEach(each -> problems.add(String.valueOf(each)));
    return problems;
  }

  /** Goes through the page by the tabulator: every stop, in the order in which they are written. */
  private static List<String> byKeyboard() {
    List<String> stops = problems(STOPS, false);
    List<String> wrong = new ArrayList<>();
    // Before everything, even where a field has the focus at once.
    browser
        .driver()
        .executeScript(
            """
            const top = document.createElement('span');
            top.tabIndex = -1;
            document.body.prepend(top);
            top.focus();
            """);
    for (int stop = 0; stop < Math.min(stops.size(), TABS_AT_MOST); stop++) {
      new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
      List<String> focus = problems(WHERE_THE_FOCUS_IS, false);
      if (!focus.get(0).equals(String.valueOf(stop)) || !focus.get(1).equals("seen")) {
        wrong.add("stop %d is %s: %s".formatted(stop, focus, stops.get(stop)));
        break;
      }
      if (isDateField()) {
        // Day, month, year and the calendar are stops of their own, which no page can change.
        leaveDateField(stop);
      }
    }
    return wrong;
  }

  private static boolean isDateField() {
    return Boolean.TRUE.equals(
        browser
            .driver()
            .executeScript(
                "return ['date', 'time', 'datetime-local'].includes(document.activeElement.type)"));
  }

  private static void leaveDateField(int stop) {
    browser
        .driver()
        .executeScript(
            """
            const field = document.querySelector('[data-stop="' + arguments[0] + '"]');
            const place = document.createElement('span');
            place.tabIndex = -1;
            field.after(place);
            place.focus();
            """,
            stop);
  }
}
