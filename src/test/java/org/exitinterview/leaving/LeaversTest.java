package org.exitinterview.leaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.exitinterview.ApplicationTest;
import org.exitinterview.register.CaseOutcome;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** POST /api/leavers, down to the cases in the engine and the register. */
@ApplicationTest
class LeaversTest {

  @Autowired private WebApplicationContext context;
  @Autowired private IdentityService identityService;
  @Autowired private RuntimeService runtimeService;
  @Autowired private ManagementService managementService;
  @Autowired private CaseRegister register;
  @Autowired private CaseOpener caseOpener;
  @Autowired private LeaverIntake intake;
  @Autowired private JdbcClient jdbc;
  @Autowired private ObjectMapper json;

  private static final List<String> IN_SCOPE_RULES =
      List.of(
          "change of placement and carer", "ceased to be looked after", "leaver, sensitive reason");

  /** Begins every child identifier of one test. */
  private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

  private MockMvc mvc;

  @BeforeEach
  void logIn() {
    mvc = MockMvcBuilders.webAppContextSetup(context).build();
    identityService.setAuthentication("carol", List.of("residential-service-manager"));
  }

  @AfterEach
  void logOut() {
    identityService.clearAuthentication();
  }

  @Test
  void opensACaseForEachLeaverAndOnlyOnce() throws Exception {
    byte[] episodes = Samples.withChildrenOf(prefix, Samples.episodes(2019));
    byte[] header = Samples.withChildrenOf(prefix, Samples.header(2019));

    JsonNode first = accepted(send(episodes, header, null));
    JsonNode second = accepted(send(episodes, header, null));

    assertThat(first.get("rows").asInt()).isEqualTo(648);
    assertThat(first.get("leavers").asInt()).isEqualTo(39);
    assertThat(first.get("sensitive").asInt()).isEqualTo(6);
    assertThat(first.get("opened").asInt()).isEqualTo(39);
    assertThat(first.get("alreadyKnown").asInt()).isZero();
    assertThat(first.get("outOfScope").get("same carer or legal status only").asInt())
        .isEqualTo(19);
    assertThat(first.get("stillOpen").asInt()).isEqualTo(15);
    assertThat(first.get("errors")).hasSize(5);
    assertThat(first.get("errors").get(0).fieldNames())
        .toIterable()
        .containsExactly("row", "child", "problem");
    assertThat(second.get("opened").asInt()).isZero();
    assertThat(second.get("alreadyKnown").asInt()).isEqualTo(39);
    List<String> cases = caseNumbers();
    assertThat(cases).hasSize(39).doesNotHaveDuplicates().allMatch(this::isRunning);
    assertThat(cases).allMatch(number -> number.matches("EI-[2-9A-HJKMNP-Z]{8}"));
    ExitCase exitCase = register.byNumber(cases.get(0));
    assertThat(exitCase.source()).isEqualTo("return");
    assertThat(exitCase.dateOfBirth()).isNotNull();
    assertThat(scopeRule(exitCase.caseNumber())).isIn(IN_SCOPE_RULES);
    assertThat(register.acts(exitCase.caseNumber()))
        .first()
        .satisfies(act -> assertThat(act.person()).isEqualTo("carol"));
  }

  @Test
  void nextYearsReturnOpensOnlyWhatIsNew() throws Exception {
    for (int year : new int[] {2017, 2018, 2019}) {
      JsonNode answer =
          accepted(
              send(Samples.withChildrenOf(prefix, Samples.episodes(year)), null, "2030-01-01"));

      assertThat(answer.get("opened").asInt()).isZero();
      assertThat(answer.get("alreadyKnown")).isEqualTo(answer.get("leavers"));
    }

    assertThat(caseNumbers()).isEmpty();
  }

  @Test
  void opensFromTheDayThatIsSaid() throws Exception {
    byte[] file =
        Samples.file(
            Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", ""),
            Samples.row(prefix + "2", "01/02/2023", "01/04/2024", "E4A", ""));

    JsonNode answer = accepted(send(file, null, "2024-04-01"));
    JsonNode again = accepted(send(file, null, null));

    assertThat(answer.get("opened").asInt()).isEqualTo(1);
    assertThat(answer.get("alreadyKnown").asInt()).isEqualTo(1);
    assertThat(again.get("opened").asInt()).isZero();
    assertThat(status(prefix + "1")).isEqualTo("known");
    assertThat(status(prefix + "2")).isEqualTo("opened");
  }

