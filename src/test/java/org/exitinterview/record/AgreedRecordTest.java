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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was said and not agreed cannot be read again, whatever is restored; what was agreed can. */
@ApplicationTest
class AgreedRecordTest {

  private static final Set<Section> INTERVIEW = Set.of(Section.SAFE, Section.FAMILY);

  @Autowired private RecordVault vault;
  @Autowired private RecordKeys keys;
  @Autowired private IdentityService identityService;
  @Autowired private KeyDatabase keyDatabase;
  @Autowired private JdbcClient jdbc;
  @Autowired private PlatformTransactionManager transactions;

  private final String caseNumber = "EI-" + UUID.randomUUID();

  @BeforeEach
  void talk() {
    vault.open(caseNumber);
    vault.grant(caseNumber, Reader.user("ines"), INTERVIEW, Access.WRITE, "interviewer");
    vault.grant(caseNumber, Reader.user("irene"), INTERVIEW, Access.READ, "considers");
    actAs("ines");
    vault.write(caseNumber, Section.SAFE, "", Map.of("words", "first version"));
    vault.write(caseNumber, Section.SAFE, "", Map.of("words", "as agreed"));
    vault.write(caseNumber, Section.FAMILY, "", Map.of("words", "please take this out"));
  }

  @AfterEach
  void logOut() {
    identityService.clearAuthentication();
  }

  @Test
  void whatWasAgreedIsStillReadByThoseOnTheList() {
    agreeWithout(Section.FAMILY);

    actAs("irene");
    assertThat(vault.read(caseNumber, Section.SAFE, "")).containsEntry("words", "as agreed");
    assertThat(vault.read(caseNumber, Section.FAMILY, "")).isEmpty();
    actAs("ines");
    vault.write(caseNumber, Section.SAFE, "", Map.of("more", "a correction"));
    assertThat(vault.read(caseNumber, Section.SAFE, ""))
        .containsEntry("words", "as agreed")
        .containsEntry("more", "a correction");
  }

  @Test
  void aRestoredDumpOfTheRecordDoesNotOpen() {
    List<Map<String, Object>> records = rows("record.interview_record");
    List<Map<String, Object>> sections = rows("record.section");
    List<Map<String, Object>> list = rows("record.circulation");
    agreeWithout(Section.FAMILY);
    assertThat(sections).hasSize(3);

    restore(sections);
    assertThatThrownBy(() -> vault.read(caseNumber, Section.FAMILY, ""))
        .as("the old words under the new key")
        .isInstanceOf(RecordUnreadableException.class);

    jdbc.sql("update record.interview_record set key_id = ? where case_number = ?")
        .params(records.get(0).get("key_id"), caseNumber)
        .update();
    list.forEach(
        row ->
            jdbc.sql("update record.circulation set seal = ? where id = ?")
                .params(row.get("seal"), row.get("id"))
                .update());
    for (Section section : INTERVIEW) {
      assertThatThrownBy(() -> vault.read(caseNumber, section, ""))
          .as("the whole dump: %s", section)
          .isInstanceOf(RecordUnreadableException.class);
    }
  }

  @Test
  void theKeyBeforeIsGone() {
    UUID before = keyId();
    agreeWithout();

    assertThat(keyId()).isNotEqualTo(before);
    assertThat(storedKeys()).containsExactly(keyId());
  }

  @Test
  void aStepThatIsUndoneLosesNothing() {
    List<Map<String, Object>> sections = rows("record.section");
    UUID before = keyId();
    inTransaction(
        () -> {
          vault.keepWhatWasAgreed(caseNumber, Set.of(Section.FAMILY));
          assertThat(vault.read(caseNumber, Section.SAFE, "")).containsEntry("words", "as agreed");
          throw new IllegalStateException("the step fails after it");
        });

    assertThat(keyId()).isEqualTo(before);
    assertThat(storedKeys()).as("the new key is taken away again").containsExactly(before);
    assertThat(rows("record.section")).hasSameSizeAs(sections);
    assertThat(vault.read(caseNumber, Section.FAMILY, ""))
        .containsEntry("words", "please take this out");
    keys.destroyMarked();
    assertThat(vault.read(caseNumber, Section.SAFE, "")).containsEntry("words", "as agreed");
  }

