package org.exitinterview.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever holds the database puts back what was once valid. Nothing of it counts. */
@ApplicationTest
class SealedStateTest {

  private static final String STEP = "userTask_decide";
  private static final Set<Section> SAID = Set.of(Section.SAFE);

  @Autowired private RecordVault vault;
  @Autowired private RecordKeys keys;
  @Autowired private SealedState state;
  @Autowired private IdentityService identityService;
  @Autowired private JdbcClient jdbc;

  private final String caseNumber = "EI-" + UUID.randomUUID();

  @BeforeEach
  void decide() {
    vault.open(caseNumber);
    vault.grant(caseNumber, Reader.user("ines"), SAID, Access.WRITE, "interviewer");
    actAs("ines");
    vault.write(caseNumber, Section.SAFE, "", Map.of("words", "first"));
    actAs("irene");
    vault.sealAct(caseNumber, STEP, "", "release", Map.of("home", "full"));
  }

  @AfterEach
  void logOut() {
    identityService.clearAuthentication();
  }

  @Test
  void anActIsReadAsItWasDone() {
    SealedAct act = vault.latestAct(caseNumber, STEP).orElseThrow();
    assertThat(act.person()).isEqualTo("irene");
    assertThat(act.decision()).isEqualTo("release");
    assertThat(act.facts()).containsEntry("home", "full");
    assertThat(act.revisions()).containsExactly(Map.entry("safe/", 1));
    assertThat(vault.isUnchangedSince(caseNumber, act)).isTrue();
  }

  @Test
  void anActCoversTheWordsItWasDoneAbout() {
    SealedAct act = vault.latestAct(caseNumber, STEP).orElseThrow();
    actAs("ines");
    vault.write(caseNumber, Section.SAFE, "", Map.of("words", "second"));
    assertThat(vault.isUnchangedSince(caseNumber, act)).isFalse();
  }

  @Test
  @DisplayName("A whole older state, with its seal, does not come back once something was undone")
  void olderStateDoesNotComeBack() {
    List<Map<String, Object>> acts = rows("record.sealed_act");
    List<Map<String, Object>> list = rows("record.circulation");
    Object seal = rows("record.interview_record").get(0).get("state_seal");
    vault.sealAct(caseNumber, STEP, "", "hold", Map.of());
    vault.end(caseNumber, Reader.user("ines"));

    jdbc.sql("delete from record.sealed_act where case_number = ?").param(caseNumber).update();
    acts.forEach(
        row ->
            jdbc.sql("insert into record.sealed_act values (?, ?, ?)")
                .params(caseNumber, row.get("position"), row.get("act"))
                .update());
    list.forEach(
        row ->
            jdbc.sql(
                    """
                    update record.circulation set ended_at = null, ended_by = null, seal = ?
                    where id = ?
                    """)
                .params(row.get("seal"), row.get("id"))
                .update());
    jdbc.sql("update record.interview_record set state_seal = ? where case_number = ?")
        .params(seal, caseNumber)
        .update();

    assertThatThrownBy(() -> vault.latestAct(caseNumber, STEP))
        .isInstanceOf(RecordUnreadableException.class);
    actAs("ines");
    assertThat(vault.readable(caseNumber, "")).isEmpty();
    assertThatThrownBy(
            () -> vault.grant(caseNumber, Reader.user("mallory"), SAID, Access.READ, "test"))
        .as("what was changed by hand is not sealed anew")
        .hasMessageContaining("was changed by hand");
  }

  @Test
  @DisplayName("Were the state not sealed as a whole, the row's own seal would stop it")
  void eachLayerHoldsByItself() {
    Object seal = rows("record.circulation").get(0).get("seal");
    vault.end(caseNumber, Reader.user("ines"));
    jdbc.sql(
            """
            update record.circulation set ended_at = null, ended_by = null, seal = ?
            where case_number = ?
            """)
        .params(seal, caseNumber)
        .update();
    state.seal(keys.of(caseNumber), caseNumber);
    actAs("ines");
    assertThat(vault.readable(caseNumber, "")).isEmpty();
  }

  @Test
  @DisplayName("Were a row its own proof, a row that ended would open the record again")
  void withoutTheStateARowThatIsMissingWouldNotBeNoticed() {
    vault.grant(caseNumber, Reader.user("irene"), SAID, Access.READ, "considers");
    jdbc.sql("delete from record.circulation where case_number = ? and reader_id = 'irene'")
        .param(caseNumber)
        .update();
    actAs("ines");
    assertThat(vault.readable(caseNumber, "")).as("noticed").isEmpty();
    state.seal(keys.of(caseNumber), caseNumber);
    assertThat(vault.readable(caseNumber, "")).as("not noticed").containsExactly(Section.SAFE);
  }

  @Test
  void aLaterActDoesNotGetLostUnseen() {
    vault.sealAct(caseNumber, STEP, "", "hold", Map.of());
    assertThat(vault.latestAct(caseNumber, STEP).orElseThrow().decision()).isEqualTo("hold");
    jdbc.sql("delete from record.sealed_act where case_number = ? and position = 2")
        .param(caseNumber)
        .update();
    assertThatThrownBy(() -> vault.latestAct(caseNumber, STEP))
        .isInstanceOf(RecordUnreadableException.class);
  }

  private List<Map<String, Object>> rows(String table) {
    return jdbc.sql("select * from %s where case_number = ?".formatted(table))
        .param(caseNumber)
        .query()
        .listOfRows();
  }

  private void actAs(String user) {
    identityService.setAuthentication(user, List.of());
  }
}
