package org.exitinterview.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.process.Answers;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.Scenario;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** What each reader of a copy gets to see, on the screen and on paper, and who gets nothing. */
@ApplicationTest
class CopyPagesTest {

  private static final String OTHER_HOME_MANAGER = "martin.manager";
  private static final String OTHER_HOME = "3311876";
  private static final String SUPERVISOR = "simon.supervisor";

  @Autowired private ProcessEngine engine;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient jdbc;
  @Autowired private CaseRegister register;

  private Scenario story;
  private String daily;
  private String people;
  private String safe;
  private String family;
  private String better;
  private String summary;

  @BeforeEach
  void interview() {
    daily = phrase();
    people = phrase();
    safe = phrase();
    family = phrase();
    better = phrase();
    summary = phrase();
    story = new Scenario(engine);
    story
        .notice(Map.of())
        .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"))
        .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(story.today()))
        .complete(
            Scenario.SERVICE_MANAGER,
            "allocateInterviewer",
            Answers.allocated(Scenario.INTERVIEWER))
        .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(story.today()))
        .complete(
            Scenario.INTERVIEWER,
            "holdInterview",
            Answers.with(
                Answers.interview("held", story.today()),
                "dailyLifeWords",
                daily,
                "peopleWords",
                people,
                "safeWords",
                safe,
                "familyWords",
                family,
                "betterWords",
                better));
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @Nested
  @DisplayName("With limits: safe not the home, people only as a theme, family only the IRO")
  class Limited {

    @BeforeEach
    void sent() {
      agree(
          "limitsWanted", "yes",
          "limitSafe", "notTheHome",
          "limitPeople", "onlyAsATheme",
          "limitFamily", "onlyTheIro");
      release("shareWithServiceManager", "extract", "whyServiceManager", "notNeeded");
    }

    @Test
    @DisplayName("the social worker reads what is not withheld, and the theme of what is")
    void socialWorker() {
      String page = text(page(Scenario.SOCIAL_WORKER));

      assertThat(page).contains(daily, safe, better, summary).doesNotContain(people, family);
      assertThat(page).contains("Also spoken about").contains("People");
      assertThat(page).contains("Liked the food and had enough", "Most of the time");
      assertThat(page).contains("Daily life").doesNotContain("Hobbies").doesNotContain("null");
      assertThat(page).doesNotContain("Who received a copy");
    }

    @Test
    @DisplayName("the manager of the home reads nothing that is not for the home")
    void home() {
      assertThat(text(page(Scenario.UNIT_MANAGER)))
          .contains(daily, better, summary)
          .doesNotContain(safe, people, family);
    }

    @Test
    @DisplayName("an extract holds the summary, the good things and what could be better")
    void extract() {
      assertThat(text(page(Scenario.SERVICE_MANAGER)))
          .contains(summary, better)
          .doesNotContain(daily, safe, people, family, "Also spoken about");
    }

    @Test
    @DisplayName("the IRO reads it all, prints the young person's copy and sees who received what")
    void iro() {
      assertThat(text(page(Scenario.IRO)))
          .contains(daily, safe, people, family, better, summary)
          .contains("Who received a copy", "Manager of the home they left");
      assertThat(text(get(Scenario.IRO, address("/copy?for=youngPerson"))))
          .contains("The young person", daily, safe, people, family, "Who received a copy");
      assertThat(text(get(Scenario.IRO, address("/copy?for=home"))))
          .contains(daily)
          .doesNotContain(safe, people, family);
    }

    @Test
    @DisplayName("every copy says on each page who read it and when, on the screen and on paper")
    void watermark() throws IOException {
      ResponseEntity<String> page = page(Scenario.SOCIAL_WORKER);
      assertThat(page.getHeaders().getCacheControl()).isEqualTo("no-store");
      assertThat(text(page)).contains("Sarah Wells · ");

      ResponseEntity<byte[]> answer =
          rest.withBasicAuth(Scenario.SOCIAL_WORKER, ApplicationTest.PASSWORD)
              .getForEntity(address("/copy.pdf"), byte[].class);
      assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PDF);
      assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
      try (PDDocument pdf = Loader.loadPDF(answer.getBody())) {
        String text = new PDFTextStripper().getText(pdf);
        assertThat(text).contains(daily, safe, better, summary).doesNotContain(people, family);
        for (int number = 1; number <= pdf.getNumberOfPages(); number++) {
          PDFTextStripper one = new PDFTextStripper();
          one.setStartPage(number);
          one.setEndPage(number);
          assertThat(one.getText(pdf)).as("page %s", number).contains("Sarah Wells · ");
        }
      }
    }

    @Test
    @DisplayName("nobody else gets in, and the attempt is noted")
    void others() {
      for (String other :
          List.of(
              OTHER_HOME_MANAGER,
              SUPERVISOR,
              Scenario.OTHER_IRO,
              Scenario.OTHER_SOCIAL_WORKER,
              Scenario.INTERVIEWER)) {
        ResponseEntity<String> refused = page(other);
        assertThat(refused.getStatusCode()).as(other).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(text(refused))
            .contains("You are not on the circulation list")
            .doesNotContain(daily, safe);
        assertThat(get(other, address("/copy.pdf")).getStatusCode())
            .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(logged(other, "refused")).as(other).contains("safe");
      }
      assertThat(page(Scenario.SOCIAL_WORKER).getStatusCode()).isEqualTo(HttpStatus.OK);
      assertThat(logged(Scenario.SOCIAL_WORKER, "read"))
          .contains("dailyLife", "safe")
          .doesNotContain("people", "family");
      assertThat(get(Scenario.UNIT_MANAGER, address("/copy?for=socialWorker")).getStatusCode())
          .isEqualTo(HttpStatus.FORBIDDEN);
      assertThat(get(SUPERVISOR, "/pages/cases/EI-ZZZZ9999/copy").getStatusCode())
          .isEqualTo(HttpStatus.FORBIDDEN);
    }

    @Test
    @DisplayName("everybody finds the own copies in a list, and a mail leads there without a word")
    void list() {
      assertThat(text(get(Scenario.SOCIAL_WORKER, "/pages/copies")))
          .contains(story.caseNumber(), "Social worker");
      assertThat(text(get(OTHER_HOME_MANAGER, "/pages/copies"))).doesNotContain(story.caseNumber());
    }

    @Test
    @DisplayName("reading leaves no word in the engine, nor anywhere in clear")
    void noWordInTheEngine() {
      page(Scenario.SOCIAL_WORKER);
      get(Scenario.SOCIAL_WORKER, address("/copy.pdf"));
      DatabaseScan scan = new DatabaseScan(jdbc);
      for (String words : List.of(daily, safe, summary)) {
        assertThat(scan.columnsHolding(words)).isEmpty();
      }
    }

    @Test
    @DisplayName("what the young person takes back is gone at the next request, and readers named")
    void narrowed() {
      assertThat(text(page(Scenario.SOCIAL_WORKER))).contains(daily, better);

      ResponseEntity<String> done = narrow(Scenario.SOCIAL_WORKER, "dailyLife", "onlyTheIro");
      assertThat(done.getStatusCode().is3xxRedirection() || done.getStatusCode().is2xxSuccessful())
          .isTrue();

      assertThat(text(page(Scenario.SOCIAL_WORKER))).contains(better).doesNotContain(daily);
      assertThat(text(page(Scenario.UNIT_MANAGER))).contains(better).doesNotContain(daily);
      assertThat(text(page(Scenario.IRO))).contains(daily);
      assertThat(mails("NARROWED")).containsExactly(Scenario.IRO);
      String state = text(get(Scenario.IRO, address("/circulation")));
      assertThat(state).contains("Sarah Wells Daily life").contains("no: has read it before");
      assertThat(state).doesNotContain("Una Hartley Daily life");
      assertThat(text(get(Scenario.SOCIAL_WORKER, address("/circulation"))))
          .doesNotContain("Who has read what", "has read it before");
    }

    @Test
    @DisplayName("only those who work on the case narrow it")
    void narrowedByOthers() {
      assertThat(narrow(Scenario.UNIT_MANAGER, "dailyLife", "onlyTheIro").getStatusCode())
          .isEqualTo(HttpStatus.FORBIDDEN);
      assertThat(text(page(Scenario.SOCIAL_WORKER))).contains(daily);
    }

    @Test
    @DisplayName("taken from everybody, the IRO included")
    void narrowedToNobody() {
      narrow(Scenario.IRO, "dailyLife", "nobody");
      assertThat(text(page(Scenario.IRO))).contains(safe).doesNotContain(daily);
      assertThat(text(get(Scenario.IRO, address("/copy?for=youngPerson")))).doesNotContain(daily);
    }

    @Test
    @DisplayName("a text that nobody decided about is shown to nobody")
    void otherText() {
      put("select max(revision) + 1 from record.section where case_number = ?");

      ResponseEntity<String> answer = page(Scenario.SOCIAL_WORKER);
      assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
      assertThat(text(answer)).contains("changed after its circulation was decided");
    }

    @Test
    @DisplayName("a text put in the place of another does not open")
    void swappedText() {
      jdbc.sql("delete from record.section where case_number = ? and section = 'dailyLife'")
          .param(story.caseNumber())
          .update();
      put("select max(revision) from record.section where section = 'better' and case_number = ?");

      ResponseEntity<String> answer = page(Scenario.SOCIAL_WORKER);
      assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
      assertThat(text(answer)).doesNotContain("better");
    }

    /** Puts the ciphertext of one section into another, as that revision. */
    private void put(String revision) {
      jdbc.sql(
              """
              insert into record.section
                (case_number, section, item, revision, ciphertext, written_at, written_by)
              select case_number, 'dailyLife', item, (%s), ciphertext, written_at, written_by
              from record.section where case_number = ? and section = 'better'
              """
                  .formatted(revision))
          .params(story.caseNumber(), story.caseNumber())
          .update();
    }
  }

  @Nested
  @DisplayName("Somebody the young person spoke about")
  class ComplainedAbout {

    @BeforeEach
    void named() {
      agree("complainedAbout", List.of(Scenario.UNIT_MANAGER));
    }

    @Test
    @DisplayName("is not proposed")
    void notProposed() {
      assertThat(fact("proposedForHome")).isEqualTo("none");
      assertThat(fact("proposedForSocialWorker")).isEqualTo("full");
    }

    @Test
    @DisplayName("cannot be added by one person alone")
    void notAlone() {
      assertThatThrownBy(() -> release("whyHome", "neededToAct"))
          .isInstanceOf(FormRefusedException.class)
          .hasMessageContaining("ask a second person");
      release("shareWithHome", "none");
      assertThat(page(Scenario.UNIT_MANAGER).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    }

    @Test
    @DisplayName("can be added by two")
    void byTwo() {
      ask();
      assertThatThrownBy(
              () ->
                  story.complete(
                      Scenario.IRO, "confirmCirculation", Answers.of("confirmation", "confirmed")))
          .isInstanceOf(FormRefusedException.class)
          .hasMessageContaining("Somebody else has to look at it");
      engine.getTaskService().setAssignee(story.task("confirmCirculation").getId(), null);
      story.complete(
          Scenario.OTHER_IRO, "confirmCirculation", Answers.of("confirmation", "confirmed"));
      release("whyHome", "neededToAct");
      assertThat(text(page(Scenario.UNIT_MANAGER))).contains(daily);
    }

    @Test
    @DisplayName("stays out when the second person does not agree, or agreed to something else")
    void notAgreed() {
      ask();
      story.complete(
          Scenario.OTHER_IRO, "confirmCirculation", Answers.of("confirmation", "refused"));
      assertThatThrownBy(() -> release("whyHome", "neededToAct"))
          .isInstanceOf(FormRefusedException.class);
      ask();
      story.complete(
          Scenario.OTHER_IRO, "confirmCirculation", Answers.of("confirmation", "confirmed"));
      assertThatThrownBy(() -> release("shareWithHome", "extract", "whyHome", "neededToAct"))
          .isInstanceOf(FormRefusedException.class);
    }

    private void ask() {
      decide(
          Answers.with(Answers.release(), "decision", "askSecondPerson", "whyHome", "neededToAct"));
    }
  }

  @Test
  @DisplayName("Sending goes by the sealed decision, whatever stands in the register")
  void sealed() {
    agree("limitsWanted", "no");
    story.as(
        Scenario.IRO,
        () -> {
          engine
              .getFormService()
              .submitTaskForm(story.task("decideCirculation").getId(), Answers.release());
          return story;
        });
    register.record(
        new Act(
            SUPERVISOR,
            Act.Kind.SYSTEM,
            ExitInterviewProcess.KEY,
            story.caseNumber(),
            "serviceTask_madeUp",
            null,
            null,
            null,
            Map.of("shareWithProvider", "full")));
    story.runJobs();

    assertThat(page(Scenario.SOCIAL_WORKER).getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(
            jdbc.sql(
                    """
                    select distinct basis from record.circulation
                    where case_number = ? and basis like 'circulation decision%' order by basis
                    """)
                .param(story.caseNumber())
                .query(String.class)
                .list())
        .containsExactly(
            "circulation decision: copy for home",
            "circulation decision: copy for serviceManager",
            "circulation decision: copy for socialWorker",
            "circulation decision: copy for youngPerson");
  }

  @Test
  @DisplayName("The copy for the home goes to the home of the notice, whatever the register says")
  void homeChangedByHand() {
    agree("limitsWanted", "no");
    nameAnotherHome();
    release();
    assertThat(page(OTHER_HOME_MANAGER).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(text(page(Scenario.UNIT_MANAGER))).contains(daily);
    assertThat(mails("COPY_READY")).doesNotContain("home-" + OTHER_HOME);
  }

  @Test
  @DisplayName("A home that is changed after the copies were sent opens nothing either")
  void homeChangedByHandAfterwards() {
    agree("limitsWanted", "no");
    release();
    nameAnotherHome();
    assertThat(page(OTHER_HOME_MANAGER).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(text(page(Scenario.UNIT_MANAGER))).contains(daily);
  }

  private void nameAnotherHome() {
    assertThat(
            jdbc.sql("update register.exit_case set home_urn = ? where case_number = ?")
                .params(OTHER_HOME, story.caseNumber())
                .update())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("A decision that somebody put into the table does not count")
  void forged() {
    agree("limitsWanted", "no");
    release();
    jdbc.sql(
            """
            update record.circulation_decision
            set statement = replace(statement, 'copy home full', 'copy home none')
            where case_number = ? and kind = 'released'
            """)
        .param(story.caseNumber())
        .update();
    assertThat(page(Scenario.UNIT_MANAGER).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(page(Scenario.SOCIAL_WORKER).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
  }

  private void agree(Object... changes) {
    story.complete(
        Scenario.INTERVIEWER,
        "agreeRecord",
        Answers.with(
            Answers.with(Answers.agreedRecord(story.today()), "agreedSummary", summary), changes));
  }

  private void release(Object... changes) {
    decide(Answers.with(Answers.release(), changes));
  }

  private void decide(Map<String, Object> answers) {
    story.complete(Scenario.IRO, "decideCirculation", answers);
  }

  private ResponseEntity<String> page(String person) {
    return get(person, address("/copy"));
  }

  private ResponseEntity<String> get(String person, String address) {
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD).getForEntity(address, String.class);
  }

  private ResponseEntity<String> narrow(String person, String section, String limit) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("sections", section);
    form.add("limit", limit);
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD)
        .exchange(
            address("/circulation"),
            HttpMethod.POST,
            new HttpEntity<>(form, headers),
            String.class);
  }

  private String address(String page) {
    return "/pages/cases/" + story.caseNumber() + page;
  }

  private List<String> logged(String person, String event) {
    return jdbc.sql(
            """
            select distinct section from record.read_log
            where case_number = ? and person = ? and event = ? and happened_at > now() - interval '1 hour'
              and (basis is null or basis not like 'appointed%')
            """)
        .params(story.caseNumber(), person, event)
        .query(String.class)
        .list();
  }

  private List<String> mails(String notice) {
    return jdbc.sql("select recipient_id from outbox.message where case_number = ? and notice = ?")
        .params(story.caseNumber(), notice)
        .query(String.class)
        .list();
  }

  private Object fact(String key) {
    return jdbc.sql(
            """
            select facts ->> :key from register.act
            where case_number = :caseNumber and facts ?? :key order by id desc limit 1
            """)
        .param("key", key)
        .param("caseNumber", story.caseNumber())
        .query(String.class)
        .single();
  }

  private static String text(ResponseEntity<String> page) {
    return Jsoup.parse(String.valueOf(page.getBody())).text();
  }

  private static String phrase() {
    return "words-" + UUID.randomUUID().toString().substring(0, 13);
  }
}
