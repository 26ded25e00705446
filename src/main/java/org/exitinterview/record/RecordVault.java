package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.record.ReadLog.Entry;
import org.exitinterview.record.ReadLog.Event;
import org.exitinterview.register.Act;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The only holder of words about or from a young person. Who may read and write is decided by the
 * circulation list of the record and by nothing else: no role, permission or assignment of the
 * engine opens a section. Everything is written in the caller's transaction, which is the engine's
 * own.
 *
 * <p>A record belongs to a case number: of an exit interview case, or of a concern or a signpost,
 * which have records of their own.
 */
@Service
public class RecordVault {

  private static final String AGREEMENT = "agreed with the young person";

  private final JdbcClient jdbc;
  private final RecordKeys keys;
  private final CirculationList circulation;
  private final CirculationDecisions decisions;
  private final Sections sections;
  private final Files files;
  private final SealedState state;
  private final Drafts drafts;
  private final ReadLog readLog;
  private final CurrentPerson currentPerson;
  private final Clock clock;

  RecordVault(
      JdbcClient jdbc,
      RecordKeys keys,
      CirculationList circulation,
      CirculationDecisions decisions,
      Sections sections,
      Files files,
      SealedState state,
      Drafts drafts,
      ReadLog readLog,
      CurrentPerson currentPerson,
      Clock clock) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.circulation = circulation;
    this.decisions = decisions;
    this.sections = sections;
    this.files = files;
    this.state = state;
    this.drafts = drafts;
    this.readLog = readLog;
    this.currentPerson = currentPerson;
    this.clock = clock;
  }

  /** Opens an empty record with a data key of its own; a record that exists stays as it is. */
  @Transactional
  public void open(String caseNumber) {
    int opened =
        jdbc.sql(
                """
                insert into record.interview_record (case_number, opened_at, opened_by)
                values (:caseNumber, :at, :by) on conflict do nothing
                """)
            .param("caseNumber", caseNumber)
            .param("at", Timestamp.from(clock.instant()))
            .param("by", actor())
            .update();
    if (opened == 1) {
      state.seal(keys.renew(caseNumber), caseNumber);
    }
  }

  /** Whether there is a record of that number, readable or not. */
  public boolean exists(String caseNumber) {
    return jdbc.sql(
            """
            select exists (select from record.interview_record where case_number = :caseNumber)
            """)
        .param("caseNumber", caseNumber)
        .query(Boolean.class)
        .single();
  }

  /**
   * Puts a reader on the circulation list of some sections; what he or she already may, stays.
   *
   * @param basis why, in words that name no child, such as {@code appointed as interviewer}
   */
  @Transactional
  public void grant(
      String caseNumber, Reader reader, Set<Section> sections, Access access, String basis) {
    grantItem(caseNumber, reader, sections, null, access, basis, null);
  }

  /** Puts a reader on the circulation list of one item, such as one recommendation, of sections. */
  @Transactional
  public void grant(
      String caseNumber,
      Reader reader,
      Set<Section> sections,
      String item,
      Access access,
      String basis) {
    grantItem(caseNumber, reader, sections, item, access, basis, null);
  }

  /** Lets a reader read some sections until a moment; a former grant on that basis is replaced. */
  void grantUntil(
      String caseNumber, Reader reader, Set<Section> sections, String basis, Instant until) {
    end(caseNumber, () -> circulation.end(caseNumber, reader, basis, sections, actor()));
    grantItem(
        caseNumber,
        reader,
        sections,
        null,
        Access.READ,
        basis,
        until.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Takes a reader off the circulation list where he or she was put on it on that basis. */
  void end(String caseNumber, Reader reader, String basis) {
    end(
        caseNumber,
        () -> circulation.end(caseNumber, reader, basis, EnumSet.allOf(Section.class), actor()));
  }

  /**
   * Lets a deputy read and write what the person he or she stands in for may, as far as one step
   * needs it, until a moment. Each look is logged with that reason.
   *
   * @param absent with the groups that the person is in
   * @param taskId the step, so that each ends by itself
   * @param item what within the case the step is about; {@code ""} for the case itself
   */
  @Transactional
  public void standIn(
      String caseNumber,
      Person absent,
      String deputy,
      String taskId,
      Set<Section> needed,
      String item,
      Instant until) {
    if (!exists(caseNumber) || !hasKey(caseNumber)) {
      return;
    }
    List<CirculationList.Grant> own = grants(caseNumber, absent);
    for (Section section : needed) {
      for (Access access : List.of(Access.READ, Access.WRITE)) {
        own.stream()
            .filter(grant -> grant.allows(section, item, access))
            .findFirst()
            .ifPresent(
                grant ->
                    grantItem(
                        caseNumber,
                        Reader.user(deputy),
                        Set.of(section),
                        grant.item(),
                        access,
                        standsInFor(absent.userId(), taskId),
                        until.truncatedTo(ChronoUnit.MILLIS)));
      }
    }
  }

  /** Ends what a deputy was let into for a step. */
  @Transactional
  public void endStandIn(String caseNumber, String absent, String deputy, String taskId) {
    end(caseNumber, Reader.user(deputy), standsInFor(absent, taskId));
  }

  private static String standsInFor(String person, String taskId) {
    return "stands in for %s in the step %s".formatted(person, taskId);
  }

  private void grantItem(
      String caseNumber,
      Reader reader,
      Set<Section> sections,
      @Nullable String item,
      Access access,
      String basis,
      @Nullable Instant until) {
    Aead key = state.keyToChangeWith(caseNumber);
    String grantedBy = actor();
    sections.forEach(
        section ->
            circulation.add(
                key,
                new CirculationList.Grant(
                    caseNumber,
                    reader,
                    section.key(),
                    item,
                    access,
                    basis,
                    grantedBy,
                    now(),
                    until)));
    state.seal(key, caseNumber);
  }

  /** Takes everybody who was put on the circulation list on that basis off it. */
  @Transactional
  public void endAll(String caseNumber, String basis) {
    end(caseNumber, () -> circulation.endAll(caseNumber, basis, actor()));
  }

  /** Takes everybody who was put on the circulation list of sections on that basis off it. */
  @Transactional
  public void end(String caseNumber, String basis, Set<Section> sections) {
    end(caseNumber, () -> circulation.end(caseNumber, basis, sections, actor()));
  }

  /** Takes a reader off the circulation list, for every section. */
  @Transactional
  public void end(String caseNumber, Reader reader) {
    end(caseNumber, () -> circulation.end(caseNumber, reader, actor()));
  }

  /**
   * The record gets a new key when access to it ends, so that the row of before, put back by
   * whoever holds the database, opens nothing.
   */
  private void end(String caseNumber, IntSupplier rows) {
    Optional<Aead> key =
        hasKey(caseNumber) ? Optional.of(state.keyToChangeWith(caseNumber)) : Optional.empty();
    int ended = rows.getAsInt();
    if (ended > 0 && key.isPresent()) {
      moveToNewKey(caseNumber, key.get());
    }
  }

  /**
   * Keeps what the current person decides in a step, so that what follows from it can be told from
   * a row that somebody put into the register. An earlier act of the same step no longer counts.
   *
   * @param item what within the case it is about; {@code ""} for the case itself
   * @param facts codes, numbers, flags, dates and lists of them; never words
   */
  @Transactional
  public void sealAct(
      String caseNumber,
      String step,
      String item,
      @Nullable String decision,
      Map<String, Object> facts) {
    Aead key = state.keyToChangeWith(caseNumber);
    boolean replaces =
        state.acts(key, caseNumber).stream()
            .anyMatch(act -> act.step().equals(step) && act.item().equals(item));
    if (replaces) {
      key = moveToNewKey(caseNumber, key);
    }
    state.add(
        key,
        caseNumber,
        new SealedAct(actor(), step, item, decision, facts, revisions(caseNumber), now()));
    state.seal(key, caseNumber);
  }

  /** What was decided on the case, oldest first; empty without a record. */
  public List<SealedAct> acts(String caseNumber) {
    if (!hasKey(caseNumber)) {
      return List.of();
    }
    Aead key = keys.of(caseNumber);
    state.requireIntact(key, caseNumber);
    return state.acts(key, caseNumber);
  }

  /** The latest act in that step on the case itself. */
  public Optional<SealedAct> latestAct(String caseNumber, String step) {
    return latestAct(caseNumber, step, "");
  }

  /** The latest act in that step on one item, such as one recommendation. */
  public Optional<SealedAct> latestAct(String caseNumber, String step, String item) {
    return acts(caseNumber).stream()
        .filter(act -> act.step().equals(step) && act.item().equals(item))
        .reduce((earlier, later) -> later);
  }

  /** The latest value of every fact that people gave in the steps of the case, by form key. */
  public Map<String, Object> sealedFacts(String caseNumber) {
    Map<String, Object> latest = new LinkedHashMap<>();
    acts(caseNumber).forEach(act -> latest.putAll(act.facts()));
    return latest;
  }

  /** Whether what the young person said and agreed to is the same as when the act was done. */
  public boolean isUnchangedSince(String caseNumber, SealedAct act) {
    return revisions(caseNumber).equals(act.revisions());
  }

  private Map<String, Integer> revisions(String caseNumber) {
    Set<Section> said = Section.answers();
    said.add(Section.AGREED_RECORD);
    return sections.revisionsByItem(caseNumber, said);
  }

  /** What people have typed and not sent yet goes along. */
  private Aead moveToNewKey(String caseNumber, Aead oldKey) {
    List<Drafts.Typed> typed = drafts.of(oldKey, caseNumber);
    Aead newKey = moveRecordToNewKey(caseNumber, oldKey);
    drafts.put(newKey, typed);
    return newKey;
  }

  private Aead moveRecordToNewKey(String caseNumber, Aead oldKey) {
    Aead newKey = keys.renew(caseNumber);
    sections.moveTo(newKey, oldKey, caseNumber);
    files.moveTo(newKey, oldKey, caseNumber);
    circulation.moveTo(newKey, oldKey, caseNumber);
    decisions.moveTo(newKey, oldKey, caseNumber);
    state.moveTo(newKey, oldKey, caseNumber);
    state.seal(newKey, caseNumber);
    return newKey;
  }

  private boolean hasKey(String caseNumber) {
    return jdbc.sql(
            """
            select exists (select from record.interview_record
              where case_number = :caseNumber and key_id is not null)
            """)
        .param("caseNumber", caseNumber)
        .query(Boolean.class)
        .single();
  }

  /**
   * Writes fields of a section; other fields of the section stay as they are, and earlier revisions
   * are kept.
   *
   * @param item what within the case the words belong to, such as a recommendation; {@code ""}
   *     otherwise
   * @param fields texts, numbers, flags or lists by field name; a null removes the field
   * @throws AccessRefusedException if the current person may not write the section; logged
   */
  public void write(String caseNumber, Section section, String item, Map<String, Object> fields) {
    Person person = personOrRefuse(caseNumber, List.of(section));
    state.lock(caseNumber);
    String basis = bases(caseNumber, person, List.of(section), item, Access.WRITE).get(0);
    sections.write(keys.of(caseNumber), caseNumber, section, item, fields, person.userId());
    readLog.addInTransaction(
        List.of(new Entry(person.userId(), caseNumber, section, Event.WRITTEN, basis)));
  }

  /**
   * Writes some words of one item for another one too, such as the same recommendation for another
   * person. Who may read them there is for the circulation list to say, as ever.
   */
  @Transactional
  public void copyWords(
      String caseNumber, Section section, String fromItem, String toItem, Set<String> fields) {
    state.lock(caseNumber);
    Aead key = keys.of(caseNumber);
    Map<String, Object> words = sections.read(key, caseNumber, section, fromItem);
    words.keySet().retainAll(fields);
    sections.write(key, caseNumber, section, toItem, words, actor());
    readLog.addInTransaction(
        List.of(new Entry(actor(), caseNumber, section, Event.WRITTEN, "same words for another")));
  }

  /**
   * Keeps a file beside the words of a section; who may write these may add it, who may read them
   * may read it.
   *
   * @param name what people call it; as secret as the words
   * @return its id
   * @throws AccessRefusedException if the current person may not write the section; logged
   */
  @Transactional
  public String keepFile(
      String caseNumber, Section section, String item, String name, byte[] content) {
    Person person = personOrRefuse(caseNumber, List.of(section));
    state.lock(caseNumber);
    String basis = bases(caseNumber, person, List.of(section), item, Access.WRITE).get(0);
    String fileId = UUID.randomUUID().toString();
    files.add(
        keys.of(caseNumber),
        new Files.Place(caseNumber, section, item),
        fileId,
        name,
        content,
        person.userId());
    readLog.addInTransaction(
        List.of(new Entry(person.userId(), caseNumber, section, Event.WRITTEN, basis)));
    return fileId;
  }

  /**
   * The names of the files beside the words of a section, by their ids, oldest first.
   *
   * @throws AccessRefusedException if the current person may not read the section; logged
   */
  public Map<String, String> fileNames(String caseNumber, Section section, String item) {
    noteReading(caseNumber, section, item);
    return files.names(keys.of(caseNumber), new Files.Place(caseNumber, section, item));
  }

  /**
   * Reads a file; empty if there is none of that id at that place.
   *
   * @throws AccessRefusedException if the current person may not read the section; logged
   */
  public Optional<byte[]> readFile(String caseNumber, Section section, String item, String fileId) {
    noteReading(caseNumber, section, item);
    return files.content(keys.of(caseNumber), new Files.Place(caseNumber, section, item), fileId);
  }

  /** Takes a file away that must not stay, such as one with a virus in it. */
  @Transactional
  public void removeFile(String caseNumber, Section section, String item, String fileId) {
    files.remove(new Files.Place(caseNumber, section, item), fileId);
    readLog.addInTransaction(
        List.of(new Entry(actor(), caseNumber, section, Event.DESTROYED, "file not clean")));
  }

  private void noteReading(String caseNumber, Section section, String item) {
    Person person = personOrRefuse(caseNumber, List.of(section));
    String basis = bases(caseNumber, person, List.of(section), item, Access.READ).get(0);
    readLog.addAlone(List.of(new Entry(person.userId(), caseNumber, section, Event.READ, basis)));
  }

  /**
   * Keeps what the young person agreed to and makes the rest unreadable for good, in backups of the
   * record too: the sections that are not kept, and what the others said before it was corrected.
   * The record gets a new key; the one before is destroyed when the caller's transaction commits.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void keepWhatWasAgreed(String caseNumber, Set<Section> notKept) {
    Aead oldKey = state.keyToChangeWith(caseNumber);
    Set<Section> before = sections.written(caseNumber);
    sections.strip(caseNumber, notKept);
    moveRecordToNewKey(caseNumber, oldKey);
    String person = actor();
    readLog.addInTransaction(
        before.stream()
            .map(
                section ->
                    new Entry(
                        person,
                        caseNumber,
                        section,
                        notKept.contains(section) ? Event.DESTROYED : Event.AGREED,
                        AGREEMENT))
            .toList());
  }

  /**
   * Reads a section; empty when nothing was written yet.
   *
   * @throws AccessRefusedException if the current person may not read the section; logged
   */
  public Map<String, Object> read(String caseNumber, Section section, String item) {
    return read(caseNumber, Set.of(section), item).getOrDefault(section, Map.of());
  }

  /**
   * Reads several sections at once.
   *
   * @throws AccessRefusedException if the current person may not read all of them; logged
   */
  public Map<Section, Map<String, Object>> read(
      String caseNumber, Set<Section> wanted, String item) {
    List<Section> inOrder = wanted.stream().sorted().toList();
    Person person = personOrRefuse(caseNumber, inOrder);
    List<String> bases = bases(caseNumber, person, inOrder, item, Access.READ);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      entries.add(new Entry(person.userId(), caseNumber, inOrder.get(i), Event.READ, bases.get(i)));
    }
    readLog.addAlone(entries);
    Aead key = keys.of(caseNumber);
    Map<Section, Map<String, Object>> result = new EnumMap<>(Section.class);
    inOrder.forEach(section -> result.put(section, sections.read(key, caseNumber, section, item)));
    return result;
  }

  /**
   * Notes that the current person was refused before the vault was asked.
   *
   * @param step id of the step that was refused
   */
  public void noteRefusal(String caseNumber, String step) {
    readLog.addAlone(List.of(new Entry(actor(), caseNumber, "step", Event.REFUSED, step)));
  }

  /** Whether the current person is on the circulation list of the section. */
  public boolean mayRead(String caseNumber, Section section) {
    return readable(caseNumber, "").contains(section);
  }

  /**
   * The sections that the current person may read; empty without such a record.
   *
   * @param item what within the case is asked for, as in {@link #read}
   */
  public Set<Section> readable(String caseNumber, String item) {
    Set<Section> readable = EnumSet.noneOf(Section.class);
    Optional<Person> person = currentPerson.find();
    if (person.isPresent() && exists(caseNumber)) {
      List<CirculationList.Grant> grants = grants(caseNumber, person.get());
      Arrays.stream(Section.values())
          .filter(section -> grants.stream().anyMatch(g -> g.allows(section, item, Access.READ)))
          .forEach(readable::add);
    }
    return readable;
  }

  /**
   * Which text each section holds: another revision, or other words in its place, is another value.
   * A section nobody wrote in has none.
   */
  public Map<Section, String> revisions(String caseNumber, Set<Section> wanted) {
    return sections.revisions(caseNumber, wanted);
  }

  /**
   * Numbers of the records that the person is on the circulation list of, newest last.
   *
   * @param basis how the reason for it begins
   */
  public List<String> circulatedTo(Person person, String basis) {
    return circulation.casesOf(person, basis);
  }

  /**
   * Who read which section, and when last.
   *
   * @param person user id
   */
  public record Look(String person, Section section, Instant at) {}

  /**
   * Who has read sections of the record, in the order of people and sections.
   *
   * @param basis how the reason for which they might begins
   */
  public List<Look> looks(String caseNumber, Set<Section> wanted, String basis) {
    return readLog.looks(caseNumber, wanted, basis);
  }

  /**
   * Logs that the current person asked for sections in vain.
   *
   * @param why what was missing, in words that name no child
   * @param message what the person is told
   */
  public AccessRefusedException refuse(
      String caseNumber, Set<Section> wanted, String why, String message) {
    readLog.addAlone(
        wanted.stream()
            .sorted()
            .map(section -> new Entry(actor(), caseNumber, section, Event.REFUSED, why))
            .toList());
    return new AccessRefusedException(message);
  }

  /** Why the person may, section by section; refuses unless that is so for all of them. */
  private List<String> bases(
      String caseNumber, Person person, List<Section> wanted, String item, Access access) {
    List<CirculationList.Grant> grants =
        exists(caseNumber) ? grants(caseNumber, person) : List.of();
    List<String> bases = new ArrayList<>();
    List<Section> refused = new ArrayList<>();
    for (Section section : wanted) {
      grants.stream()
          .filter(grant -> grant.allows(section, item, access))
          .findFirst()
          .ifPresentOrElse(grant -> bases.add(grant.basis()), () -> refused.add(section));
    }
    if (!refused.isEmpty()) {
      throw refusal(caseNumber, person.userId(), refused);
    }
    return bases;
  }

  /** What the person may; nothing while the list is not as this service left it. */
  private List<CirculationList.Grant> grants(String caseNumber, Person person) {
    // Once more, because another transaction may just have given the record a new key.
    for (int attempt = 0; attempt < 2; attempt++) {
      Aead key = keys.of(caseNumber);
      if (state.isIntact(key, caseNumber)) {
        return circulation.of(key, caseNumber, person);
      }
    }
    SealedState.reportChangedByHand(caseNumber);
    return List.of();
  }

  private Person personOrRefuse(String caseNumber, List<Section> wanted) {
    return currentPerson.find().orElseThrow(() -> refusal(caseNumber, Act.SERVICE, wanted));
  }

  private AccessRefusedException refusal(String caseNumber, String person, List<Section> refused) {
    readLog.addAlone(
        refused.stream()
            .map(section -> new Entry(person, caseNumber, section, Event.REFUSED, null))
            .toList());
    return new AccessRefusedException(
        "You are not on the circulation list of this part of the interview record.");
  }

  /** In whole milliseconds, which the database returns as they were put in. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private String actor() {
    return currentPerson.find().map(Person::userId).orElse(Act.SERVICE);
  }
}
