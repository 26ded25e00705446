package org.exitinterview.record;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Danger overrides the list: for one person, with a reason, and not unseen. */
@ApplicationTest
class SafeguardingOverrideTest {

  private static final String LEAD = "sean.safeguarding";
  private static final String SENIOR = "judith.senior";

  @Autowired private RecordVault vault;
  @Autowired private SafeguardingOverride override;
  @Autowired private IdentityService identityService;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient jdbc;

  private final String caseNumber = "EI-" + UUID.randomUUID();
  private final String reason = "Reason" + UUID.randomUUID().toString().replace("-", "");

  @BeforeEach
  void writeRecord() {
    vault.open(caseNumber);
    vault.grant(
        caseNumber,
        Reader.user("ines"),
        Set.of(Section.SAFE, Section.FAMILY),
        Access.WRITE,
        "test");
    identityService.setAuthentication("ines", List.of());
    vault.write(caseNumber, Section.SAFE, "", Map.of("words", "not at night"));
    vault.write(caseNumber, Section.FAMILY, "", Map.of("words", "about my sister"));
    identityService.clearAuthentication();
  }

  @AfterEach
  void logOut() {
    identityService.clearAuthentication();
  }

  @Test
  void theLeadReadsWhatHeNamesAndNothingElse() {
    ResponseEntity<JsonNode> answer = override(LEAD, List.of("safe"), reason);

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
    assertThat(String.valueOf(answer.getBody()))
        .isEqualTo("{\"safe\":{\"words\":\"not at night\"}}");
    identityService.setAuthentication(LEAD, List.of("safeguarding-lead"));
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isTrue();
    assertThat(vault.mayRead(caseNumber, Section.FAMILY)).isFalse();
    identityService.setAuthentication("another.lead", List.of("safeguarding-lead"));
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isFalse();
    assertThat(log())
        .containsSequence(LEAD + " overridden safe safeguarding override")
        .contains(LEAD + " read safe safeguarding override");
  }

  @Test
  void aSecondPersonIsToldAndReadsTheReason() {
    override(LEAD, List.of("safe", "family"), reason);

    assertThat(
            jdbc.sql(
                    """
                    select recipient_kind || ' ' || recipient_id from outbox.message
                    where case_number = ? and notice = 'RECORD_OVERRIDDEN'
                    """)
                .param(caseNumber)
                .query(String.class)
                .list())
        .containsExactly("GROUP senior-manager");
    JsonNode reasons = get(SENIOR, "overrides").getBody();
    assertThat(String.valueOf(reasons))
        .startsWith(
            "[{\"by\":\"%s\",\"sections\":[\"safe\",\"family\"],\"reason\":\"%s\","
                .formatted(LEAD, reason));
    assertThat(log()).contains(SENIOR + " read override told of a safeguarding override");
    assertThat(new DatabaseScan(jdbc).columnsHolding(reason)).isEmpty();
  }

  @Test
  void itEndsByItself() {
    override(LEAD, List.of("safe"), reason);
    assertThat(ends()).isCloseTo(Instant.now().plus(Duration.ofDays(3)), within(1, MINUTES));

    jdbc.sql("update record.circulation set expires_at = now() where case_number = ?")
        .param(caseNumber)
        .update();
    identityService.setAuthentication(LEAD, List.of("safeguarding-lead"));
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isFalse();
  }

  @Test
  void nobodyMovesItsEnd() {
    override(LEAD, List.of("safe"), reason);
    jdbc.sql(
            """
            update record.circulation set expires_at = expires_at + interval '1 year'
            where case_number = ? and expires_at is not null
            """)
        .param(caseNumber)
        .update();
    identityService.setAuthentication(LEAD, List.of("safeguarding-lead"));
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).as("the seal covers it").isFalse();
  }

  @Test
  void itIsEndedEarlyAndOpenedAgain() {
    override(LEAD, List.of("safe"), reason);
    identityService.setAuthentication(LEAD, List.of("safeguarding-lead"));
    override.end(caseNumber);
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isFalse();
    assertThat(override.reasons(caseNumber).get(0).ended()).isNotNull();
    assertThat(log()).contains(LEAD + " ended safe safeguarding override");
    identityService.clearAuthentication();

    assertThat(override(LEAD, List.of("safe"), reason).getStatusCode()).isEqualTo(HttpStatus.OK);
    identityService.setAuthentication(LEAD, List.of("safeguarding-lead"));
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isTrue();
  }

  @Test
  void withoutAReasonNothingIsOpened() {
    for (String none : new String[] {"", "   "}) {
      ResponseEntity<JsonNode> answer = override(LEAD, List.of("safe"), none);
      assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
      assertThat(message(answer)).contains("Say why");
    }
    assertThat(log())
        .filteredOn(line -> line.startsWith(LEAD))
        .containsExactly(
            LEAD + " refused safe override without a reason",
            LEAD + " refused safe override without a reason");
    identityService.setAuthentication(LEAD, List.of("safeguarding-lead"));
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin",
        "simon.supervisor",
        "judith.senior",
        "irene.iro",
        "petra.process",
        "rosa.service"
      })
  void forEverybodyElseItIsRefusedAndNoted(String userId) {
    ResponseEntity<JsonNode> answer = override(userId, List.of("safe"), reason);

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(String.valueOf(answer.getBody())).doesNotContain("night");
    assertThat(log()).contains(userId + " refused safe not a safeguarding lead");
    identityService.setAuthentication(userId, List.of());
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isFalse();
  }

  @Test
  void whoHasNoPartInItReadsNoReasons() {
    override(LEAD, List.of("safe"), reason);

    assertThat(get("simon.supervisor", "overrides").getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(log()).anyMatch(line -> line.startsWith("simon.supervisor refused override"));
  }

  @Test
  void whatCannotBeOpenedIsSaidInPlainWords() {
    assertThat(message(override(LEAD, List.of(), reason))).startsWith("Name the parts");
    assertThat(message(override(LEAD, List.of("diary"), reason))).contains("not part of");
    ResponseEntity<JsonNode> unknown =
        rest.withBasicAuth(LEAD, ApplicationTest.PASSWORD)
            .postForEntity(
                "/api/records/EI-NONE/override",
                Map.of("sections", List.of("safe"), "reason", reason),
                JsonNode.class);
    assertThat(unknown.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
  }

  private ResponseEntity<JsonNode> override(String userId, List<String> sections, String why) {
    return rest.withBasicAuth(userId, ApplicationTest.PASSWORD)
        .postForEntity(
            "/api/records/" + caseNumber + "/override",
            Map.of("sections", sections, "reason", why),
            JsonNode.class);
  }

  private ResponseEntity<JsonNode> get(String userId, String what) {
    return rest.withBasicAuth(userId, ApplicationTest.PASSWORD)
        .getForEntity("/api/records/" + caseNumber + "/" + what, JsonNode.class);
  }

  private static String message(ResponseEntity<JsonNode> answer) {
    JsonNode body = answer.getBody();
    return body == null ? "" : body.path("message").asText();
  }

  private Instant ends() {
    return jdbc.sql(
            """
            select expires_at from record.circulation
            where case_number = ? and expires_at is not null
            """)
        .param(caseNumber)
        .query((row, number) -> row.getTimestamp(1).toInstant())
        .single();
  }

  private List<String> log() {
    return jdbc.sql(
            """
            select person || ' ' || event || ' ' || section || ' ' || basis from record.read_log
            where case_number = ? and basis is not null order by id
            """)
        .param(caseNumber)
        .query(String.class)
        .list();
  }
}
