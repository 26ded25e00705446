package org.exitinterview.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.config.StartRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is written for some people stays unreadable for everybody else, and every look is noted. */
@ApplicationTest
class RecordVaultTest {

  @Autowired private RecordVault vault;
  @Autowired private IdentityService identityService;
  @Autowired private KeyDatabase keyDatabase;
  @Autowired private JdbcClient jdbc;
  @Autowired private OwnConnections connections;
  @Autowired private Clock clock;
  @Autowired private ExitInterviewSettings settings;
  @Autowired private PlatformTransactionManager transactions;

  private final String caseNumber = "EI-" + UUID.randomUUID();

  @BeforeEach
  void openRecord() {
    vault.open(caseNumber);
    vault.grant(caseNumber, Reader.user("ines"), Set.of(Section.SAFE), Access.WRITE, "test");
    actAs("ines");
  }

  @AfterEach
  void logOut() {
    identityService.clearAuthentication();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Map<String, Object> fields =
        Map.of("feltSafe", "Mostly, not at night", "times", 3, "who", List.of("staff", "friends"));
    vault.write(caseNumber, Section.SAFE, "", fields);
    assertThat(vault.read(caseNumber, Section.SAFE, "")).isEqualTo(fields);
    assertThat(vault.read(caseNumber, Section.SAFE, "another item")).isEmpty();
  }

