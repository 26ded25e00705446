package org.exitinterview.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.exitinterview.ApplicationTest;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.record.ReadLogChain.Finding;
import org.exitinterview.record.ReadLogChain.Kind;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What somebody with the whole database does to the read log is found. */
@ApplicationTest
class ReadLogChainTest {

  @Autowired private ReadLogChain chain;
  @Autowired private RecordVault vault;
  @Autowired private IdentityService identityService;
  @Autowired private ExitInterviewSettings settings;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient jdbc;
  @Autowired private PlatformTransactionManager transactions;

  private final String caseNumber = "EI-" + UUID.randomUUID();

  @BeforeEach
  void readSomething() throws Exception {
    Files.deleteIfExists(settings.dataDir().resolve("read-log-head"));
    vault.open(caseNumber);
    vault.grant(caseNumber, Reader.user("ines"), Set.of(Section.SAFE), Access.WRITE, "interviewer");
    identityService.setAuthentication("ines", List.of());
    vault.write(caseNumber, Section.SAFE, "", Map.of("words", "I felt safe"));
    for (int i = 0; i < 3; i++) {
      vault.read(caseNumber, Section.SAFE, "");
    }
    linkAll();
    chain.noteHead();
  }

  @AfterEach
  void logOut() throws Exception {
    identityService.clearAuthentication();
    Files.deleteIfExists(settings.dataDir().resolve("read-log-head"));
    Files.deleteIfExists(settings.dataDir().resolve("read-log-heads"));
  }

  @Test
  void theLogAsTheServiceWroteItIsInOrder() {
    assertThat(chain.verify()).isEmpty();
    assertThat(chain.link()).isZero();
  }

  @Test
  void anAlteredLineIsFound() {
    for (String change :
        List.of(
            "person = 'somebody.else'",
            "case_number = 'EI-OTHER'",
            "section = 'family'",
            "event = 'refused'",
            "basis = null",
            "happened_at = happened_at - interval '1 day'")) {
      assertThat(findingsAfter("update record.read_log set " + change + " where id = " + line(1)))
          .as(change)
          .containsExactly(new Finding(Kind.NOT_AS_WRITTEN, line(1)));
    }
  }

  @Test
  void aDeletedLineIsFound() {
    assertThat(findingsAfter("delete from record.read_log where id = " + line(1)))
        .containsExactly(new Finding(Kind.MISSING, line(1)));
    assertThat(
            findingsAfter(
                "delete from record.read_log_link where log_id = " + line(1),
                "delete from record.read_log where id = " + line(1)))
        .containsExactly(new Finding(Kind.LINK_BROKEN, line(2)));
  }

  @Test
  void anInsertedLineIsFoundBeforeAndAfterItIsLinked() {
    String inserted =
        """
        insert into record.read_log (happened_at, person, case_number, section, event, basis,
          entry, seal)
        select happened_at, 'somebody.else', case_number, section, event, basis,
          gen_random_uuid(), seal from record.read_log where id = %d
        """
            .formatted(line(1));
    assertThat(findingsAfter(inserted))
        .extracting(Finding::kind)
        .containsExactly(Kind.NOT_AS_WRITTEN);
    assertThat(
            undone(
                () -> {
                  jdbc.sql(inserted).update();
                  assertThat(chain.link()).isEqualTo(1);
                  return chain.verify();
                }))
        .extracting(Finding::kind)
        .containsExactly(Kind.NOT_AS_WRITTEN);
  }

  @Test
  void aLogWhoseEndIsCutOffIsFound() {
    long last = line(3);
    assertThat(
            findingsAfter(
                "delete from record.read_log_link where log_id = " + last,
                "delete from record.read_log where id = " + last))
        .extracting(Finding::kind)
        .containsExactly(Kind.CUT_OFF);
  }

  @Test
  void aCutOffEndIsStillFoundWhenTheLogHasGoneOn() {
    chain.noteHeadOfTheDay();
    long last = line(3);
    List<Finding> findings =
        undone(
            () -> {
              jdbc.sql("delete from record.read_log_link where log_id = " + last).update();
              jdbc.sql("delete from record.read_log where id = " + last).update();
              vault.read(caseNumber, Section.SAFE, "");
              linkAll();
              chain.noteHead();
              return chain.verify();
            });
    assertThat(findings).extracting(Finding::kind).contains(Kind.CUT_OFF);
  }

  @Test
  void linesThatChangePlacesAreFound() {
    assertThat(
            findingsAfter(
                "update record.read_log_link set log_id = -1 where log_id = " + line(1),
                "update record.read_log_link set log_id = %d where log_id = %d"
                    .formatted(line(1), line(2)),
                "update record.read_log_link set log_id = %d where log_id = -1".formatted(line(2))))
        .contains(new Finding(Kind.LINK_BROKEN, line(1)), new Finding(Kind.LINK_BROKEN, line(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sean.safeguarding", "dora.protection"})
  void thoseWhoAnswerForItSeeWhoRead(String userId) {
    identityService.setAuthentication("mallory", List.of());
    try {
      vault.read(caseNumber, Section.SAFE, "");
    } catch (AccessRefusedException expected) {
      // The refusal is what is looked for below.
    }
    JsonNode log = get(userId, "?case=" + caseNumber).getBody();

    assertThat(log).isNotNull().hasSize(5);
    assertThat(log.get(1).path("person").asText()).isEqualTo("ines");
    assertThat(log.get(1).path("event").asText()).isEqualTo("read");
    assertThat(log.get(1).path("basis").asText()).isEqualTo("interviewer");
    assertThat(log.get(1).path("asWritten").asBoolean()).isTrue();
    assertThat(log.get(4).path("person").asText()).isEqualTo("mallory");
    assertThat(log.get(4).path("event").asText()).isEqualTo("refused");
    assertThat(get(userId, "/findings").getBody()).isNotNull().isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"admin", "simon.supervisor", "irene.iro", "judith.senior", "petra.process"})
  void nobodyElseDoes(String userId) {
    assertThat(get(userId, "?case=" + caseNumber).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(get(userId, "/findings").getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
  }

  private ResponseEntity<JsonNode> get(String userId, String what) {
    return rest.withBasicAuth(userId, ApplicationTest.PASSWORD)
        .getForEntity("/api/read-log" + what, JsonNode.class);
  }

  private List<Finding> findingsAfter(String... statements) {
    return undone(
        () -> {
          for (String statement : statements) {
            assertThat(jdbc.sql(statement).update()).as(statement).isEqualTo(1);
          }
          return chain.verify();
        });
  }

  /** Does it as the database's owner, for whom no trigger holds, and takes it back. */
  private List<Finding> undone(Supplier<List<Finding>> work) {
    List<Finding> findings =
        new TransactionTemplate(transactions)
            .execute(
                status -> {
                  jdbc.sql("set local session_replication_role = replica").update();
                  status.setRollbackOnly();
                  return work.get();
                });
    return findings == null ? List.of() : findings;
  }

  private void linkAll() {
    int linked;
    do {
      linked = chain.link();
    } while (linked > 0);
  }

  /** Id of the case's line, counted from 0. */
  private long line(int number) {
    return jdbc.sql("select id from record.read_log where case_number = ? order by id")
        .param(caseNumber)
        .query(Long.class)
        .list()
        .get(number);
  }
}
