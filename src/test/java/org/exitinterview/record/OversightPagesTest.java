package org.exitinterview.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.exitinterview.ApplicationTest;
import org.exitinterview.register.CaseOutcome;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** The pages of those who answer for the records, and that nobody else sees them. */
@ApplicationTest
class OversightPagesTest {

  private static final String OFFICER = "dora.protection";
  private static final String LEAD = "sean.safeguarding";

  @Autowired private RecordVault vault;
  @Autowired private CaseRegister register;
  @Autowired private IdentityService identityService;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  private final String caseNumber = "EI-" + UUID.randomUUID();
  private final String words = "Words" + UUID.randomUUID().toString().replace("-", "");

  @BeforeEach
  void writeRecord() {
    vault.open(caseNumber);
    vault.grant(caseNumber, Reader.user("ines"), Set.of(Section.SAFE), Access.WRITE, "interviewer");
    identityService.setAuthentication("ines", List.of());
    vault.write(caseNumber, Section.SAFE, "", Map.of("feltSafe", words));
    identityService.clearAuthentication();
  }

  @AfterEach
  void logOut() {
    identityService.clearAuthentication();
  }

  @ParameterizedTest
  @CsvSource({
    "read-log,         admin",
    "read-log,         simon.supervisor",
    "read-log,         judith.senior",
    "read-log/csv,     irene.iro",
    "retention,        sean.safeguarding",
    "retention,        admin",
    "retention/CASE,   simon.supervisor",
    "cases/CASE/override, dora.protection",
    "cases/CASE/override, simon.supervisor",
    "cases/CASE/override, admin"
  })
  void nobodyElseSeesThemAndWhoTriesIsLogged(String page, String userId) {
    long before = refusalsOf(userId);
    ResponseEntity<String> answer = get(userId, page.replace("CASE", caseNumber));

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(answer.getBody()).contains("role=\"alert\"", "Only ").doesNotContain(words);
    assertThat(refusalsOf(userId)).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {OFFICER, LEAD})
  void theLogSaysWhoReadWhatAndWhy(String userId) {
    assertThat(get("simon.supervisor", "cases/" + caseNumber + "/override").getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);

    String page = get(userId, "read-log?case=" + caseNumber).getBody();

    assertThat(page)
        .contains("ines", "wrote", "Safe", "interviewer")
        .contains("Simon Reed", "was refused", "not a safeguarding lead")
        .contains("2</span> <span>lines")
        .doesNotContain(words, "This line was altered");
    assertThat(get(userId, "read-log?person=ines&case=" + caseNumber).getBody())
        .doesNotContain("Simon Reed");
    assertThat(get(userId, "read-log?case=%s&to=2020-01-01".formatted(caseNumber)).getBody())
        .contains("Nothing of that kind");
    assertThat(get(userId, "read-log?from=yesterday").getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
    String csv = get(userId, "read-log/csv?case=" + caseNumber).getBody();
    assertThat(csv).contains(",ines,ines,wrote,Safe," + caseNumber + ",interviewer,yes");
  }

  @Test
  void aSpreadsheetCalculatesNothingThatSomebodyAskedFor() {
    String formula = "=cmd" + UUID.randomUUID();
    get("simon.supervisor", "cases/" + formula + "/override");
    assertThat(get(OFFICER, "read-log/csv?case=" + formula).getBody())
        .contains(",'" + formula + ",");
  }

  @Test
  void anAlteredLineIsMarked() {
    jdbc.sql(
            """
            insert into record.read_log (happened_at, person, case_number, section, event, basis)
            values (now(), 'somebody', ?, 'safe', 'read', 'made up')
            """)
        .param(caseNumber)
        .update();
    try {
      assertThat(get(OFFICER, "read-log?case=" + caseNumber).getBody())
          .contains("This line was altered");
    } finally {
      deleteLines();
    }
  }

  @Test
  void theLeadOpensReadsAndClosesWithoutAnyScript() {
    String address = "cases/" + caseNumber + "/override";
    assertThat(get(LEAD, address).getBody()).contains("value=\"safe\"").doesNotContain(words);

    ResponseEntity<String> without = post(LEAD, address, form("parts", "safe", "reason", " "));
    assertThat(without.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(without.getBody()).contains("Say why");
    post(LEAD, address, form("parts", "safe", "reason", "He is missing"));
    assertThat(get(LEAD, address).getBody())
        .contains("Felt safe", words, "He is missing", "still open");
    assertThat(get("judith.senior", address).getBody())
        .contains("He is missing")
        .doesNotContain(words, "Open these parts");

    post(LEAD, address + "/end", form());
    assertThat(get(LEAD, address).getBody()).contains("He is missing").doesNotContain(words);
    assertThat(get(OFFICER, "read-log?case=" + caseNumber).getBody())
        .contains("opened by safeguarding override", "ended the safeguarding override");
  }

  @Test
  void everyEntryOfAPartIsShown() {
    identityService.setAuthentication("ines", List.of());
    vault.grant(
        caseNumber, Reader.user("ines"), Set.of(Section.RECOMMENDATION), Access.WRITE, "test");
    vault.write(caseNumber, Section.RECOMMENDATION, "one", Map.of("wording", words + "One"));
    vault.write(caseNumber, Section.RECOMMENDATION, "two", Map.of("wording", words + "Two"));
    identityService.clearAuthentication();
    String address = "cases/" + caseNumber + "/override";
    post(LEAD, address, form("parts", "recommendation", "reason", "He is missing"));
    assertThat(get(LEAD, address).getBody()).contains(words + "One", words + "Two");
  }

  @Test
  void theOfficerHoldsReleasesAndErases() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
    open(today.minusDays(1));
    String address = "retention/" + caseNumber;
    assertThat(get(OFFICER, "retention").getBody()).contains(caseNumber, "Would be erased");

    post(OFFICER, address + "/hold", form("reason", "INQUIRY"));
    assertThat(get(OFFICER, "retention").getBody()).contains("Held: would not be erased");
    assertThat(get(OFFICER, address).getBody())
        .contains("an inquiry or review")
        .doesNotContain("Erase the record for good");
    assertThat(post(OFFICER, address + "/erase", form("confirm", caseNumber)).getStatusCode())
        .isEqualTo(HttpStatus.CONFLICT);

    post(OFFICER, address + "/release", form());
    assertThat(post(OFFICER, address + "/erase", form("confirm", "EI")).getBody())
        .contains("Nothing was erased");
    assertThat(post(LEAD, address + "/erase", form("confirm", caseNumber)).getStatusCode())
        .isEqualTo(HttpStatus.FORBIDDEN);
    post(OFFICER, address + "/erase", form("confirm", caseNumber));
    assertThat(get(OFFICER, address).getBody())
        .contains("erased on", "complete on")
        .doesNotContain("Erase the record for good");
    assertThat(get(OFFICER, "retention").getBody()).contains(caseNumber);
  }

  @Test
  void theOfficerNotesADeath() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
    open(today.plusYears(60));
    post(
        OFFICER,
        "retention/" + caseNumber + "/death",
        form("died", today.minusYears(1).toString()));
    assertThat(register.retainUntil(caseNumber)).contains(today.plusYears(14));
    assertThat(get(OFFICER, "retention/" + caseNumber).getBody()).contains("The young person died");
  }

