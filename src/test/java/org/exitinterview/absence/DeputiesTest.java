package org.exitinterview.absence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.record.AccessRefusedException;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** While somebody is away the deputy has the steps, reads what they need, and loses both again. */
@ApplicationTest
class DeputiesTest {

  private static final String SENIOR = "judith.senior";

  @Autowired private ProcessEngine engine;
  @Autowired private TestRestTemplate rest;
  @Autowired private StandIns standIns;
  @Autowired private RecordVault vault;
  @Autowired private CaseRegister register;
  @Autowired private JdbcClient jdbc;

  private Scenario story;

  @BeforeEach
  void offered() {
    itIs("2026-11-23T10:00:00Z");
    story =
        new Scenario(engine)
            .notice(Map.of())
            .complete(Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
  }

  @AfterEach
  void everybodyIsBack() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(story.caseNumber())
        .list()
        .forEach(left -> engine.getRuntimeService().deleteProcessInstance(left.getId(), null));
    jdbc.sql("update register.absence set ended_at = now() where ended_at is null").update();
    standIns.apply();
    jdbc.sql("delete from register.stand_in").update();
    jdbc.sql("delete from register.absence").update();
    ClockUtil.reset();
  }

  @Test
  @DisplayName("the deputy does the step, by name, and may read what it needs and nothing else")
  void aStepInSomebodysPlace() {
    assertThat(enter(Scenario.SOCIAL_WORKER, Scenario.OTHER_SOCIAL_WORKER, "2026-11-27"))
        .isEqualTo(HttpStatus.OK);

    assertThat(story.task("seekAgreement").getAssignee()).isEqualTo(Scenario.OTHER_SOCIAL_WORKER);
    assertThat(readable(Scenario.OTHER_SOCIAL_WORKER))
        .contains(Section.AGREEMENT, Section.YOUNG_PERSON)
        .doesNotContain(Section.FEASIBILITY);
    assertThatThrownBy(
            () ->
                story.as(
                    Scenario.OTHER_SOCIAL_WORKER,
                    () -> vault.read(story.caseNumber(), Section.FEASIBILITY, "")))
        .isInstanceOf(AccessRefusedException.class);

    String task = story.task("seekAgreement").getId();
    assertThat(
            story.as(
                Scenario.OTHER_SOCIAL_WORKER,
                () -> engine.getFormService().getTaskFormVariables(task).get("name")))
        .isEqualTo("Alex Example");
    story.complete(
        Scenario.OTHER_SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(story.today()));

    assertThat(
            jdbc.sql(
                    """
                    select distinct basis from record.read_log
                     where case_number = ? and person = ? and basis is not null
                     and event in ('read', 'written')
                    """)
                .param(story.caseNumber())
                .param(Scenario.OTHER_SOCIAL_WORKER)
                .query(String.class)
                .list())
        .isNotEmpty()
        .allMatch(basis -> basis.startsWith("stands in for sarah.worker in the step "));
    assertThat(readable(Scenario.OTHER_SOCIAL_WORKER)).as("the step is done").isEmpty();
    assertThat(register.byNumber(story.caseNumber()).socialWorker())
        .as("whose case it is has not changed")
        .isEqualTo(Scenario.SOCIAL_WORKER);
    assertThat(acts()).contains("standIn");
  }

  @Test
  @DisplayName("back earlier: the step and the access are the person's again at once")
  void backEarlier() {
    enter(Scenario.SOCIAL_WORKER, Scenario.OTHER_SOCIAL_WORKER, "2026-11-27");
    long id = jdbc.sql("select max(id) from register.absence").query(Long.class).single();
    assertThat(post(Scenario.OTHER_SOCIAL_WORKER, "/" + id + "/end", Map.of()).getStatusCode())
        .as("not the deputy's to end")
        .isEqualTo(HttpStatus.BAD_REQUEST);
    post(Scenario.SOCIAL_WORKER, "/" + id + "/end", Map.of());

    assertThat(story.task("seekAgreement").getAssignee()).isEqualTo(Scenario.SOCIAL_WORKER);
    assertThat(readable(Scenario.OTHER_SOCIAL_WORKER)).isEmpty();
    assertThat(mayOpen(Scenario.OTHER_SOCIAL_WORKER)).isFalse();
    assertThat(acts()).contains("standInEnded");
  }

