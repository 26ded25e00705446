package org.exitinterview.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.exitinterview.ApplicationTest;
import org.exitinterview.DatabaseScan;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.record.RecordVault;
import org.exitinterview.register.CaseRegister;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Files that show that an action is done: who adds them, who looks, and what is not taken. */
@ApplicationTest
class EvidenceTest {

  @Autowired private ProcessEngine engine;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient jdbc;
  @Autowired private RecordVault vault;
  @Autowired private CaseRegister register;
  @Autowired private CurrentPerson currentPerson;
  @Autowired private EvidenceSettings settings;
  @Autowired private Clock clock;

  private final String canary = "CANARY" + UUID.randomUUID();
  private Scenario story;
  private LocalDate today;
  private String page;

  @BeforeEach
  void accepted() {
    story = new Scenario(engine);
    today = story.today();
    story
        .toRelease()
        .complete(Scenario.IRO, "considerContent", Answers.considered("recommend"))
        .complete(
            Scenario.IRO, "writeRecommendation", Answers.recommendation("last", today.plusDays(14)))
        .complete(Scenario.OWNER, "answerRecommendation", Answers.answered("accepted", today))
        .complete(Scenario.IRO, "considerAnswer", Answers.answerConsidered("goodEnough"));
    page = "/pages/evidence/" + recommendation();
  }

  @Test
  @DisplayName("the owner adds a file, the IRO of the case takes it, and each look is noted")
  void addedAndTaken() {
    assertThat(get(Scenario.OWNER, "/pages/evidence").getBody()).contains(story.caseNumber(), page);
    assertThat(add(Scenario.OWNER, canary + ".html", text()).getStatusCode())
        .as("the page that it leads back to")
        .isEqualTo(HttpStatus.OK);

    String listed = get(Scenario.IRO, page).getBody();
    assertThat(listed).contains(canary + ".txt", "Owen");
    ResponseEntity<String> taken = get(Scenario.IRO, page + "/" + file());
    assertThat(taken.getBody()).isEqualTo("What changed: " + canary);
    HttpHeaders headers = taken.getHeaders();
    assertThat(headers.getContentDisposition().isAttachment()).isTrue();
    assertThat(headers.getContentType()).isEqualTo(MediaType.TEXT_PLAIN);
    assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(headers.getCacheControl()).contains("no-store");
    assertThat(get(Scenario.OWNER, page + "/" + file()).getStatusCode()).isEqualTo(HttpStatus.OK);

    assertThat(log("read", Scenario.IRO)).isGreaterThanOrEqualTo(2);
    assertThat(log("written", Scenario.OWNER)).isPositive();
    assertThat(acts()).containsExactly("evidenceAdded TEXT CLEAN");
  }