  @Test
  void aCaseThatDoesNotExistIsSaidPlainly() {
    ResponseEntity<String> answer = get(OFFICER, "retention/EI-NONE");
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(answer.getBody()).contains("There is no interview record with that number.");
  }

  private void open(LocalDate retainUntil) {
    register.open(
        new ExitCase(
            caseNumber,
            "child-" + caseNumber,
            retainUntil.minusYears(75),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            "notice",
            clock.instant(),
            null,
            null,
            null,
            null,
            null));
    register.close(caseNumber, CaseOutcome.COMPLETED, null, retainUntil);
  }

  private void deleteLines() {
    jdbc.sql("alter table record.read_log disable trigger read_log_append_only").update();
    jdbc.sql("delete from record.read_log where case_number = ? and basis = 'made up'")
        .param(caseNumber)
        .update();
    jdbc.sql("alter table record.read_log enable trigger read_log_append_only").update();
  }

  private long refusalsOf(String userId) {
    return jdbc.sql("select count(*) from record.read_log where person = ? and event = 'refused'")
        .param(userId)
        .query(Long.class)
        .single();
  }

  private ResponseEntity<String> get(String userId, String page) {
    return rest.withBasicAuth(userId, ApplicationTest.PASSWORD)
        .getForEntity("/pages/" + page, String.class);
  }

  private ResponseEntity<String> post(
      String userId, String page, MultiValueMap<String, String> form) {
    return rest.withBasicAuth(userId, ApplicationTest.PASSWORD)
        .postForEntity("/pages/" + page, form, String.class);
  }

  private static MultiValueMap<String, String> form(String... namesAndValues) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return form;
  }
}