  @Test
  @DisplayName(
      "back while the case is paused: the access ends at once, the step comes with the case")
  void backDuringAPause() {
    enter(Scenario.SOCIAL_WORKER, Scenario.OTHER_SOCIAL_WORKER, "2026-11-27");
    engine.getRuntimeService().suspendProcessInstanceById(story.processInstanceId());
    jdbc.sql("update register.absence set ended_at = now()").update();
    standIns.apply();
    assertThat(readable(Scenario.OTHER_SOCIAL_WORKER)).isEmpty();
    engine.getRuntimeService().activateProcessInstanceById(story.processInstanceId());
    standIns.apply();
    assertThat(story.task("seekAgreement").getAssignee()).isEqualTo(Scenario.SOCIAL_WORKER);
  }

  @Test
  @DisplayName("the last day over: nothing can be read any more, even before anybody looked")
  void theDayEnds() {
    enter(Scenario.SOCIAL_WORKER, Scenario.OTHER_SOCIAL_WORKER, "2026-11-24");
    itIs("2026-11-24T23:59:00Z");
    standIns.apply();
    assertThat(readable(Scenario.OTHER_SOCIAL_WORKER)).isNotEmpty();

    itIs("2026-11-25T00:00:00Z");
    assertThat(readable(Scenario.OTHER_SOCIAL_WORKER)).isEmpty();
    standIns.apply();
    assertThat(story.task("seekAgreement").getAssignee()).isEqualTo(Scenario.SOCIAL_WORKER);
  }