  @Test
  void correctedReturnCorrects() throws Exception {
    send(Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", "")));

    JsonNode answer =
        accepted(
            send(
                Samples.file(
                    Samples.row(prefix + "1", "01/02/2023", "02/04/2024", "E13", "STAND"))));

    assertThat(answer.get("opened").asInt()).isZero();
    ExitCase exitCase = onlyCase();
    assertThat(exitCase.moveDate()).isEqualTo(LocalDate.of(2024, 4, 2));
    assertThat(exitCase.reasonEpisodeCeased()).isEqualTo("E13");
    assertThat(exitCase.sensitive()).isTrue();
    assertThat(isRunning(exitCase.caseNumber())).isTrue();
  }

  @Test
  void correctedFirstDayIsNoSecondMove() throws Exception {
    send(Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", "")));

    JsonNode answer =
        accepted(
            send(Samples.file(Samples.row(prefix + "1", "03/02/2023", "31/03/2024", "E4A", ""))));

    assertThat(answer.get("opened").asInt()).isZero();
    assertThat(onlyCase().placedOn()).isEqualTo("2023-02-03");
  }

  @Test
  void withdrawnEndingClosesItsCaseAndMayComeBack() throws Exception {
    byte[] ended = Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", ""));
    send(ended);
    String caseNumber = onlyCase().caseNumber();

    JsonNode answer =
        accepted(send(Samples.file(Samples.row(prefix + "1", "01/02/2023", "", "X1", ""))));

    assertThat(answer.get("stillOpen").asInt()).isEqualTo(1);
    assertThat(isRunning(caseNumber)).isFalse();
    assertThat(outcomeReason(caseNumber)).isEqualTo("ENDING_WITHDRAWN");
    assertThat(status(prefix + "1")).isEqualTo("withdrawn");
    assertThat(accepted(send(ended)).get("opened").asInt()).isEqualTo(1);
    assertThat(caseNumbers()).singleElement().isNotEqualTo(caseNumber).matches(this::isRunning);
  }

  @Test
  void endingCorrectedToOutOfScopeClosesItsCase() throws Exception {
    send(Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", "")));
    String caseNumber = onlyCase().caseNumber();

    send(Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E3", "")));

    assertThat(isRunning(caseNumber)).isFalse();
    assertThat(outcomeReason(caseNumber)).isEqualTo("ENDING_CORRECTED");
    assertThat(status(prefix + "1")).isEqualTo("out-of-scope");
  }

  @Test
  void nobodyIsAskedTwiceAboutOneMove() throws Exception {
    byte[] leaver = Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", ""));
    send(leaver);
    String caseNumber = onlyCase().caseNumber();
    register.close(caseNumber, CaseOutcome.DECLINED, null, null);

    send(Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E3", "")));
    JsonNode answer = accepted(send(leaver));

    assertThat(answer.get("opened").asInt()).isZero();
    assertThat(answer.get("alreadyKnown").asInt()).isEqualTo(1);
    assertThat(onlyCase().caseNumber()).isEqualTo(caseNumber);
    assertThat(cases()).isEqualTo(1);
  }

  @Test
  void absenceFromAReturnIsNoWithdrawal() throws Exception {
    send(Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", "")));

    send(Samples.file(Samples.row(prefix + "1", "01/05/2024", "", "X1", "")));

    assertThat(isRunning(onlyCase().caseNumber())).isTrue();
  }

  @Test
  void twoPlacementsInOneHomeAreTwoCases() throws Exception {
    JsonNode answer =
        accepted(
            send(
                Samples.file(
                    Samples.row(prefix + "1", "01/02/2023", "31/03/2023", "E4A", ""),
                    Samples.row(prefix + "1", "01/05/2023", "30/06/2023", "E4A", ""))));

    assertThat(answer.get("opened").asInt()).isEqualTo(2);
    assertThat(caseNumbers()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void returnConfirmsTheNoticeOfAUnitManager() throws Exception {
    register.open(
        new ExitCase(
            "EI-" + prefix,
            prefix + "1",
            null,
            "SC123456",
            "K2",
            null,
            null,
            LocalDate.of(2024, 3, 25),
            true,
            "CARPL",
            null,
            false,
            "notice",
            Instant.parse("2024-03-20T10:00:00Z"),
            null,
            null,
            null,
            null,
            null));

    JsonNode answer =
        accepted(
            send(Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", ""))));

    assertThat(answer.get("opened").asInt()).isZero();
    assertThat(answer.get("alreadyKnown").asInt()).isEqualTo(1);
    assertThat(onlyCase().moveDate()).isEqualTo("2024-03-31");
    assertThat(onlyCase().reasonEpisodeCeased()).isEqualTo("E4A");
  }

  @Test
  void twoReturnsAtOnceDoubleNothing() throws Exception {
    byte[] episodes = Samples.withChildrenOf(prefix, Samples.episodes(2019));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<CompletableFuture<LeaversAnswer>> uploads =
          Stream.generate(
                  () ->
                      CompletableFuture.supplyAsync(
                          () -> intake.takeIn(episodes, null, null, "carol"), threads))
              .limit(4)
              .toList();

      int opened = uploads.stream().mapToInt(upload -> upload.join().opened()).sum();

      assertThat(opened).isEqualTo(39);
      assertThat(caseNumbers()).hasSize(39).doesNotHaveDuplicates().allMatch(this::isRunning);
      assertThat(cases()).isEqualTo(39);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whatACrashLeftIsTakenUpOnce() throws Exception {
    jdbc.sql(
            """
            insert into register.placement_ending (child, placed_on, ended_on, source,
              placement_type, placement_provider, home_urn, reason_episode_ceased,
              reason_place_change, next_reason_for_episode, next_placement_type, scope, rule,
              sensitive, status, reported_by, reported_at, changed_at)
            values (:child, date '2023-02-01', date '2024-03-31', 'return', 'K2', 'PR4',
              'SC123456', 'E4A', '', 'none', '', 'inScope', 'rule', false, 'to-open', 'carol',
              now(), now())
            """)
        .param("child", prefix + "1")
        .update();

    CompletableFuture.allOf(caseOpener.keepPromises(), caseOpener.keepPromises()).join();

    assertThat(status(prefix + "1")).isEqualTo("opened");
    assertThat(cases()).isEqualTo(1);
    assertThat(isRunning(onlyCase().caseNumber())).isTrue();
  }

  @Test
  void takesASingleLeaver() throws Exception {
    Map<String, String> leaver =
        Map.of(
            "child", prefix + "1",
            "placedOn", "2023-02-01",
            "moveDate", "2024-03-31",
            "placementType", "K2",
            "home", "SC123456",
            "reasonEpisodeCeased", "X1",
            "nextReasonForEpisode", "P",
            "nextPlacementType", "U4",
            "reasonPlaceChange", "STAND");

    JsonNode answer = accepted(sendJson(json.writeValueAsString(leaver)));

    assertThat(answer.get("opened").asInt()).isEqualTo(1);
    assertThat(answer.get("sensitive").asInt()).isEqualTo(1);
    assertThat(onlyCase().sensitive()).isTrue();
    assertThat(accepted(sendJson(json.writeValueAsString(leaver))).get("alreadyKnown").asInt())
        .isEqualTo(1);
  }

  @Test
  void takesANoticeOfAnotherSystem() throws Exception {
    String notice =
        """
        {"CHILD": "%s1", "DECOM": "01/02/2023", "PLACE": "K2", "URN": "SC123456"}
        """
            .formatted(prefix);

    assertThat(accepted(sendJson(notice)).get("opened").asInt()).isEqualTo(1);
    assertThat(onlyCase().source()).isEqualTo("notice");
    assertThat(scopeRule(onlyCase().caseNumber())).isEqualTo("notice of a move");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "leaver",
        "[]",
        "{}",
        "{\"child\": \"1\", \"name\": \"x\"}",
        "{\"child\": \"1\", \"placedOn\": \"May\", \"placementType\": \"K2\", \"home\": \"1\"}",
        "{\"child\": {}, \"placedOn\": \"2024-01-01\", \"placementType\": \"K2\", \"home\": \"1\"}",
        """
        {"child": "1", "placedOn": "2024-01-01", "placementType": "K2", "home": "1",
         "reasonEpisodeCeased": "E4A"}
        """
      })
  void refusesBadLeaversInPlainWords(String leaver) throws Exception {
    assertRefused(sendJson(leaver));
  }

  @Test
  void refusesBadReturnsInPlainWords() throws Exception {
    byte[] good = Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", ""));

    assertRefused(send(new byte[0]));
    assertRefused(send("no return".getBytes(StandardCharsets.UTF_8)));
    assertRefused(send(good, "SEX\n1\n".getBytes(StandardCharsets.UTF_8), null));
    assertRefused(send(good, null, "1 April"));
    assertRefused(mvc.perform(multipart("/api/leavers")).andReturn().getResponse());
    assertRefused(
        mvc.perform(post("/api/leavers").contentType(MediaType.TEXT_PLAIN).content(good))
            .andReturn()
            .getResponse());
    assertRefused(mvc.perform(post("/api/leavers")).andReturn().getResponse());
    assertThat(caseNumbers()).isEmpty();
  }

  @Test
  void onlyServiceManagersAndAdministratorsSendReturns() throws Exception {
    byte[] file = Samples.file(Samples.row(prefix + "1", "01/02/2023", "31/03/2024", "E4A", ""));
    identityService.setAuthentication("una", List.of("unit-manager", "iro"));

    MockHttpServletResponse response = send(file);

    assertThat(response.getStatus()).isEqualTo(403);
    assertThat(json.readTree(response.getContentAsString()).get("problems")).hasSize(1);
    identityService.setAuthentication("adam", List.of("camunda-admin"));
    assertThat(accepted(send(file)).get("opened").asInt()).isEqualTo(1);
  }

  @Test
  void takesTenMegabytesInSeconds() throws Exception {
    byte[] large = Samples.large(150_000, prefix);
    assertThat(large).hasSizeGreaterThan(10_000_000);

    long start = System.nanoTime();
    JsonNode first = accepted(send(large, null, "2030-01-01"));
    JsonNode second = accepted(send(large, null, "2030-01-01"));
    long seconds = (System.nanoTime() - start) / 1_000_000_000;

    assertThat(first.get("rows").asInt()).isEqualTo(150_000);
    assertThat(first.get("leavers").asInt()).isGreaterThan(8_000);
    assertThat(second.get("alreadyKnown")).isEqualTo(first.get("leavers"));
    assertThat(seconds).as("seconds for two returns").isLessThan(60);
  }

  private MockHttpServletResponse send(byte[] episodes) throws Exception {
    return send(episodes, null, null);
  }

  private MockHttpServletResponse send(
      byte[] episodes, byte @Nullable [] header, @Nullable String openFrom) throws Exception {
    MockMultipartHttpServletRequestBuilder request = multipart("/api/leavers");
    request.file(new MockMultipartFile("episodes", "episodes.csv", "text/csv", episodes));
    if (header != null) {
      request.file(new MockMultipartFile("header", "header.csv", "text/csv", header));
    }
    if (openFrom != null) {
      request.param("openFrom", openFrom);
    }
    return mvc.perform(request).andReturn().getResponse();
  }

  private MockHttpServletResponse sendJson(String leaver) throws Exception {
    return mvc.perform(post("/api/leavers").contentType(MediaType.APPLICATION_JSON).content(leaver))
        .andReturn()
        .getResponse();
  }

  private JsonNode accepted(MockHttpServletResponse response) throws Exception {
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
    return json.readTree(response.getContentAsString());
  }

  private void assertRefused(MockHttpServletResponse response) throws Exception {
    assertThat(response.getStatus()).isEqualTo(400);
    JsonNode refusal = json.readTree(response.getContentAsString());
    assertThat(refusal.get("message").asText()).isNotBlank();
    assertThat(refusal.get("problems")).isNotEmpty();
  }

  private List<String> caseNumbers() {
    return jdbc.sql(
            """
            select case_number from register.placement_ending
            where child like :child and case_number is not null order by id
            """)
        .param("child", prefix + "%")
        .query(String.class)
        .list();
  }

  private int cases() {
    return jdbc.sql("select count(*) from register.exit_case where child like :child")
        .param("child", prefix + "%")
        .query(Integer.class)
        .single();
  }

  private ExitCase onlyCase() {
    assertThat(caseNumbers()).hasSize(1);
    return register.byNumber(caseNumbers().get(0));
  }

  private String status(String child) {
    return jdbc.sql("select status from register.placement_ending where child = :child")
        .param("child", child)
        .query(String.class)
        .single();
  }

  /** The rule that the first step of the case notes, once the job executor has come by. */
  private String scopeRule(String caseNumber) {
    identityService.clearAuthentication();
    Job job =
        managementService
            .createJobQuery()
            .processInstanceId(
                runtimeService
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(caseNumber)
                    .singleResult()
                    .getId())
            .messages()
            .singleResult();
    managementService.executeJob(job.getId());
    return jdbc.sql("select scope_rule from register.exit_case where case_number = :caseNumber")
        .param("caseNumber", caseNumber)
        .query(String.class)
        .single();
  }

  private String outcomeReason(String caseNumber) {
    return jdbc.sql("select outcome_reason from register.exit_case where case_number = :caseNumber")
        .param("caseNumber", caseNumber)
        .query(String.class)
        .single();
  }

  private boolean isRunning(String caseNumber) {
    identityService.clearAuthentication();
    boolean running =
        runtimeService.createProcessInstanceQuery().processInstanceBusinessKey(caseNumber).count()
            == 1;
    identityService.setAuthentication("carol", List.of("residential-service-manager"));
    return running;
  }
}