  @Test
  void whatACrashLeftBehindIsDestroyedLater() {
    UUID before = keyId();
    agreeWithout();
    UUID left = UUID.randomUUID();
    keyDatabase
        .jdbc()
        .sql(
            """
            insert into vault_keys.data_key (key_id, case_number, wrapped_key, created_at)
            select ?, case_number, wrapped_key, created_at from vault_keys.data_key
            where case_number = ?
            """)
        .params(left, caseNumber)
        .update();
    jdbc.sql("insert into record.key_to_destroy (key_id, marked_at) values (?, now())")
        .param(left)
        .update();

    keys.destroyMarked();

    assertThat(storedKeys()).containsExactly(keyId()).doesNotContain(before, left);
    assertThat(jdbc.sql("select key_id from record.key_to_destroy").query(UUID.class).list())
        .doesNotContain(left);
  }

  @Test
  void aKeyThatNoRecordIsKeptUnderIsDestroyedLater() {
    for (String age : List.of("2 hours", "1 minute")) {
      keyDatabase
          .jdbc()
          .sql(
              """
              insert into vault_keys.data_key (key_id, case_number, wrapped_key, created_at)
              select gen_random_uuid(), case_number, wrapped_key, created_at - cast(? as interval)
              from vault_keys.data_key where key_id = ?
              """)
          .params(age, keyId())
          .update();
    }
    assertThat(storedKeys()).hasSize(3);

    keys.destroyUnused();

    assertThat(storedKeys()).as("its own, and one that may be in the making").hasSize(2);
    assertThat(vault.read(caseNumber, Section.SAFE, "")).containsEntry("words", "as agreed");
    assertThat(keys.ofReadLog()).isNotNull();
  }

  @Test
  void aRowPutIntoTheCirculationListByHandIsNotSealedOnTheWay() {
    jdbc.sql(
            """
            insert into record.circulation (case_number, reader_kind, reader_id, section, access,
              basis, granted_by, granted_at, seal)
            select case_number, reader_kind, 'mallory', section, access, basis, granted_by,
              granted_at, seal from record.circulation where case_number = ? and reader_id = 'ines'
            """)
        .param(caseNumber)
        .update();
    assertThatThrownBy(this::agreeWithout).hasMessageContaining("was changed by hand");
    actAs("mallory");
    assertThat(vault.mayRead(caseNumber, Section.SAFE)).isFalse();
  }

  @Test
  void theReadLogSaysSo() {
    agreeWithout(Section.FAMILY);
    assertThat(
            jdbc.sql(
                    """
                    select person || ' ' || event || ' ' || section from record.read_log
                    where case_number = ? and event <> 'written' order by section
                    """)
                .param(caseNumber)
                .query(String.class)
                .list())
        .containsExactly("ines destroyed family", "ines agreed safe");
  }

  @Test
  void itIsPartOfAStep() {
    assertThatThrownBy(() -> vault.keepWhatWasAgreed(caseNumber, Set.of()))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  private void agreeWithout(Section... takenOut) {
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> vault.keepWhatWasAgreed(caseNumber, Set.of(takenOut)));
  }

  private void inTransaction(Runnable work) {
    assertThatThrownBy(
            () -> new TransactionTemplate(transactions).executeWithoutResult(status -> work.run()))
        .isInstanceOf(IllegalStateException.class);
  }

  private UUID keyId() {
    return jdbc.sql("select key_id from record.interview_record where case_number = ?")
        .param(caseNumber)
        .query(UUID.class)
        .single();
  }

  private List<UUID> storedKeys() {
    return keyDatabase
        .jdbc()
        .sql("select key_id from vault_keys.data_key where case_number = ?")
        .param(caseNumber)
        .query(UUID.class)
        .list();
  }

  private List<Map<String, Object>> rows(String table) {
    return jdbc.sql("select * from " + table + " where case_number = ?")
        .param(caseNumber)
        .query()
        .listOfRows();
  }

  private void restore(List<Map<String, Object>> sections) {
    jdbc.sql("delete from record.section where case_number = ?").param(caseNumber).update();
    sections.forEach(
        row ->
            jdbc.sql(
                    """
                    insert into record.section (case_number, section, item, revision, ciphertext,
                      written_at, written_by)
                    values (:case_number, :section, :item, :revision, :ciphertext, :written_at,
                      :written_by)
                    """)
                .params(row)
                .update());
  }

  private void actAs(String user, String... groups) {
    identityService.setAuthentication(user, List.of(groups));
  }
}
