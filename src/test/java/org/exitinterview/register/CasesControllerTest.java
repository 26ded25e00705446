package org.exitinterview.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.exitinterview.ApplicationTest;
import org.exitinterview.record.RecordVault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Who may know of which case. */
@ApplicationTest
class CasesControllerTest {

  private static final String ASHGROVE_HOUSE = "9702906";

  @Autowired private CaseRegister register;
  @Autowired private RecordVault vault;
  @Autowired private Clock clock;
  @Autowired private TestRestTemplate rest;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "una.manager",
        "sarah.worker",
        "irene.iro",
        "ian.interviewer",
        "rosa.service",
        "simon.supervisor"
      })
  void thoseWhoWorkOnItSeeTheCase(String userId) {
    String caseNumber = openCase();

    assertThat(listOf(userId)).contains(caseNumber);
    assertThat(get(userId, caseNumber).getStatusCode()).isEqualTo(HttpStatus.OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "martin.manager",
        "sam.worker",
        "idris.iro",
        "ivy.interviewer",
        "owen.owner",
        "carol.complaints",
        "petra.process"
      })
  void forEverybodyElseThereIsNoSuchCase(String userId) {
    String caseNumber = openCase();

    assertThat(listOf(userId)).doesNotContain(caseNumber);
    ResponseEntity<JsonNode> others = get(userId, caseNumber);
    ResponseEntity<JsonNode> none = get(userId, "EI-NONE");
    assertThat(others.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(none.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(String.valueOf(others.getBody()).replace(caseNumber, "EI-NONE"))
        .isEqualTo(String.valueOf(none.getBody()));
  }

  @Test
  void theAnswerIsCodesAndDates() {
    JsonNode answer = get("una.manager", openCase()).getBody();

    assertThat(answer).isNotNull();
    assertThat(answer.get("homeUrn").asText()).isEqualTo(ASHGROVE_HOUSE);
    assertThat(answer.get("moveDate").asText()).isEqualTo("2026-11-02");
    assertThat(answer.has("dateOfBirth")).isFalse();
  }

  private String openCase() {
    String caseNumber = "EI-" + UUID.randomUUID().toString().substring(0, 8);
    register.open(
        new ExitCase(
            caseNumber,
            "child-" + caseNumber,
            LocalDate.of(2012, 3, 4),
            ASHGROVE_HOUSE,
            "K2",
            "PR4",
            LocalDate.of(2025, 1, 1),
            LocalDate.of(2026, 11, 2),
            true,
            "CARPL",
            null,
            false,
            "notice",
            clock.instant(),
            null,
            null,
            null,
            null,
            null));
    vault.open(caseNumber);
    register.record(
        new Act(
            "rosa.service",
            Act.Kind.COMPLETION,
            "exit-interview",
            caseNumber,
            "userTask_screenNotice",
            null,
            null,
            null,
            Map.of(
                "socialWorker",
                "sarah.worker",
                "iro",
                "irene.iro",
                "interviewer",
                "ian.interviewer")));
    return caseNumber;
  }

  private List<String> listOf(String userId) {
    JsonNode cases =
        rest.withBasicAuth(userId, ApplicationTest.PASSWORD)
            .getForObject("/api/cases", JsonNode.class);
    return StreamSupport.stream(cases.spliterator(), false)
        .map(exitCase -> exitCase.get("caseNumber").asText())
        .toList();
  }

  private ResponseEntity<JsonNode> get(String userId, String caseNumber) {
    return rest.withBasicAuth(userId, ApplicationTest.PASSWORD)
        .getForEntity("/api/cases/" + caseNumber, JsonNode.class);
  }
}