  @Test
  @DisplayName("nobody else sees a file, its name or how many there are; the look is noted")
  void refused() {
    add(Scenario.OWNER, canary, text());

    for (String other :
        List.of(
            Scenario.SOCIAL_WORKER,
            Scenario.INTERVIEWER,
            Scenario.SERVICE_MANAGER,
            "idris.iro",
            "simon.supervisor")) {
      assertThat(get(other, page).getStatusCode()).as(other).isEqualTo(HttpStatus.FORBIDDEN);
      assertThat(get(other, page + "/" + file()).getStatusCode())
          .as(other)
          .isEqualTo(HttpStatus.FORBIDDEN);
      assertThat(add(other, "a.txt", text()).getStatusCode())
          .as(other)
          .isEqualTo(HttpStatus.FORBIDDEN);
      assertThat(get(other, "/pages/evidence").getBody())
          .as(other)
          .doesNotContain(story.caseNumber());
      assertThat(log("refused", other)).as(other).isGreaterThanOrEqualTo(3);
    }
    assertThat(rest.getForEntity(page, String.class).getStatusCode())
        .isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(get(Scenario.OWNER, "/pages/evidence/" + UUID.randomUUID()).getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(get(Scenario.OWNER, page + "/" + UUID.randomUUID()).getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
  }

  @Test
  @DisplayName("what is too large or of another kind is not taken, and the page says what is")
  void notTaken() {
    ResponseEntity<String> script =
        add(Scenario.OWNER, "a.pdf", "<html><script>1</script></html>".getBytes(UTF_8));
    assertThat(script.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(script.getBody()).contains("This kind of file is not taken", "JPEG");

    byte[] large = "a".repeat((int) settings.largestFile() + 1).getBytes(UTF_8);
    assertThat(add(Scenario.OWNER, "a.txt", large).getBody())
        .contains("The file has 5,000,001 bytes; at most 5,000,000 are taken.");
    assertThat(add(Scenario.OWNER, "a.txt", new byte[0]).getBody()).contains("Choose a file first");
    assertThat(
            jdbc.sql("select count(*) from record.file where case_number = ?")
                .param(story.caseNumber())
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  @DisplayName("nothing of a file lies anywhere in clear")
  void encrypted() throws Exception {
    List<Path> before = temporary();
    add(Scenario.OWNER, canary + ".txt", text());

    assertThat(new DatabaseScan(jdbc).columnsHolding(canary)).isEmpty();
    assertThat(temporary()).isEqualTo(before);
  }

  @Test
  @DisplayName("a recommendation that is closed takes no more files, and keeps what it has")
  void closed() {
    add(Scenario.OWNER, "a.txt", text());
    story
        .complete(Scenario.OWNER, "confirmActionDone", Answers.actionDone(today))
        .complete(Scenario.IRO, "checkAction", Answers.actionChecked("isDone", today));

    assertThat(add(Scenario.OWNER, "b.txt", text()).getBody()).contains("closed already");
    assertThat(get(Scenario.IRO, page + "/" + file()).getStatusCode()).isEqualTo(HttpStatus.OK);
  }

  @Test
  @DisplayName("a file is read only when the scanner has called it clean")
  void scanned() throws Exception {
    EvidenceScanner scanner = mock();
    when(scanner.isClean(text()))
        .thenThrow(new ScannerUnavailableException("The virus scanner gives no answer"))
        .thenThrow(new ScannerUnavailableException("The virus scanner gives no answer"))
        .thenReturn(true)
        .thenReturn(false);
    Evidence evidence =
        new Evidence(jdbc, vault, register, currentPerson, settings, providing(scanner), clock);

    as(Scenario.OWNER, () -> evidence.add(recommendation(), new Upload("a.txt", text())));
    String waiting = file();
    assertThat(as(Scenario.IRO, () -> evidence.read(recommendation(), waiting)))
        .contains("has not looked at this file yet");
    assertThat(as(Scenario.IRO, () -> evidence.read(recommendation(), waiting))).isEmpty();
    assertThat(state()).isEqualTo("CLEAN");

    assertThat(as(Scenario.OWNER, () -> evidence.add(recommendation(), new Upload("b", text()))))
        .contains("It was not kept");
    assertThat(
            jdbc.sql("select count(*) from record.file where case_number = ?")
                .param(story.caseNumber())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private byte[] text() {
    return ("What changed: " + canary).getBytes(UTF_8);
  }

  /** What a refusal says; empty without one. */
  private String as(String person, Runnable work) {
    engine.getIdentityService().setAuthentication(person, groups(person));
    try {
      work.run();
      return "";
    } catch (EvidenceRefusedException refused) {
      return String.valueOf(refused.getMessage());
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  private List<String> groups(String person) {
    return engine.getIdentityService().createGroupQuery().groupMember(person).list().stream()
        .map(group -> group.getId())
        .toList();
  }

  private static ObjectProvider<EvidenceScanner> providing(EvidenceScanner scanner) {
    return new ObjectProvider<>() {
      @Override
      public Stream<EvidenceScanner> orderedStream() {
        return Stream.of(scanner);
      }
    };
  }

  private ResponseEntity<String> get(String person, String address) {
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD).getForEntity(address, String.class);
  }

  private ResponseEntity<String> add(String person, String name, byte[] content) {
    MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
    parts.add(
        "file",
        new ByteArrayResource(content) {
          @Override
          public String getFilename() {
            return name;
          }
        });
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.MULTIPART_FORM_DATA);
    return rest.withBasicAuth(person, ApplicationTest.PASSWORD)
        .postForEntity(page, new HttpEntity<>(parts, headers), String.class);
  }

  private String recommendation() {
    return jdbc.sql("select recommendation_id from register.recommendation where case_number = ?")
        .param(story.caseNumber())
        .query(String.class)
        .single();
  }

  private String file() {
    return jdbc.sql("select file_id from register.evidence where case_number = ? limit 1")
        .param(story.caseNumber())
        .query(String.class)
        .single();
  }

  private String state() {
    return jdbc.sql("select state from register.evidence where file_id = ?")
        .param(file())
        .query(String.class)
        .single();
  }

  private long log(String event, String person) {
    return jdbc.sql(
            """
            select count(*) from record.read_log
            where case_number = ? and event = ? and person = ? and section = 'reply'
            """)
        .param(story.caseNumber())
        .param(event)
        .param(person)
        .query(Long.class)
        .single();
  }

  private List<String> acts() {
    return jdbc.sql(
            """
            select decision || ' ' || (facts ->> 'kind') || ' ' || (facts ->> 'scanned')
            from register.act where case_number = ? and decision = 'evidenceAdded'
            """)
        .param(story.caseNumber())
        .query(String.class)
        .list();
  }

  private static List<Path> temporary() throws Exception {
    try (Stream<Path> files =
        java.nio.file.Files.walk(Path.of(System.getProperty("java.io.tmpdir")), 2)) {
      return files.filter(file -> file.getFileName().toString().startsWith("upload")).toList();
    }
  }
}
