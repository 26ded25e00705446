package org.exitinterview.evidence;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files that show that an action is done. They lie in the record beside the owner's reply, so
 * whoever may write the reply adds them and whoever may read it reads them: the owner and the
 * case's IRO. Nobody reads a file before every scanner has called it clean.
 */
@Service
public class Evidence {

  private static final Logger log = LoggerFactory.getLogger(Evidence.class);

  private static final String PROCESS = "recommendation";
  private static final String STEP = "userTask_confirmActionDone";

  private final JdbcClient jdbc;
  private final RecordVault vault;
  private final CaseRegister register;
  private final CurrentPerson currentPerson;
  private final EvidenceSettings settings;
  private final List<EvidenceScanner> scanners;
  private final Clock clock;

  Evidence(
      JdbcClient jdbc,
      RecordVault vault,
      CaseRegister register,
      CurrentPerson currentPerson,
      EvidenceSettings settings,
      ObjectProvider<EvidenceScanner> scanners,
      Clock clock) {
    this.jdbc = jdbc;
    this.vault = vault;
    this.register = register;
    this.currentPerson = currentPerson;
    this.settings = settings;
    this.scanners = scanners.orderedStream().toList();
    this.clock = clock;
    if (this.scanners.isEmpty()) {
      log.warn("No virus scanner is set up: files added as evidence are taken as they are.");
    }
  }

  /** What a scanner has said of a file. */
  public enum State {
    WAITING,
    CLEAN,
    INFECTED
  }

  /**
   * A recommendation to which files can be added.
   *
   * @param files how many there are
   */
  public record Open(
      String recommendationId,
      String caseNumber,
      int number,
      @Nullable LocalDate actionBy,
      long files) {}

  /** A file as a page lists it. */
  public record Kept(String fileId, String name, State state, LocalDate addedOn, String addedBy) {}

  /** A file to hand out. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Content(String name, String mediaType, byte[] bytes) {}

  private record Owed(String caseNumber, @Nullable String outcome) {}

  private record Row(String fileId, String state, LocalDate addedOn, String addedBy) {}

  private record Stored(String kind, State state) {}

  /** What is taken, in words for whoever wants to add a file. */
  public String taken() {
    return "We take %s. At most %,d bytes each, and %d files."
        .formatted(FileKind.TAKEN, settings.largestFile(), settings.mostFiles());
  }

  /** The recommendations that wait for the current person, or belong to a case of his or hers. */
  public List<Open> open() {
    return jdbc.sql(
            """
            select r.recommendation_id, r.case_number, r.number, r.action_by,
              (select count(*) from register.evidence e
               where e.recommendation_id = r.recommendation_id) as files
            from register.recommendation r join register.exit_case c using (case_number)
            where r.sent_at is not null and r.outcome is null and :person in (r.owner, c.iro)
            order by r.action_by, r.case_number, r.number
            """)
        .param("person", currentPerson.get().userId())
        .query(Open.class)
        .list();
  }

  /**
   * The files of a recommendation; empty if there is no such recommendation.
   *
   * @throws org.exitinterview.record.AccessRefusedException if the current person may not see them
   */
  public Optional<List<Kept>> of(String recommendationId) {
    return find(recommendationId).map(owed -> files(owed.caseNumber(), recommendationId));
  }

  private List<Kept> files(String caseNumber, String recommendationId) {
    Map<String, String> names = vault.fileNames(caseNumber, Section.REPLY, recommendationId);
    List<Kept> files = new ArrayList<>();
    jdbc.sql(
            """
            select file_id, state, cast(added_at as date) as added_on, added_by
            from register.evidence where recommendation_id = :id order by added_at, file_id
            """)
        .param("id", recommendationId)
        .query(Row.class)
        .list()
        .forEach(
            row -> {
              String name = names.get(row.fileId());
              if (name != null) {
                files.add(
                    new Kept(
                        row.fileId(),
                        name,
                        State.valueOf(row.state()),
                        row.addedOn(),
                        row.addedBy()));
              }
            });
    return files;
  }

