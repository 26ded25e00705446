package org.exitinterview.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the young person takes out when the record is read back is out of it from then on. */
@ApplicationTest
class AgreementToTheRecordTest {

  @Autowired private ProcessEngine engine;
  @Autowired private RecordVault vault;
  @Autowired private JdbcClient jdbc;

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @Test
  void theIroReadsWhatWasAgreedAndNobodyTheRest() {
    Scenario story = interviewed();
    story.complete(
        Scenario.INTERVIEWER,
        "agreeRecord",
        Answers.with(
            Answers.agreedRecord(story.today()), "limitsWanted", "yes", "limitSafe", "nobody"));
    String caseNumber = story.caseNumber();

    assertThat(story.waiting()).containsExactly("decideCirculation");
    assertThat(read(story, Section.DAILY_LIFE))
        .containsEntry("dailyLifeWords", "The food was fine.");
    assertThat(read(story, Section.AGREED_RECORD))
        .containsEntry("agreedSummary", "What we agreed to write down.");
    assertThat(story.<Set<Section>>as(Scenario.IRO, () -> vault.readable(caseNumber, "")))
        .doesNotContain(Section.SAFE);
    assertThat(sectionsOf(caseNumber)).contains("dailyLife").doesNotContain("safe");
  }

  @Test
  void withoutLimitsEverythingStays() {
    Scenario story = interviewed();
    story.complete(Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(story.today()));

    assertThat(read(story, Section.SAFE)).containsEntry("safeWords", "I felt safe there.");
  }

  private List<String> sectionsOf(String caseNumber) {
    return jdbc.sql("select section from record.section where case_number = ?")
        .param(caseNumber)
        .query(String.class)
        .list();
  }

  private Map<String, Object> read(Scenario story, Section section) {
    return story.as(Scenario.IRO, () -> vault.read(story.caseNumber(), section, ""));
  }

  private Scenario interviewed() {
    Scenario story = new Scenario(engine);
    return story
        .notice(Map.of())
        .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"))
        .complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(story.today()))
        .complete(
            Scenario.SERVICE_MANAGER,
            "allocateInterviewer",
            Answers.allocated(Scenario.INTERVIEWER))
        .complete(Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(story.today()))
        .complete(Scenario.INTERVIEWER, "holdInterview", Answers.interview("held", story.today()));
  }
}
