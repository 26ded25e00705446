package org.exitinterview.chasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Pausing a case and more time for a step, on the page of the case, by forms without a script. */
@ApplicationTest
class CasePageTest {

  /** The browser is sent back to the page, and so is the test. */
  private static final int SHOWN_AGAIN = 200;

  private static final String WORDS = "The visit was put off by the foster carer.";

  @Autowired private ProcessEngine engine;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient jdbc;

  private Scenario story;

  @BeforeEach
  void offeredOnTheMondayBeforeChristmas() {
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-12-21T10:00:00Z")));
    story =
        new Scenario(engine)
            .notice(Map.of())
            .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
  }

  @AfterEach
  void leaveNothing() {
    engine.getRuntimeService().deleteProcessInstance(story.processInstanceId(), null);
    ClockUtil.reset();
  }

  @Test
  @DisplayName("two extensions are the person's own, the third is the manager's to give or refuse")
  void moreTime() {
    assertThat(moreTime(Scenario.SOCIAL_WORKER, "2027-01-04", "notReached", ""))
        .isEqualTo(SHOWN_AGAIN);
    assertThat(dueDay()).isEqualTo("2027-01-04");
    assertThat(get(Scenario.SOCIAL_WORKER).getBody())
        .contains("due <strong>4 Jan 2027</strong>", "first date <span>30 Dec 2026</span>");
    assertThat(moreTime(Scenario.SOCIAL_WORKER, "2027-01-05", "other", WORDS))
        .isEqualTo(SHOWN_AGAIN);
    assertThat(get(Scenario.SOCIAL_WORKER).getBody()).contains("Ask the manager for more time");

    assertThat(moreTime(Scenario.SOCIAL_WORKER, "2027-01-06", "absence", ""))
        .isEqualTo(SHOWN_AGAIN);
    assertThat(dueDay()).as("until the manager has decided").isEqualTo("2027-01-05");
    String asked = get(Scenario.SERVICE_MANAGER).getBody();
    assertThat(asked).contains("asks for extension <span>3</span>", "6 Jan 2027", "Refuse it");
    assertThat(asked).as("words lie in the record only").doesNotContain(WORDS);
    assertThat(told("residential-service-manager", "EXTENSION_ASKED")).isEqualTo(1);

    assertThat(post(Scenario.SOCIAL_WORKER, steps("/refuse"), Map.of()).getStatusCode().value())
        .as("not the social worker's to decide")
        .isEqualTo(400);
    assertThat(post(Scenario.SERVICE_MANAGER, steps("/refuse"), Map.of()).getStatusCode().value())
        .isEqualTo(SHOWN_AGAIN);
    assertThat(dueDay()).isEqualTo("2027-01-05");
    assertThat(told(Scenario.SOCIAL_WORKER, "EXTENSION_DECIDED")).isEqualTo(1);

    assertThat(moreTime(Scenario.SOCIAL_WORKER, "2027-01-07", "absence", ""))
        .isEqualTo(SHOWN_AGAIN);
    assertThat(moreTime(Scenario.SERVICE_MANAGER, "2027-01-07", "absence", ""))
        .isEqualTo(SHOWN_AGAIN);
    assertThat(dueDay()).isEqualTo("2027-01-07");
    assertThat(told(Scenario.SOCIAL_WORKER, "EXTENSION_DECIDED")).isEqualTo(2);
    assertThat(get(Scenario.SERVICE_MANAGER).getBody())
        .contains("Extension 3, until 7 Jan 2027; the first date was 30 Dec 2026.");
  }

