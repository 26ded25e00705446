package org.exitinterview.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.exitinterview.ApplicationTest;
import org.exitinterview.record.RecordRetention.Due;
import org.exitinterview.record.RecordRetention.HoldReason;
import org.exitinterview.register.CaseOutcome;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records are kept as long as the law says, and no backup brings an erased one back. */
@ApplicationTest
class RecordRetentionTest {

  @Autowired private RecordRetention retention;
  @Autowired private RecordVault vault;
  @Autowired private CaseRegister register;
  @Autowired private IdentityService identityService;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  private final String caseNumber = "EI-" + UUID.randomUUID();

  @BeforeEach
  void writeRecord() {
    vault.open(caseNumber);
    vault.grant(caseNumber, Reader.user("ines"), Set.of(Section.SAFE), Access.WRITE, "test");
    identityService.setAuthentication("ines", List.of());
    vault.write(caseNumber, Section.SAFE, "", Map.of("words", "I felt safe"));
  }

  @AfterEach
  void logOut() {
    identityService.clearAuthentication();
  }

  @Test
  void aRecordIsKeptToItsLastDay() {
    close(today());
    assertThat(due()).isEmpty();
    assertThatThrownBy(() -> retention.erase(caseNumber))
        .isInstanceOf(ErasureRefusedException.class)
        .hasMessageContaining("not due");
    assertThat(vault.read(caseNumber, Section.SAFE, "")).isNotEmpty();
  }

  @Test
  void theDryRunNamesWhatIsDueAndChangesNothing() {
    close(today().minusDays(1));
    assertThat(due()).containsExactly(new Due(caseNumber, today().minusDays(1), false));
    assertThat(vault.read(caseNumber, Section.SAFE, "")).containsEntry("words", "I felt safe");
  }

  @Test
  void anErasedRecordSaysSoAndWhenItIsComplete() {
    close(today().minusDays(1));
    assertThat(retention.erase(caseNumber)).isEqualTo(today().plusDays(14));

    assertThatThrownBy(() -> vault.read(caseNumber, Section.SAFE, ""))
        .isInstanceOf(RecordErasedException.class)
        .hasMessageContaining("was erased");
    assertThatThrownBy(() -> vault.write(caseNumber, Section.SAFE, "", Map.of("a", "b")))
        .isInstanceOf(RecordErasedException.class);
    assertThat(due()).isEmpty();
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from record.interview_record
                    where case_number = ? and erased_by = 'ines' and erasure_complete_on = ?
                    """)
                .params(caseNumber, today().plusDays(14))
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(
            jdbc.sql(
                    "select person, section from record.read_log where event = 'destroyed' and case_number = ?")
                .param(caseNumber)
                .query()
                .listOfRows())
        .containsExactly(Map.of("person", "ines", "section", "safe"));
  }

  @Test
  void aRestoredBackupOfAnErasedRecordDoesNotOpen() {
    Map<String, Object> record =
        jdbc.sql("select * from record.interview_record where case_number = ?")
            .param(caseNumber)
            .query()
            .singleRow();
    Map<String, Object> section =
        jdbc.sql("select * from record.section where case_number = ?")
            .param(caseNumber)
            .query()
            .singleRow();
    close(today().minusDays(1));
    retention.erase(caseNumber);

    jdbc.sql(
            """
            update record.interview_record
            set key_id = :key_id, erased_at = null, erased_by = null, erasure_complete_on = null
            where case_number = :case_number
            """)
        .params(record)
        .update();
    jdbc.sql(
            """
            insert into record.section (case_number, section, item, revision, ciphertext,
              written_at, written_by)
            values (:case_number, :section, :item, :revision, :ciphertext, :written_at, :written_by)
            """)
        .params(section)
        .update();

    assertThatThrownBy(() -> vault.read(caseNumber, Section.SAFE, ""))
        .isInstanceOf(RecordErasedException.class);
  }

  @Test
  void whoOpensAnErasedRecordReadsWhenItWasErasedAndWhenThatIsComplete() {
    close(today().minusDays(1));
    LocalDate complete = retention.erase(caseNumber);
    DateTimeFormatter day = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    assertThatThrownBy(() -> vault.read(caseNumber, Section.SAFE, ""))
        .hasMessageContaining("erased on " + day.format(today()))
        .hasMessageContaining("complete on " + day.format(complete));
  }

  @Test
  void aDeathBefore18EndsTheTimeFifteenYearsLater() {
    close(today().plusYears(60));
    LocalDate death = today().minusYears(2);
    retention.noteDeath(caseNumber, death);
    assertThat(register.retainUntil(caseNumber)).contains(death.plusYears(15));
    assertThatThrownBy(() -> retention.noteDeath(caseNumber, today().plusDays(1)))
        .hasMessageContaining("future");
  }

  @Test
  void aDeathLaterInLifeChangesNothing() {
    close(today().plusYears(50));
    retention.noteDeath(caseNumber, today().minusDays(3));
    assertThat(register.retainUntil(caseNumber)).contains(today().plusYears(50));
  }

  @Test
  void aHeldRecordIsNotErased() {
    close(today().minusDays(1));
    retention.hold(caseNumber, HoldReason.COURT);
    retention.hold(caseNumber, HoldReason.COURT);
    assertThat(due()).containsExactly(new Due(caseNumber, today().minusDays(1), true));
    assertThatThrownBy(() -> retention.erase(caseNumber))
        .isInstanceOf(ErasureRefusedException.class)
        .hasMessageContaining("held");
    assertThat(vault.read(caseNumber, Section.SAFE, "")).isNotEmpty();

    retention.release(caseNumber);
    retention.erase(caseNumber);
    assertThat(due()).isEmpty();
  }

  private List<Due> due() {
    return retention.due().stream().filter(due -> due.caseNumber().equals(caseNumber)).toList();
  }

  private void close(LocalDate retainUntil) {
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

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), clock.getZone());
  }
}
