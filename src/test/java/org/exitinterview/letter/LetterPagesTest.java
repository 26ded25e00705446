package org.exitinterview.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The letter as the young person sees it, the ledger of promises, and who may see them. */
@ApplicationTest
class LetterPagesTest {

  @Autowired private ProcessEngine engine;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient jdbc;
  @Autowired private CaseRegister register;

  private Scenario story;

  @BeforeEach
  void written() {
    story = new Scenario(engine);
    story
        .notice(Map.of("preferredName", "Lex"))
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
            Answers.recommendation("last", story.today().plusDays(14)))
        .complete(
            Scenario.IRO,
            "writeToYoungPerson",
            Answers.with(
                Answers.letter(), "letterWords", "Ian told your IRO about the <b>stairs</b>."));
  }

  @AfterEach
  void leaveNothing() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(story.processInstanceId())
        .list()
        .forEach(left -> engine.getRuntimeService().deleteProcessInstance(left.getId(), null));
  }

  @Test
  void theIroSeesTheLetterAsItWillBeWithAdvice() {
    ResponseEntity<String> page = get(Scenario.IRO, letter(""));

    assertThat(page.getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(page.getBody())
        .contains("thank you for telling us", "advocate", "&lt;b&gt;stairs", "“IRO”", "“Ian”")
        .doesNotContain("<script", "<b>stairs");
    assertThat(page.getBody().split("</title>", 2)[0]).doesNotContain("Lex", "Alex");
  }

  @Test
  void thePrintedLetterHasTheWordsAndNoAdvice() throws Exception {
    byte[] pdf =
        rest.withBasicAuth(Scenario.IRO, ApplicationTest.PASSWORD)
            .getForObject(letter(".pdf"), byte[].class);

    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Thank you for talking with us", "about the <b>stairs</b>", "advocate")
          .doesNotContain("abbreviation", "Reading age", "For you");
    }
  }

  @Test
  void theFrameSpeaksTheChosenLanguageOrSaysThatThereIsNone() throws Exception {
    choose("pl");
    assertThat(get(Scenario.IRO, letter("")).getBody())
        .contains("Dziękujemy za rozmowę", "Cześć", "Have your words translated too")
        .doesNotContain("Best wishes", "<script");
    byte[] pdf =
        rest.withBasicAuth(Scenario.IRO, ApplicationTest.PASSWORD)
            .getForObject(letter(".pdf"), byte[].class);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("złożyć skargę")
          .doesNotContain("For you");
    }

    choose("so");
    assertThat(get(Scenario.IRO, letter("")).getBody())
        .contains("There is no frame for letters in this language", "Best wishes");
    choose("../secret");
    assertThat(get(Scenario.IRO, letter("")).getBody()).contains("Best wishes");
  }

  private void choose(String language) {
    register.record(
        new Act(
            Act.SERVICE,
            Act.Kind.SYSTEM,
            "letter",
            story.caseNumber(),
            "userTask_writeToYoungPerson",
            null,
            null,
            null,
            Map.of("language", language)));
  }

  @Test
  void nobodyElseSeesIt() {
    for (String person :
        new String[] {
          "idris.iro", "owen.owner", "una.manager", "simon.supervisor", "petra.process"
        }) {
      assertThat(get(person, letter("")).getStatusCode())
          .as(person)
          .isEqualTo(HttpStatus.FORBIDDEN);
      assertThat(get(person, letter(".pdf")).getStatusCode())
          .as(person)
          .isEqualTo(HttpStatus.FORBIDDEN);
    }
    assertThat(
            get(Scenario.IRO, "/pages/cases/EI-XXXXXXXX/letter").getStatusCode().is4xxClientError())
        .isTrue();
    assertThat(get(Scenario.IRO, letter("") + "?whatChanged=true").getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
  }

  @Test
  void theLedgerShowsTheIrosOwnCasesAndTheManagersAll() {
    assertThat(get(Scenario.IRO, "/pages/promises").getBody())
        .contains(
            story.caseNumber(),
            "waits for an answer",
            "not yet",
            "see it as the young person",
            letter("") + "?whatChanged=false")
        .doesNotContain("What should change", "Lex");
    assertThat(get("rosa.service", "/pages/promises").getBody()).contains(story.caseNumber());
    assertThat(get("idris.iro", "/pages/promises").getBody()).doesNotContain(story.caseNumber());
    assertThat(get("owen.owner", "/pages/promises").getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);

    story.complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));
    assertThat(get(Scenario.IRO, "/pages/promises").getBody()).contains("told of it on");
  }

  @Test
  void theIroNamesAnotherOwner() {
    String recommendation =
        jdbc.sql("select recommendation_id from register.recommendation where case_number = ?")
            .param(story.caseNumber())
            .query(String.class)
            .single();
    String address = "/pages/promises/" + recommendation + "/owner";

    String to = "reason=left&owner=rosa.service";
    assertThat(post("idris.iro", address, to)).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(post("owen.owner", address, to)).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(post(Scenario.IRO, address, "reason=left&owner=simon.supervisor"))
        .isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(post(Scenario.IRO, address, "reason=whatever&owner=rosa.service"))
        .isEqualTo(HttpStatus.BAD_REQUEST);
    Date due = story.task("answerRecommendation").getDueDate();
    assertThat(post(Scenario.IRO, address, to)).isEqualTo(HttpStatus.OK);

    assertThat(story.task("answerRecommendation").getAssignee()).isEqualTo("rosa.service");
    assertThat(story.task("answerRecommendation").getDueDate()).isEqualTo(due);
    assertThat(get("owen.owner", "/pages/evidence/" + recommendation).getStatusCode())
        .as("the former owner")
        .isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(get("rosa.service", "/pages/evidence/" + recommendation).getStatusCode())
        .as("the new owner")
        .isEqualTo(HttpStatus.OK);
    assertThat(
            jdbc.sql(
                    """
                    select person || ' ' || (facts ->> 'formerOwner') || ' ' || (facts ->> 'owner')
                      || ' ' || (facts ->> 'handedOverBecause') from register.act
                    where item = ? and facts ->> 'dueOn' is not null
                    """)
                .param(recommendation)
                .query(String.class)
                .single())
        .isEqualTo("irene.iro owen.owner rosa.service left");
    story.complete(
        "rosa.service", "answerRecommendation", Answers.answered("refused", story.today()));
    story.complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("refusalStands"));
    assertThat(
            jdbc.sql(
                    "select owner || ' ' || outcome from register.recommendation where case_number = ?")
                .param(story.caseNumber())
                .query(String.class)
                .single())
        .isEqualTo("rosa.service REFUSED");
  }

  @Test
  void theManagerOfTheServiceHandsARecommendationOver() {
    assertThat(post("rosa.service", promise("/owner"), "reason=absent&owner=una.manager"))
        .isEqualTo(HttpStatus.OK);

    assertThat(story.task("answerRecommendation").getAssignee()).isEqualTo("una.manager");
    assertThat(post("rosa.service", promise("/further-owner"), "owner=rosa.service"))
        .as("whom else to ask is for the IRO")
        .isEqualTo(HttpStatus.FORBIDDEN);
  }

  @Test
  void theIroAsksOneMorePersonAndTheCaseWaitsForBoth() {
    assertThat(post("idris.iro", promise("/further-owner"), "owner=rosa.service"))
        .isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(post(Scenario.IRO, promise("/further-owner"), "owner=owen.owner"))
        .as("asked already")
        .isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(post(Scenario.IRO, promise("/further-owner"), "owner=rosa.service"))
        .isEqualTo(HttpStatus.OK);
    story.runJobs();

    assertThat(story.tasks("answerRecommendation").stream().map(task -> task.getAssignee()))
        .containsExactlyInAnyOrder("owen.owner", "rosa.service");
    story.complete(Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));
    story
        .submit("owen.owner", taskOf("owen.owner"), Answers.answered("refused", story.today()))
        .complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("refusalStands"));
    assertThat(story.waiting()).containsExactly("answerRecommendation");
    story
        .submit("rosa.service", taskOf("rosa.service"), Answers.answered("refused", story.today()))
        .complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("refusalStands"));
    assertThat(story.waiting()).containsExactly("tellWhatChanged");
    assertThat(post(Scenario.IRO, promise("/further-owner"), "owner=una.manager"))
        .as("too late: this one is closed")
        .isEqualTo(HttpStatus.FORBIDDEN);
  }

  private Task taskOf(String person) {
    return story.tasks("answerRecommendation").stream()
        .filter(task -> person.equals(task.getAssignee()))
        .findFirst()
        .orElseThrow();
  }

  private String promise(String action) {
    return "/pages/promises/"
        + jdbc.sql(
                """
                select recommendation_id from register.recommendation
                where case_number = ? and shared_with is null
                """)
            .param(story.caseNumber())
            .query(String.class)
            .single()
        + action;
  }

  private String letter(String ending) {
    return "/pages/cases/" + story.caseNumber() + "/letter" + ending;
  }

  private ResponseEntity<String> get(String person, String address) {
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD).getForEntity(address, String.class);
  }

  private org.springframework.http.HttpStatusCode post(String person, String address, String form) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD)
        .postForEntity(address, new HttpEntity<>(form, headers), String.class)
        .getStatusCode();
  }
}