  @Test
  @DisplayName("what is refused is said in words, with everything typed still there")
  void refusals() {
    ResponseEntity<String> late =
        post(
            Scenario.SOCIAL_WORKER,
            steps("/more-time"),
            Map.of("until", "2027-03-01", "reason", "other", "words", WORDS));
    assertThat(late.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(late.getBody())
        .contains("at most 20 working days, which is until Thursday 28 January 2027")
        .contains(WORDS, "value=\"2027-03-01\"", "open=\"open\"")
        .doesNotContain("<script");
    assertThat(moreTime(Scenario.SOCIAL_WORKER, "2027-01-04", "", "")).isEqualTo(400);
    assertThat(moreTime(Scenario.SOCIAL_WORKER, "2027-01-04", "other", " ")).isEqualTo(400);
    assertThat(moreTime(Scenario.SOCIAL_WORKER, "2027-01-02", "absence", "")).isEqualTo(400);
    assertThat(moreTime(Scenario.SOCIAL_WORKER, "tomorrow", "absence", "")).isEqualTo(400);
    assertThat(pause(Scenario.SOCIAL_WORKER, "holiday", "2027-01-11").getBody())
        .contains("Reason: choose");
    assertThat(pause(Scenario.SOCIAL_WORKER, "hospital", "2026-12-21").getBody())
        .contains("a day after today");
    assertThat(pause(Scenario.SOCIAL_WORKER, "hospital", "2028-01-11").getBody())
        .contains("at most 60 working days, which is until");
    assertThat(dueDay()).isEqualTo("2026-12-30");
  }

  @Test
  @DisplayName("who works on the case pauses it and lets it go on; the first dates stay visible")
  void pauseAndResume() {
    assertThat(pause(Scenario.SOCIAL_WORKER, "hospital", "2027-01-11").getStatusCode().value())
        .isEqualTo(SHOWN_AGAIN);
    assertThat(get(Scenario.SOCIAL_WORKER).getBody())
        .contains("The young person is in hospital", "11 Jan 2027", "Let the case go on now")
        .doesNotContain("More time for this step");
    assertThat(moreTime(Scenario.SOCIAL_WORKER, "2027-01-04", "absence", "")).isEqualTo(400);

    ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-12-24T10:00:00Z")));
    assertThat(post(Scenario.SOCIAL_WORKER, "/resume", Map.of()).getStatusCode().value())
        .isEqualTo(SHOWN_AGAIN);
    assertThat(dueDay()).as("three working days back").isEqualTo("2027-01-05");
    assertThat(get(Scenario.SOCIAL_WORKER).getBody())
        .contains("first date <span>30 Dec 2026</span>", "Went on.");
    assertThat(post(Scenario.SOCIAL_WORKER, "/resume", Map.of()).getBody())
        .contains("This case is not paused.");
  }

  @Test
  @DisplayName("the manager of the home that was left stops no clock, strangers find no page")
  void others() {
    assertThat(get(Scenario.UNIT_MANAGER).getBody())
        .contains(story.caseNumber())
        .doesNotContain("Seek agreement", "Pause the case");
    assertThat(pause(Scenario.UNIT_MANAGER, "other", "2027-01-11").getBody())
        .contains("Only who works on the case pauses it");
    for (String stranger : new String[] {Scenario.OTHER_SOCIAL_WORKER, "owen.owner"}) {
      assertThat(get(stranger).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
      assertThat(pause(stranger, "other", "2027-01-11").getStatusCode())
          .isEqualTo(HttpStatus.NOT_FOUND);
      assertThat(moreTime(stranger, "2027-01-04", "absence", "")).isEqualTo(404);
    }
    assertThat(
            rest.withBasicAuth(Scenario.SOCIAL_WORKER, ApplicationTest.PASSWORD)
                .getForObject("/pages/cases", String.class))
        .contains("/pages/cases/" + story.caseNumber());
  }

  private String steps(String what) {
    return "/steps/" + story.task("seekAgreement").getId() + what;
  }

  private int moreTime(String person, String until, String reason, String words) {
    return post(
            person, steps("/more-time"), Map.of("until", until, "reason", reason, "words", words))
        .getStatusCode()
        .value();
  }

  private ResponseEntity<String> pause(String person, String reason, String resumeOn) {
    return post(person, "/pause", Map.of("reason", reason, "resumeOn", resumeOn));
  }

  private ResponseEntity<String> get(String person) {
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD)
        .getForEntity("/pages/cases/" + story.caseNumber(), String.class);
  }

  private ResponseEntity<String> post(String person, String address, Map<String, String> fields) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
    headers.setBasicAuth(person, ApplicationTest.PASSWORD);
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.setAll(fields);
    return rest.postForEntity(
        "/pages/cases/" + story.caseNumber() + address,
        new HttpEntity<>(form, headers),
        String.class);
  }

  private String dueDay() {
    return LocalDate.ofInstant(
            story.task("seekAgreement").getDueDate().toInstant(), ZoneId.of("Europe/London"))
        .toString();
  }

  private int told(String recipient, String notice) {
    return jdbc.sql(
            """
            select count(*) from outbox.message
             where case_number = ? and recipient_id = ? and notice = ?
            """)
        .param(story.caseNumber())
        .param(recipient)
        .param(notice)
        .query(Integer.class)
        .single();
  }
}