  /**
   * Keeps a file for a recommendation that is not closed.
   *
   * @throws EvidenceRefusedException if it is too large, of no kind that is taken, or not clean
   * @throws org.exitinterview.record.AccessRefusedException if the current person may not add files
   */
  @Transactional(noRollbackFor = EvidenceRefusedException.class)
  public void add(String recommendationId, Upload upload) {
    Owed owed =
        find(recommendationId)
            .filter(found -> found.outcome() == null)
            .orElseThrow(
                () -> new EvidenceRefusedException("This recommendation is closed already."));
    byte[] content = upload.content();
    if (content.length > settings.largestFile()) {
      throw new EvidenceRefusedException(
          "The file has %,d bytes; at most %,d are taken."
              .formatted(content.length, settings.largestFile()));
    }
    FileKind kind =
        FileKind.of(content)
            .orElseThrow(
                () ->
                    new EvidenceRefusedException(
                        "This kind of file is not taken. We take " + FileKind.TAKEN + "."));
    // First, so that nobody else learns what a scanner says or how many files there are.
    int files = vault.fileNames(owed.caseNumber(), Section.REPLY, recommendationId).size();
    if (files >= settings.mostFiles()) {
      throw new EvidenceRefusedException(
          "There are %d files already, and no more are taken.".formatted(files));
    }
    State state = scan(content);
    if (state == State.INFECTED) {
      note(owed.caseNumber(), recommendationId, newId(), kind, content.length, state);
      throw new EvidenceRefusedException(
          "The virus scanner found something in this file. It was not kept.");
    }
    String fileId =
        vault.keepFile(
            owed.caseNumber(),
            Section.REPLY,
            recommendationId,
            kind.fileName(upload.name()),
            content);
    note(owed.caseNumber(), recommendationId, fileId, kind, content.length, state);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /**
   * Reads a file; empty if there is none of that id.
   *
   * @throws EvidenceRefusedException while the virus scanner has not called it clean
   * @throws org.exitinterview.record.AccessRefusedException if the current person may not read it
   */
  @Transactional(noRollbackFor = EvidenceRefusedException.class)
  public Optional<Content> read(String recommendationId, String fileId) {
    Optional<Owed> owed = find(recommendationId);
    if (owed.isEmpty()) {
      return Optional.empty();
    }
    String caseNumber = owed.get().caseNumber();
    Optional<byte[]> bytes = vault.readFile(caseNumber, Section.REPLY, recommendationId, fileId);
    Optional<Stored> stored =
        jdbc.sql(
                """
                select kind, state from register.evidence
                where file_id = :id and recommendation_id = :recommendation
                """)
            .param("id", fileId)
            .param("recommendation", recommendationId)
            .query(Stored.class)
            .optional();
    if (bytes.isEmpty() || stored.isEmpty()) {
      return Optional.empty();
    }
    if (stored.get().state() != State.CLEAN) {
      requireClean(caseNumber, recommendationId, fileId, bytes.get());
    }
    String name =
        vault.fileNames(caseNumber, Section.REPLY, recommendationId).getOrDefault(fileId, "file");
    return Optional.of(
        new Content(name, FileKind.valueOf(stored.get().kind()).mediaType(), bytes.get()));
  }

  private void requireClean(
      String caseNumber, String recommendationId, String fileId, byte[] content) {
    State state = scan(content);
    jdbc.sql(
            """
            update register.evidence set state = :state,
              scanned_at = case when :state = 'WAITING' then null else :at end
            where file_id = :id
            """)
        .param("state", state.name())
        .param("at", OffsetDateTime.now(clock))
        .param("id", fileId)
        .update();
    if (state == State.INFECTED) {
      vault.removeFile(caseNumber, Section.REPLY, recommendationId, fileId);
      throw new EvidenceRefusedException(
          "The virus scanner found something in this file. It was taken away.");
    }
    if (state == State.WAITING) {
      throw new EvidenceRefusedException(
          "The virus scanner has not looked at this file yet. Try again in a while.");
    }
  }

  private State scan(byte[] content) {
    try {
      for (EvidenceScanner scanner : scanners) {
        if (!scanner.isClean(content)) {
          return State.INFECTED;
        }
      }
      return State.CLEAN;
    } catch (ScannerUnavailableException e) {
      log.warn("{}; a file waits for it", e.getMessage());
      return State.WAITING;
    }
  }

  private void note(
      String caseNumber,
      String recommendationId,
      String fileId,
      FileKind kind,
      int bytes,
      State state) {
    String person = currentPerson.get().userId();
    OffsetDateTime now = OffsetDateTime.now(clock);
    jdbc.sql(
            """
            insert into register.evidence (file_id, recommendation_id, case_number, kind, bytes,
              state, added_at, added_by, scanned_at)
            values (:id, :recommendation, :caseNumber, :kind, :bytes,
              :state, :at, :by, case when :state = 'WAITING' then null else :at end)
            """)
        .param("id", fileId)
        .param("recommendation", recommendationId)
        .param("caseNumber", caseNumber)
        .param("kind", kind.name())
        .param("bytes", bytes)
        .param("state", state.name())
        .param("at", now)
        .param("by", person)
        .update();
    register.record(
        new Act(
            person,
            Act.Kind.SYSTEM,
            PROCESS,
            caseNumber,
            STEP,
            null,
            recommendationId,
            "evidenceAdded",
            Map.of("kind", kind.name(), "scanned", state.name())));
  }

  private Optional<Owed> find(String recommendationId) {
    return jdbc.sql(
            """
            select case_number, outcome from register.recommendation
            where recommendation_id = :id
            """)
        .param("id", recommendationId)
        .query(Owed.class)
        .optional();
  }
}
