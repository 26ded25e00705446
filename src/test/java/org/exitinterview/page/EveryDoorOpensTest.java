package org.exitinterview.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Whoever logs in finds every page that he or she may open, and none that would be refused. */
@ApplicationTest
class EveryDoorOpensTest {

  @Autowired private ProcessEngine engine;
  @Autowired private TestRestTemplate rest;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "una.manager        | My copies; Raise a concern; Who is away",
        "rosa.service       | Leavers; Monitoring reports; My copies; Promises and letters;"
            + " Raise a concern; Who is away",
        "irene.iro          | Monitoring reports; My copies; Promises and letters; Raise a concern;"
            + " Who is away",
        "sean.safeguarding  | My copies; Raise a concern; Safeguarding override; Who is away; Who is"
            + " on duty for concerns; Who read what",
        "dora.protection    | How long records are kept; My copies; Who is away; Who read what",
        "judith.senior      | Monitoring reports; My copies; Promises and letters; Raise a concern;"
            + " Safeguarding override; Who is away",
        "owen.owner         | My copies; Raise a concern; Who is away",
        "simon.supervisor   | Monitoring reports; My copies; Who is away"
      })
  void listsWhatOpens(String person, String pages) {
    Document home = page(person, "/pages", HttpStatus.OK);

    assertThat(home.select(".doors a").eachText())
        .filteredOn(text -> !text.equals("Cases"))
        .containsExactlyElementsOf(List.of(pages.split("; ")));
    assertThat(home.select(".doors a").eachAttr("href"))
        .isNotEmpty()
        .allSatisfy(address -> page(person, address, HttpStatus.OK));
  }

  @Test
  void aCaseLeadsToItsCopies() {
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
        .complete(Scenario.IRO, "decideCirculation", Answers.release());
    String address = "/pages/cases/" + story.caseNumber();

    for (String person :
        List.of(Scenario.SOCIAL_WORKER, Scenario.IRO, Scenario.UNIT_MANAGER, "rosa.service")) {
      Document exitCase = page(person, address, HttpStatus.OK);
      assertThat(exitCase.text()).contains("Under way", "Sarah Wells").doesNotContain("Alex");
      assertThat(exitCase.select(".doors a").eachAttr("href"))
          .isNotEmpty()
          .allSatisfy(door -> page(person, door, HttpStatus.OK));
      assertThat(page(person, "/pages/cases", HttpStatus.OK).text()).contains(story.caseNumber());
    }
    assertThat(page(Scenario.SOCIAL_WORKER, address, HttpStatus.OK).select(".doors a").eachText())
        .containsExactly("Copy for: Social worker", "Who may see this interview");
    for (String person : List.of("martin.manager", "sam.worker", "dora.protection", "owen.owner")) {
      assertThat(page(person, address, HttpStatus.NOT_FOUND).text())
          .doesNotContain("Sarah Wells", "Ashgrove");
    }
  }

  private Document page(String person, String address, HttpStatus expected) {
    ResponseEntity<String> answer =
        rest.withBasicAuth(person, ApplicationTest.PASSWORD).getForEntity(address, String.class);
    assertThat(answer.getStatusCode()).as("%s for %s", address, person).isEqualTo(expected);
    return Jsoup.parse(String.valueOf(answer.getBody()));
  }
}