  @Test
  @DisplayName("a step that comes during the absence, and one of a team of which nobody is there")
  void laterStepsAndTeams() {
    enter(Scenario.SERVICE_MANAGER, SENIOR, "2026-11-27");
    story.complete(Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(story.today()));
    assertThat(story.task("allocateInterviewer").getAssignee()).isNull();
    standIns.apply();
    standIns.apply();
    assertThat(story.task("allocateInterviewer").getAssignee()).isEqualTo(SENIOR);
    story.complete(SENIOR, "allocateInterviewer", Answers.allocated(Scenario.INTERVIEWER));

    enter(Scenario.SOCIAL_WORKER, Scenario.OTHER_SOCIAL_WORKER, "2026-11-27");
    jdbc.sql(
            """
            insert into register.absence
              (person, deputy, from_day, until_day, recorded_by, recorded_at)
            values ('ian.interviewer', 'ivy.interviewer', '2026-11-23', '2026-11-27', 'rosa.service',
              now())
            """)
        .update();
    standIns.apply();
    assertThat(story.task("arrangeAppointment").getAssignee())
        .as("the young person was told who comes")
        .isEqualTo(Scenario.INTERVIEWER);
    standIns.apply();
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from outbox.message where case_number = ?
                     and notice = 'ROLE_EMPTY' and recipient_id = 'residential-service-manager'
                    """)
                .param(story.caseNumber())
                .query(Integer.class)
                .single())
        .as("the manager hears of it, once")
        .isEqualTo(1);
  }

  @Test
  @DisplayName("a team of which somebody is there keeps its steps open to that person")
  void somebodyIsThere() {
    enter(Scenario.SOCIAL_WORKER, Scenario.OTHER_SOCIAL_WORKER, "2026-11-27");
    assertThat(
            jdbc.sql("select count(*) from register.stand_in where not own")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  @DisplayName("the manager of the home that was left never stands in for the social worker")
  void theHomesManagerReadsNothing() {
    assertThat(
            post(
                    Scenario.SERVICE_MANAGER,
                    "",
                    Map.of(
                        "person",
                        Scenario.SOCIAL_WORKER,
                        "deputy",
                        Scenario.UNIT_MANAGER,
                        "from",
                        "2026-11-23",
                        "until",
                        "2026-11-27"))
                .getStatusCode())
        .isEqualTo(HttpStatus.OK);
    assertThat(story.task("seekAgreement").getAssignee()).isEqualTo(Scenario.SOCIAL_WORKER);
    assertThat(readable(Scenario.UNIT_MANAGER)).doesNotContain(Section.AGREEMENT);
  }

  @Test
  @DisplayName("what will not do is said in words")
  void refusals() {
    assertThat(add(Scenario.SOCIAL_WORKER, "", "irene.iro", "2026-11-23", "2026-11-24"))
        .contains("somebody who has the same role");
    assertThat(add(Scenario.SOCIAL_WORKER, "", "sarah.worker", "2026-11-23", "2026-11-24"))
        .contains("somebody else");
    assertThat(add(Scenario.SOCIAL_WORKER, "irene.iro", "idris.iro", "2026-11-23", "2026-11-24"))
        .contains("only enter when you are away yourself");
    assertThat(add(Scenario.SOCIAL_WORKER, "", "sam.worker", "2026-11-25", "2026-11-24"))
        .contains("before the first");
    assertThat(add(Scenario.SOCIAL_WORKER, "", "sam.worker", "2026-11-01", "2026-11-04"))
        .contains("from today on");
    assertThat(add(Scenario.SOCIAL_WORKER, "", "sam.worker", "", "")).contains("enter a day");
    assertThat(
            add(
                Scenario.SERVICE_MANAGER,
                "sarah.worker",
                "olive.outside",
                "2026-11-23",
                "2026-11-24"))
        .contains("somebody of the list");
    enter(Scenario.SOCIAL_WORKER, Scenario.OTHER_SOCIAL_WORKER, "2026-11-27");
    assertThat(add(Scenario.SOCIAL_WORKER, "", "sam.worker", "2026-11-26", "2026-11-30"))
        .contains("already");
    String page = get(Scenario.OTHER_SOCIAL_WORKER);
    assertThat(page).contains("You stand in", "Sarah Wells").doesNotContain("<script");
    assertThat(get(Scenario.SERVICE_MANAGER)).contains("Sarah Wells", "Sam Barker", "Back now");
    assertThat(get("owen.owner")).doesNotContain("Sarah Wells</span>");
  }

  private HttpStatus enter(String person, String deputy, String until) {
    return HttpStatus.valueOf(
        post(person, "", Map.of("deputy", deputy, "from", "2026-11-23", "until", until))
            .getStatusCode()
            .value());
  }

  private String add(String actor, String person, String deputy, String from, String until) {
    ResponseEntity<String> answer =
        post(actor, "", Map.of("person", person, "deputy", deputy, "from", from, "until", until));
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    return String.valueOf(answer.getBody());
  }

  private String get(String person) {
    return String.valueOf(
        rest.withBasicAuth(person, ApplicationTest.PASSWORD)
            .getForObject("/pages/absence", String.class));
  }

  private ResponseEntity<String> post(String person, String address, Map<String, String> fields) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
    headers.setBasicAuth(person, ApplicationTest.PASSWORD);
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.setAll(fields);
    return rest.postForEntity(
        "/pages/absence" + address, new HttpEntity<>(form, headers), String.class);
  }

  private Set<Section> readable(String person) {
    return story.as(person, () -> vault.readable(story.caseNumber(), ""));
  }

  private boolean mayOpen(String person) {
    String task = story.task("seekAgreement").getId();
    return story.as(
        person, () -> engine.getTaskService().createTaskQuery().taskId(task).count() > 0);
  }

  private List<String> acts() {
    return jdbc.sql(
            "select decision from register.act where case_number = ? and decision is not null")
        .param(story.caseNumber())
        .query(String.class)
        .list();
  }

  private static void itIs(String instant) {
    ClockUtil.setCurrentTime(Date.from(Instant.parse(instant)));
  }
}
