package org.exitinterview.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.exitinterview.ApplicationTest;
import org.exitinterview.CapturedLog;
import org.exitinterview.DatabaseScan;
import org.exitinterview.TestDatabase;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.guard.Canaries.FreeField;
import org.exitinterview.process.Answers;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.MonitoringProcesses;
import org.exitinterview.process.Scenario;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every free field of every form is filled with a phrase of its own, through whole procedures. Then
 * each phrase is looked for everywhere: it lies in the vault's ciphertext only, and only those on
 * the circulation list have seen it.
 */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryTest {

  /** What people may ask the engine and the case list about a case and its steps. */
  private static final List<String> GETS =
      List.of(
          "/engine-rest/task?processInstanceId={instance}",
          "/engine-rest/process-instance/{instance}",
          "/engine-rest/process-instance/{instance}/variables?deserializeValues=false",
          "/engine-rest/process-instance/{instance}/activity-instances",
          "/engine-rest/process-instance/{instance}/comment",
          "/engine-rest/variable-instance?processInstanceIdIn={instance}&deserializeValues=false",
          "/engine-rest/execution?processInstanceId={instance}",
          "/engine-rest/incident?processInstanceId={instance}",
          "/engine-rest/job?processInstanceId={instance}",
          "/engine-rest/event-subscription?processInstanceId={instance}",
          "/engine-rest/history/process-instance/{instance}",
          "/engine-rest/history/activity-instance?processInstanceId={instance}",
          "/engine-rest/history/task?processInstanceId={instance}",
          "/engine-rest/history/variable-instance?processInstanceId={instance}",
          "/engine-rest/history/detail?processInstanceId={instance}&deserializeValues=false",
          "/engine-rest/history/user-operation?processInstanceId={instance}",
          "/engine-rest/history/identity-link-log",
          "/engine-rest/history/incident?processInstanceId={instance}",
          "/engine-rest/history/job-log?processInstanceId={instance}",
          "/engine-rest/history/decision-instance?includeInputs=true&includeOutputs=true",
          "/api/cases",
          "/api/cases/{case}");

  private static final List<String> GETS_OF_TASK =
      List.of(
          "/engine-rest/task/{task}",
          "/engine-rest/task/{task}/form",
          "/engine-rest/task/{task}/deployed-form",
          "/engine-rest/task/{task}/rendered-form",
          "/engine-rest/task/{task}/form-variables?deserializeValues=false",
          "/engine-rest/task/{task}/variables?deserializeValues=false",
          "/engine-rest/task/{task}/localVariables?deserializeValues=false",
          "/engine-rest/task/{task}/comment",
          "/engine-rest/task/{task}/attachment",
          "/engine-rest/task/{task}/identity-links");

  private static final List<String> ONE_OF_EACH_ROLE =
      List.of(
          Scenario.UNIT_MANAGER,
          Scenario.SERVICE_MANAGER,
          Scenario.SOCIAL_WORKER,
          Scenario.OTHER_SOCIAL_WORKER,
          Scenario.INTERVIEWER,
          Scenario.OTHER_INTERVIEWER,
          Scenario.IRO,
          Scenario.OWNER,
          Scenario.SAFEGUARDING_LEAD,
          Scenario.COMPLAINTS_MANAGER,
          "judith.senior",
          "petra.process",
          "simon.supervisor",
          "admin");
  private static final String IRO_MANAGER = "maud.manager";

  @Autowired private ProcessEngine engine;
  @Autowired private DataSource dataSource;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping handlers;

  @Autowired private RecordVault vault;
  @Autowired private ExitInterviewSettings settings;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestRestTemplate rest;

  private final Canaries canaries = new Canaries();
  private final Map<String, Set<Section>> seen = new LinkedHashMap<>();
  private final CapturedLog log = new CapturedLog();
  private final List<String> companions = new ArrayList<>();
  private final List<String> caseNumbers = new ArrayList<>();
  private List<String> people = List.of();

  @BeforeAll
  void tellTheStories() {
    people =
        engine.getIdentityService().createUserQuery().list().stream()
            .map(User::getId)
            .filter(id -> id.equals("admin") || id.contains("."))
            .filter(id -> !id.matches(".*\\d.*"))
            .toList();
    wholeProcedure();
    otherAnswers();
    everyOtherEnd();
    monitoringReport();
  }

  @AfterAll
  void reset() {
    log.close();
    ClockUtil.reset();
  }

  @Test
  @DisplayName("Every free field of every form was filled in")
  void everyFieldFilled() {
    Set<String> left = new TreeSet<>(Canaries.everyField());
    left.removeAll(canaries.plantedFields());
    assertThat(left).isEmpty();
  }

  @Test
  @DisplayName("No column of the database holds a phrase")
  void noColumnHoldsPhrase() {
    DatabaseScan scan = new DatabaseScan(jdbc);
    assertThat(canaries.traces().flatMap(trace -> scan.columnsHolding(trace).stream())).isEmpty();
  }

  @Test
  @DisplayName("No dump holds a phrase, neither of the records nor of the keys, in any format")
  void noDumpHoldsPhrase() throws Exception {
    List<String> traces = canaries.traces().toList();
    assertThat(dumpWithout(traces, dataSource)).contains("record.section", "public.act_hi_detail");
    assertThat(dumpWithout(traces, TestDatabase.keyDatabase())).contains("vault_keys.data_key");
  }

  /** Looks through a dump of every table, and says which there are. */
  private static List<String> dumpWithout(List<String> traces, DataSource database)
      throws Exception {
    List<String> tables =
        JdbcClient.create(database)
            .sql(
                """
                select format('%I.%I', table_schema, table_name) from information_schema.tables
                where table_schema not in ('pg_catalog', 'information_schema')
                  and table_type = 'BASE TABLE'
                """)
            .query(String.class)
            .list();
    try (Connection connection = database.getConnection()) {
      // By name, for the driver's class carries annotations of a checker that is not here.
      Class<?> driver = Class.forName("org.postgresql.PGConnection");
      Object copy = driver.getMethod("getCopyAPI").invoke(connection.unwrap(driver));
      Method copyOut = copy.getClass().getMethod("copyOut", String.class, OutputStream.class);
      for (String table : tables) {
        for (String format : List.of("text", "binary")) {
          ByteArrayOutputStream dump = new ByteArrayOutputStream();
          copyOut.invoke(copy, "copy %s to stdout (format %s)".formatted(table, format), dump);
          assertThat(traces)
              .as("%s as %s", table, format)
              .noneMatch(dump.toString(StandardCharsets.ISO_8859_1)::contains);
        }
      }
    }
    return tables;
  }

  @Test
  @DisplayName("No file of the database server holds a phrase: tables, indexes, write-ahead log")
  void noFileOfTheServerHoldsPhrase() throws IOException {
    jdbc.sql("checkpoint").update();
    Path folder = Path.of(jdbc.sql("show data_directory").query(String.class).single());
    List<Path> all;
    try (var files = Files.walk(folder)) {
      all = files.filter(Files::isRegularFile).filter(Files::isReadable).toList();
    }
    assertThat(all).anyMatch(file -> file.toString().contains("pg_wal"));
    assertThat(all).anyMatch(file -> file.toString().contains("/base/"));
    assertThat(all.stream().filter(this::holdsPhrase)).isEmpty();
  }

  @Test
  @DisplayName("The stories went to every end of the procedure")
  void everyEndIsReached() {
    Set<String> ends = new TreeSet<>();
    engine
        .getRepositoryService()
        .getBpmnModelInstance(
            engine
                .getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(ExitInterviewProcess.KEY)
                .latestVersion()
                .singleResult()
                .getId())
        .<Process>getModelElementById(ExitInterviewProcess.KEY)
        .getChildElementsByType(EndEvent.class)
        .stream()
        // Whoever is reminded or alerted reads no words.
        .filter(end -> end.getEventDefinitions().isEmpty())
        .forEach(end -> ends.add(end.getId()));
    for (String caseNumber : caseNumbers) {
      engine
          .getHistoryService()
          .createHistoricActivityInstanceQuery()
          .activityType("noneEndEvent")
          .processInstanceId(instanceOf(caseNumber))
          .list()
          .forEach(reached -> ends.remove(reached.getActivityId()));
    }
    assertThat(ends).isEmpty();
  }

  private String instanceOf(String caseNumber) {
    return engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(caseNumber)
        .processDefinitionKey(ExitInterviewProcess.KEY)
        .singleResult()
        .getId();
  }

  @Test
  @DisplayName("No line of the log holds a phrase")
  void noLineHoldsPhrase() {
    assertThat(canaries.traces().flatMap(trace -> log.linesWith(trace).stream())).isEmpty();
  }

  @Test
  @DisplayName("No file the application writes holds a phrase, mails included")
  void noFileHoldsPhrase() throws IOException {
    try (var files = Files.walk(settings.dataDir())) {
      assertThat(files.filter(Files::isRegularFile).filter(this::holdsPhrase)).isEmpty();
    }
  }

  @Test
  @DisplayName("Those who do the work have seen what they need, and the others nothing")
  void seenByThoseWhoNeedIt() {
    assertThat(seen.get(Scenario.INTERVIEWER)).contains(Section.SAFE, Section.FAMILY);
    assertThat(seen.get(Scenario.IRO)).contains(Section.SAFE, Section.AGREED_RECORD);
    assertThat(seen.get(Scenario.OWNER)).contains(Section.RECOMMENDATION);
    for (String beside : List.of(Scenario.OWNER, Scenario.OTHER_INTERVIEWER)) {
      assertThat(seen.get(beside)).as(beside).doesNotContainAnyElementsOf(Section.answers());
    }
    for (String outsider :
        List.of(
            "admin",
            "simon.supervisor",
            "petra.process",
            "judith.senior",
            "martin.manager",
            "idris.iro")) {
      assertThat(seen.get(outsider)).as(outsider).isNullOrEmpty();
    }
  }

  /** From the notice to what changed, with a concern and a signpost on the way. */
  private void wholeProcedure() {
    Scenario story = new Scenario(engine);
    LocalDate today = story.today();
    notice(story);
    fill(story, Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("askFeasibility"));
    fill(
        story,
        Scenario.SOCIAL_WORKER,
        "decideFeasibility",
        Answers.feasibility("feasibleWithSupport"));
    fill(
        story,
        Scenario.SOCIAL_WORKER,
        "seekAgreement",
        Answers.with(Answers.agreementGiven(today), "interviewerWish", "other"));
    fill(
        story,
        Scenario.SERVICE_MANAGER,
        "allocateInterviewer",
        Answers.allocated(Scenario.INTERVIEWER));
    fill(story, Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(today));
    fill(story, Scenario.INTERVIEWER, "holdInterview", Answers.interview("held", today));
    everybodyLooks(story);
    onePersonOfEachRoleAsksEverything(story);
    fill(story, Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(today));
    fill(story, Scenario.IRO, "decideCirculation", Answers.release());
    fill(story, Scenario.IRO, "considerContent", Answers.considered("recommend"));
    fill(
        story,
        Scenario.IRO,
        "writeRecommendation",
        Answers.recommendation("another", today.plusDays(14)));
    fill(
        story,
        Scenario.IRO,
        "writeRecommendation",
        Answers.recommendation("last", today.plusDays(14)));
    everybodyLooks(story);
    story.passes("event_answerRecommendationGivenUp");
    submit(
        Scenario.IRO,
        story.tasks("decideMissingAnswer").get(0),
        Answers.missingAnswer("pressAgain"));
    for (String decision : List.of("acceptedInPart", "accepted")) {
      submit(
          Scenario.OWNER,
          story.tasks("answerRecommendation").get(0),
          Answers.answered(decision, story.today()));
      fill(story, Scenario.IRO, "considerAnswer", Answers.answerConsidered("goodEnough"));
    }
    story.tasks("confirmActionDone").forEach(this::addEvidence);
    submit(
        Scenario.OWNER, story.tasks("confirmActionDone").get(0), Answers.actionDone(story.today()));
    fill(story, Scenario.IRO, "checkAction", Answers.actionChecked("sendBack", story.today()));
    submit(
        Scenario.OWNER, story.tasks("confirmActionDone").get(0), Answers.actionDone(story.today()));
    submit(
        Scenario.IRO,
        story.tasks("checkAction").get(0),
        Answers.actionChecked("isDone", story.today()));
    fill(story, Scenario.OWNER, "confirmActionDone", Answers.actionDropped());
    submit(
        Scenario.IRO,
        story.tasks("checkAction").get(0),
        Answers.actionChecked("staysDropped", story.today()));
    fill(story, Scenario.IRO, "writeToYoungPerson", Answers.letter());
    fill(story, Scenario.IRO, "deliverLetter", Answers.notDelivered(story.today()));
    fill(story, Scenario.IRO, "deliverLetter", Answers.notDelivered(story.today()));
    fill(story, Scenario.IRO, "deliverLetter", Answers.notDelivered(story.today()));
    fill(story, Scenario.IRO, "decideUndelivered", Answers.undelivered("closeUndelivered"));
    companion(
        story,
        Scenario.INTERVIEWER,
        CompanionProcesses.CONCERN,
        "raise-concern",
        Answers.concern(story.caseNumber(), story.today()));
    companion(
        story,
        Scenario.INTERVIEWER,
        CompanionProcesses.SIGNPOSTING,
        "signpost",
        Answers.signposting(story.caseNumber()));
    everybodyLooks(story);
    submit(
        Scenario.SAFEGUARDING_LEAD,
        task(companions.get(0), "acknowledgeConcern"),
        Answers.acknowledged());
    submit(
        Scenario.SAFEGUARDING_LEAD,
        task(companions.get(0), "takeUpPoorCare"),
        Answers.of("referredTo", List.of("provider"), "referredOn", story.today().toString()));
    submit(
        Scenario.SAFEGUARDING_LEAD,
        task(companions.get(0), "closeConcern"),
        Answers.concernClosed());
    for (String route : List.of("immediateDanger", "significantHarm")) {
      everyRoute(story, route);
    }
    submit(
        Scenario.COMPLAINTS_MANAGER,
        task(companions.get(1)),
        Answers.of(
            "decision", "madeContact",
            "handedTo", "advocacyService",
            "contactMadeOn", story.today().toString()));
    fill(story, Scenario.IRO, "tellWhatChanged", Answers.whatChanged());
    fill(story, Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));
  }

  /** The answers that the main way leaves out, and a withdrawal. */
  private void otherAnswers() {
    Scenario declined = offered();
    fill(declined, Scenario.SOCIAL_WORKER, "seekAgreement", Answers.declined());

    Scenario late = offered();
    fill(late, Scenario.SOCIAL_WORKER, "seekAgreement", Answers.notReachable(late.today()));
    late = offered().passes("event_seekAgreementGivenUp");
    fill(
        late,
        Scenario.SERVICE_MANAGER,
        "decideMissingOffer",
        Answers.missingOffer("closeNotOffered"));

    Scenario story = offered();
    LocalDate today = story.today();
    fill(story, Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(today));
    allocate(story, Scenario.INTERVIEWER);
    fill(story, Scenario.INTERVIEWER, "arrangeAppointment", Answers.conflict());
    allocate(story, Scenario.OTHER_INTERVIEWER);
    String other = Scenario.OTHER_INTERVIEWER;
    fill(story, other, "arrangeAppointment", Answers.noAnswer(today));
    fill(story, other, "arrangeAppointment", Answers.paused(today.plusDays(30)));
    story.passes("event_resumeDue");
    companion(
        story,
        Scenario.SOCIAL_WORKER,
        CompanionProcesses.WITHDRAWAL,
        "report-withdrawal",
        Answers.withdrawal(story.caseNumber(), story.today()));

    story = offered();
    fill(
        story,
        Scenario.SOCIAL_WORKER,
        "seekAgreement",
        Answers.deferred(story.today().plusDays(7)));
    story.passes("event_offerAgainDue");
    fill(story, Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(story.today()));
    allocate(story, Scenario.INTERVIEWER);
    fill(story, Scenario.INTERVIEWER, "arrangeAppointment", Answers.of("decision", "withdrawn"));
  }

  /** The ways to the other ends of the procedure, with a withdrawal after copies were sent. */
  private void everyOtherEnd() {
    Scenario story = new Scenario(engine);
    sendFilled("exit-notice", Answers.of("placementType", "T0"), story::notice);
    note(story);

    story = new Scenario(engine);
    notice(story);
    fill(story, Scenario.SERVICE_MANAGER, "screenNotice", Answers.screenedOut());

    story = offered();
    engine
        .getRuntimeService()
        .createMessageCorrelation(ExitInterviewProcess.Messages.NOTICE_WITHDRAWN)
        .processInstanceBusinessKey(story.caseNumber())
        .correlate();

    story = new Scenario(engine);
    notice(story);
    fill(story, Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("askFeasibility"));
    fill(story, Scenario.SOCIAL_WORKER, "decideFeasibility", Answers.feasibility("notFeasible"));

    story = offered();
    fill(
        story,
        Scenario.SOCIAL_WORKER,
        "seekAgreement",
        Answers.deferred(story.today().plusDays(7)));
    story.passes("event_offerAgainDue");
    fill(
        story,
        Scenario.SOCIAL_WORKER,
        "seekAgreement",
        Answers.deferred(story.today().plusDays(7)));

    story = appointed(false);
    for (int attempt = 1; attempt <= 3; attempt++) {
      fill(story, Scenario.INTERVIEWER, "arrangeAppointment", Answers.noAnswer(story.today()));
    }

    story = appointed(true);
    fill(
        story, Scenario.INTERVIEWER, "holdInterview", Answers.interview("rebooked", story.today()));
    fill(story, Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(story.today()));
    fill(story, Scenario.INTERVIEWER, "holdInterview", Answers.interview("stopped", story.today()));

    story = appointed(true);
    LocalDate today = story.today();
    fill(story, Scenario.INTERVIEWER, "holdInterview", Answers.interview("partial", today));
    fill(story, Scenario.INTERVIEWER, "agreeRecord", Answers.agreedRecord(today));
    fill(story, Scenario.IRO, "decideCirculation", Answers.hold(story.today().plusDays(20)));
    story.passes("event_reviewDue");
    fill(story, Scenario.IRO, "decideCirculation", Answers.release());
    companion(
        story,
        Scenario.SOCIAL_WORKER,
        CompanionProcesses.WITHDRAWAL,
        "report-withdrawal",
        Answers.withdrawal(story.caseNumber(), story.today()));
    everybodyLooks(story);
    fill(story, Scenario.IRO, "considerContent", Answers.considered("noAction"));
    fill(story, Scenario.IRO, "writeToYoungPerson", Answers.letter());
    fill(story, Scenario.IRO, "deliverLetter", Answers.delivered(story.today()));
  }

  private Scenario appointed(boolean appointed) {
    Scenario story = offered();
    fill(story, Scenario.SOCIAL_WORKER, "seekAgreement", Answers.agreementGiven(story.today()));
    allocate(story, Scenario.INTERVIEWER);
    if (appointed) {
      fill(story, Scenario.INTERVIEWER, "arrangeAppointment", Answers.appointed(story.today()));
    }
    return story;
  }

  /** Every address of the engine's API and of our own, with what this case has for its parts. */
  private void onePersonOfEachRoleAsksEverything(Scenario story) {
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put("/task/{id}", "/task/" + story.task("agreeRecord").getId());
    ids.put("/process-instance/{id}", "/process-instance/" + story.processInstanceId());
    ids.put("/execution/{id}", "/execution/" + story.processInstanceId());
    ids.put(
        "/process-definition/{id}",
        "/process-definition/" + story.instance().getProcessDefinitionId());
    ids.put("/process-definition/key/{key}", "/process-definition/key/exit-interview");
    ids.put("{varId}", "decision");
    ids.put("{varName}", "decision");
    ids.put("{caseNumber}", story.caseNumber());
    List<String> addresses = new ArrayList<>();
    EngineAddresses.all().stream()
        // There are no CMMN cases here, and the engine prints a page of exceptions each time.
        .filter(address -> !address.contains("/case-"))
        .forEach(address -> addresses.add("/engine-rest" + address));
    handlers
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                addresses.addAll(mapping.getPatternValues());
              }
            });
    assertThat(addresses).hasSizeGreaterThan(150).contains("/api/cases");
    for (String address : addresses) {
      String filled = address;
      for (Map.Entry<String, String> id : ids.entrySet()) {
        filled = filled.replace(id.getKey(), id.getValue());
      }
      // What is left in braces belongs to cases, tenants and the like, which there are none of.
      filled = filled.replaceAll("\\{[^}]*}", "none");
      for (String person : ONE_OF_EACH_ROLE) {
        get(person, filled, story.caseNumber());
      }
    }
  }

  /** A file that holds a phrase and is called by it, taken and looked at as people do. */
  private void addEvidence(Task task) {
    String page =
        "/pages/evidence/" + engine.getTaskService().getVariable(task.getId(), "recommendationId");
    String phrase = canaries.phraseFor(new FreeField("evidence", "file", "File", Section.REPLY));
    ByteArrayResource file =
        new ByteArrayResource(phrase.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public String getFilename() {
            return phrase + ".txt";
          }
        };
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.MULTIPART_FORM_DATA);
    MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
    parts.add("file", file);
    rest.withBasicAuth(Scenario.OWNER, ApplicationTest.PASSWORD)
        .postForObject(page, new HttpEntity<>(parts, headers), String.class);
    for (String person : ONE_OF_EACH_ROLE) {
      String list =
          rest.withBasicAuth(person, ApplicationTest.PASSWORD).getForObject(page, String.class);
      assertThat(canaries.in(list).isEmpty())
          .as(person)
          .isNotEqualTo(Set.of(Scenario.OWNER, Scenario.IRO).contains(person));
    }
  }

  private void note(Scenario story) {
    caseNumbers.add(story.caseNumber());
  }

  /**
   * Words of a report stay in its record until a second reader issues them; so one report carries
   * phrases and waits for that reader, and another is issued without any and acted on.
   */
  private void monitoringReport() {
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2029-04-10T05:00:00Z")));
    String waits = startReport();
    submit(IRO_MANAGER, task(waits), Answers.of("signedOffByName", false));
    submit(
        IRO_MANAGER, task(waits), Answers.of("commentarySummary", "A year.", "wordsCleared", true));
    submit(IRO_MANAGER, task(waits), action());
    look(Scenario.IRO, task(waits));
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2030-04-10T05:00:00Z")));
    String issued = startReport();
    Scenario plain = new Scenario(engine);
    plain.submit(IRO_MANAGER, task(issued), Answers.of("signedOffByName", false));
    plain.submit(IRO_MANAGER, task(issued), Answers.of("commentarySummary", "A year."));
    plain.submit(IRO_MANAGER, task(issued), action());
    plain.submit(Scenario.IRO, task(issued), Answers.of("decision", "issueReport"));
    plain.submit("judith.senior", task(issued), Answers.of("reportRead", true));
    submit(Scenario.OWNER, task(issued), Answers.of("decision", "dropped"));
  }

  private static Map<String, Object> action() {
    return Answers.of(
        "actionWords", "Ask everybody within a week.",
        "owner", Scenario.OWNER,
        "actionDueOn", "2030-12-31",
        "decision", "last");
  }

  private String startReport() {
    engine.getIdentityService().clearAuthentication();
    return engine.getRuntimeService().startProcessInstanceByKey(MonitoringProcesses.REPORT).getId();
  }

  private Scenario offered() {
    Scenario story = new Scenario(engine);
    notice(story);
    fill(story, Scenario.SERVICE_MANAGER, "screenNotice", Answers.screened("offer"));
    return story;
  }

  private void allocate(Scenario story, String interviewer) {
    fill(story, Scenario.SERVICE_MANAGER, "allocateInterviewer", Answers.allocated(interviewer));
  }

  /** The forms of the graver concerns. */
  private void everyRoute(Scenario story, String route) {
    Map<String, Object> answers =
        Answers.with(
            Answers.concern(story.caseNumber(), story.today()),
            "immediateDanger",
            route.equals("immediateDanger") ? "yes" : "no",
            "route",
            "significantHarm");
    String instance =
        story.start(Scenario.INTERVIEWER, CompanionProcesses.CONCERN, answers).getId();
    if (route.equals("immediateDanger")) {
      submit(
          Scenario.SAFEGUARDING_LEAD,
          task(instance, "makeChildSafe"),
          Answers.of(
              "decision", "alsoAllegation",
              "toldOfDanger", List.of("police"),
              "toldOfDangerOn", story.today().toString()));
      submit(
          Scenario.SAFEGUARDING_LEAD,
          task(instance, "referToLado"),
          Answers.of("referredTo", List.of("lado"), "referredOn", story.today().toString()));
    } else {
      submit(
          Scenario.SAFEGUARDING_LEAD,
          task(instance, "referToFrontDoor"),
          Answers.of(
              "referredTo", List.of("frontDoor"),
              "referredOn", story.today().toString(),
              "frontDoorDecision", "assessment"));
    }
  }

  private Task task(String processInstanceId, String step) {
    return tasksOf(
            query ->
                query.processInstanceId(processInstanceId).taskDefinitionKey("userTask_" + step))
        .get(0);
  }

  private Task task(String processInstanceId) {
    return tasksOf(query -> query.processInstanceId(processInstanceId)).get(0);
  }

  private void notice(Scenario story) {
    sendFilled(
        "exit-notice",
        Answers.of(),
        fields -> {
          story.notice(fields);
        });
    note(story);
  }

  private void fill(Scenario story, String person, String step, Map<String, Object> answers) {
    submit(person, story.task(step), answers);
  }

  private void submit(String person, Task task, Map<String, Object> answers) {
    String form = kebabCase(task.getTaskDefinitionKey().replace("userTask_", ""));
    look(person, task);
    sendFilled(form, answers, fields -> new Scenario(engine).submit(person, task, fields));
  }

  private void companion(
      Scenario story, String person, String processKey, String form, Map<String, Object> answers) {
    sendFilled(
        form, answers, fields -> companions.add(story.start(person, processKey, fields).getId()));
  }

  /** Fills in every free field that applies, whatever the story needs besides. */
  private void sendFilled(
      String form, Map<String, Object> answers, Consumer<Map<String, Object>> send) {
    List<FreeField> open = new ArrayList<>(Canaries.freeFields(form));
    while (true) {
      Map<String, Object> fields = new LinkedHashMap<>(answers);
      open.forEach(field -> fields.put(field.key(), canaries.phraseFor(field)));
      try {
        send.accept(fields);
        open.forEach(canaries::planted);
        return;
      } catch (FormRefusedException refused) {
        boolean fewer =
            open.removeIf(
                field ->
                    refused.problems().stream()
                        .anyMatch(problem -> problem.startsWith(field.label() + ": ")));
        if (!fewer) {
          throw refused;
        }
      }
    }
  }

  private void everybodyLooks(Scenario story) {
    List<Task> tasks = new ArrayList<>();
    tasks.addAll(tasksOf(query -> query.processInstanceBusinessKey(story.caseNumber())));
    companions.forEach(id -> tasks.addAll(tasksOf(query -> query.processInstanceId(id))));
    for (String person : people) {
      for (String address : GETS) {
        get(
            person,
            address
                .replace("{instance}", story.processInstanceId())
                .replace("{case}", story.caseNumber()),
            story.caseNumber());
      }
      tasks.forEach(task -> look(person, task));
    }
  }

  private List<Task> tasksOf(UnaryOperator<TaskQuery> which) {
    return which.apply(engine.getTaskService().createTaskQuery()).list();
  }

  private void look(String person, Task task) {
    String caseNumber =
        engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceId(task.getProcessInstanceId())
            .singleResult()
            .getBusinessKey();
    for (String address : GETS_OF_TASK) {
      get(person, address.replace("{task}", task.getId()), caseNumber);
    }
  }

  private void get(String person, String address, String caseNumber) {
    ResponseEntity<String> answer =
        rest.withBasicAuth(person, ApplicationTest.PASSWORD).getForEntity(address, String.class);
    Set<FreeField> found = canaries.in(String.valueOf(answer.getBody()));
    if (found.isEmpty()) {
      return;
    }
    Set<Section> sections = EnumSet.noneOf(Section.class);
    found.forEach(field -> sections.add(field.section()));
    assertThat(onList(person, caseNumber)).as("%s asks %s", person, address).containsAll(sections);
    assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
    seen.computeIfAbsent(person, first -> EnumSet.noneOf(Section.class)).addAll(sections);
  }

  /** The sections of the record that the person is on the circulation list of. */
  private Set<Section> onList(String person, String caseNumber) {
    return new Scenario(engine)
        .as(
            person,
            () -> {
              Set<Section> sections = EnumSet.noneOf(Section.class);
              jdbc.sql(
                      """
                      select distinct coalesce(item, '') from record.circulation
                      where case_number = ?
                      """)
                  .param(caseNumber)
                  .query(String.class)
                  .list()
                  .forEach(item -> sections.addAll(vault.readable(caseNumber, item)));
              return sections;
            });
  }

  private boolean holdsPhrase(Path file) {
    try {
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      return canaries.traces().anyMatch(content::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String kebabCase(String step) {
    return step.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