  @Test
  void writingKeepsOtherFieldsAndEarlierRevisions() {
    vault.write(caseNumber, Section.SAFE, "", Map.of("first", "one", "second", "two"));
    vault.write(caseNumber, Section.SAFE, "", Map.of("second", "three"));
    assertThat(vault.read(caseNumber, Section.SAFE, ""))
        .isEqualTo(Map.of("first", "one", "second", "three"));
    assertThat(
            jdbc.sql("select count(*) from record.section where case_number = ?")
                .param(caseNumber)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void noColumnOfTheDatabaseHoldsTheWords() {
    String canary = "canary" + UUID.randomUUID().toString().replace("-", "");
    vault.write(caseNumber, Section.SAFE, "", Map.of("feltSafe", "He said: " + canary));
    DatabaseScan scan = new DatabaseScan(jdbc);
    assertThat(scan.columnsHolding(canary)).isEmpty();
    assertThat(scan.columnsHolding(caseNumber)).isNotEmpty();
  }

  @Test
  void whoeverIsNotOnTheListIsRefusedAndTheRefusalIsLogged() {
    actAs("peter", "camunda-admin");
    assertThatThrownBy(() -> vault.read(caseNumber, Section.SAFE, ""))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("not on the circulation list");
    assertThatThrownBy(() -> vault.write(caseNumber, Section.SAFE, "", Map.of("a", "b")))
        .isInstanceOf(AccessRefusedException.class);
    assertThat(log()).containsExactly("peter refused", "peter refused");
  }

  @Test
  void aSectionIsCirculatedByItself() {
    assertThat(vault.readable(caseNumber, "")).containsExactly(Section.SAFE);
    assertThat(vault.mayRead(caseNumber, Section.FAMILY)).isFalse();
    assertThatThrownBy(() -> vault.read(caseNumber, Set.of(Section.SAFE, Section.FAMILY), ""))
        .isInstanceOf(AccessRefusedException.class);
  }

  @Test
  void aGroupReadsAndDoesNotWriteUntilItsAccessEnds() {
    Reader iros = Reader.group("iro");
    vault.grant(caseNumber, iros, Set.of(Section.SAFE), Access.READ, "test");
    vault.write(caseNumber, Section.SAFE, "", Map.of("a", "b"));
    actAs("ola", "iro");
    assertThat(vault.read(caseNumber, Section.SAFE, "")).containsEntry("a", "b");
    assertThatThrownBy(() -> vault.write(caseNumber, Section.SAFE, "", Map.of("a", "c")))
        .isInstanceOf(AccessRefusedException.class);
    vault.end(caseNumber, iros);
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isFalse();
  }

  @Test
  void whoIsNamedInOneRecommendationReadsThatOneOnly() {
    Set<Section> recommendation = Set.of(Section.RECOMMENDATION);
    vault.grant(caseNumber, Reader.user("ines"), recommendation, Access.WRITE, "test");
    vault.grant(caseNumber, Reader.user("owen"), recommendation, "one", Access.READ, "named");
    vault.write(caseNumber, Section.RECOMMENDATION, "one", Map.of("text", "More phones"));
    vault.write(caseNumber, Section.RECOMMENDATION, "two", Map.of("text", "More staff"));
    actAs("owen");
    assertThat(vault.read(caseNumber, Section.RECOMMENDATION, "one"))
        .containsEntry("text", "More phones");
    assertThatThrownBy(() -> vault.read(caseNumber, Section.RECOMMENDATION, "two"))
        .isInstanceOf(AccessRefusedException.class);
    vault.endAll(caseNumber, "named");
    assertThat(vault.readable(caseNumber, "one")).isEmpty();
  }

  @Test
  void readsAndRefusalsStayInTheLogWhenTheStepIsUndone() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              vault.write(caseNumber, Section.SAFE, "", Map.of("a", "b"));
              vault.read(caseNumber, Section.SAFE, "");
              status.setRollbackOnly();
            });
    assertThat(log()).containsExactly("ines read");
    assertThat(vault.read(caseNumber, Section.SAFE, "")).isEmpty();
  }

  @Test
  void aRowPutIntoTheCirculationListByHandIsWorthNothing() {
    jdbc.sql(
            """
            insert into record.circulation (case_number, reader_kind, reader_id, section, access,
              basis, granted_by, granted_at, seal)
            select case_number, reader_kind, 'mallory', section, access, basis, granted_by,
              granted_at, seal from record.circulation where case_number = ?
            """)
        .param(caseNumber)
        .update();
    actAs("mallory");
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isFalse();
  }

  @Test
  void ciphertextMovedToAnotherPlaceDoesNotOpen() {
    vault.write(caseNumber, Section.SAFE, "", Map.of("a", "b"));
    jdbc.sql("update record.section set item = 'moved' where case_number = ?")
        .param(caseNumber)
        .update();
    assertThatThrownBy(() -> vault.read(caseNumber, Section.SAFE, "moved"))
        .isInstanceOf(RecordUnreadableException.class);
  }

  @Test
  void aRecordWhoseKeyIsDestroyedSaysSo() {
    keyDatabase
        .jdbc()
        .sql("delete from vault_keys.data_key where case_number = ?")
        .param(caseNumber)
        .update();
    assertThatThrownBy(() -> vault.read(caseNumber, Section.SAFE, ""))
        .isInstanceOf(RecordUnreadableException.class)
        .hasMessageContaining("was erased");
  }

  @Test
  void theSameKeyFileOpensTheRecordsAgainAndAnotherDoesNot(@TempDir Path folder) throws Exception {
    Path keyFile = settings.dataDir().resolve("record-key.json");
    byte[] nothing = {};
    byte[] ciphertext = keys(keyFile).of(caseNumber).encrypt(nothing, nothing);
    assertThat(keys(keyFile).of(caseNumber).decrypt(ciphertext, nothing)).isEmpty();

    Path otherFile = folder.resolve("other.json");
    Files.copy(keyFile, otherFile);
    String changed =
        Files.readString(otherFile).replaceAll("\"value\":\"[^\"]{8}", "\"value\":\"GiAAAAAA");
    Files.writeString(otherFile, changed, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> keys(otherFile).of(caseNumber))
        .isInstanceOf(RecordUnreadableException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void noNewKeyIsMadeWhileThereAreRecords(@TempDir Path folder) {
    assertThatThrownBy(() -> keys(folder.resolve("missing.json")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("their key is missing");
  }

  @Test
  void aKeyThatIsSaidToLieSomewhereIsNeverReplaced(@TempDir Path folder) {
    assertThatThrownBy(() -> keys(folder.resolve("mounted.json")))
        .isInstanceOf(StartRefusedException.class);
    assertThat(folder.resolve("mounted.json")).doesNotExist();
  }

  private RecordKeys keys(Path file) {
    return new RecordKeys(
        jdbc,
        connections,
        keyDatabase,
        new KeyFile(
            keyDatabase,
            new RecordSettings(
                file, null, 14, new RecordSettings.Keys(null, null, null), Duration.ofDays(3)),
            settings),
        clock);
  }

  private List<String> log() {
    return jdbc.sql(
            "select person || ' ' || event from record.read_log where case_number = ? order by id")
        .param(caseNumber)
        .query(String.class)
        .list();
  }

  private void actAs(String user, String... groups) {
    identityService.setAuthentication(user, List.of(groups));
  }
}
