package org.exitinterview.circulation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Person;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.RecordVault.Look;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The young person lets fewer people see the record, at any time after copies were sent. It holds
 * from the next request on. Whoever has read it already cannot forget it: the IRO learns who that
 * is.
 */
@Service
class Narrowing {

  /** The step of an act that narrows the circulation. */
  static final String STEP = "narrowCirculation";

  private static final String STILL = " still";
  private static final String PAST = " past";
  private static final String NOT_ON_THE_CASE =
      "Only the social worker and the independent reviewing officer of the young person change who"
          + " may see this interview.";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.UK);

  private final CaseRegister register;
  private final RecordVault vault;
  private final Circulation circulation;
  private final Questions questions;
  private final CurrentPerson currentPerson;
  private final Directory directory;
  private final Outbox outbox;
  private final Clock clock;

  Narrowing(
      CaseRegister register,
      RecordVault vault,
      Circulation circulation,
      Questions questions,
      CurrentPerson currentPerson,
      Directory directory,
      Outbox outbox,
      Clock clock) {
    this.register = register;
    this.vault = vault;
    this.circulation = circulation;
    this.questions = questions;
    this.currentPerson = currentPerson;
    this.directory = directory;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Something to choose on the page. */
  record Choice(String value, String label) {}

  /** Who receives which sections now. */
  record Received(String recipient, String share, String sections) {}

  /** Somebody who read sections, and whether he or she still may. */
  record HasRead(String person, String sections, String last, boolean stillMay) {}

  /**
   * The page on the circulation of a case.
   *
   * @param sections what can be narrowed
   * @param isIro whether the reader may know who receives and who has read what
   */
  record State(
      String caseNumber,
      List<Choice> sections,
      List<Choice> limits,
      boolean isIro,
      List<Received> received,
      List<HasRead> hasRead) {}

  /** Numbers of the cases whose circulation the current person can narrow, newest first. */
  List<String> cases() {
    String userId = currentPerson.get().userId();
    return register.visibleTo(userId, List.of()).stream()
        .filter(it -> userId.equals(it.iro()) || userId.equals(it.socialWorker()))
        .map(ExitCase::caseNumber)
        .filter(circulation::sentFor)
        .toList();
  }

  /**
   * What the page shows.
   *
   * @throws org.exitinterview.record.AccessRefusedException if the person does not work on the
   *     case; logged
   */
  State state(String caseNumber) {
    ExitCase exitCase = caseOfPerson(caseNumber);
    boolean isIro = currentPerson.get().userId().equals(exitCase.iro());
    List<Choice> sections =
        Section.answers().stream()
            .map(section -> new Choice(section.key(), questions.title(section)))
            .toList();
    List<Choice> limits =
        EnumSet.complementOf(EnumSet.of(Limit.EVERYBODY_NAMED)).stream()
            .map(limit -> new Choice(limit.code(), limit.label()))
            .toList();
    return new State(
        caseNumber,
        sections,
        limits,
        isIro,
        isIro ? received(caseNumber) : List.of(),
        isIro ? hasRead(caseNumber) : List.of());
  }

  /**
   * Narrows who may see sections of the record.
   *
   * @throws org.exitinterview.record.AccessRefusedException if the person does not work on the
   *     case; logged
   */
  @Transactional
  public void narrow(String caseNumber, Set<Section> sections, Limit limit) {
    ExitCase exitCase = caseOfPerson(caseNumber);
    circulation.narrow(exitCase, sections, limit);
    register.record(
        new Act(
            currentPerson.get().userId(),
            Act.Kind.COMPLETION,
            CompanionProcesses.WITHDRAWAL,
            caseNumber,
            STEP,
            null,
            null,
            null,
            Map.of(
                "narrowedSections",
                sections.stream().sorted().map(Section::key).toList(),
                "narrowedTo",
                limit.code())));
    if (exitCase.iro() != null) {
      outbox.tell(Recipient.user(exitCase.iro()), Notice.NARROWED, caseNumber);
    }
  }

  private ExitCase caseOfPerson(String caseNumber) {
    Person person = currentPerson.get();
    Optional<ExitCase> exitCase =
        register
            .find(caseNumber)
            .filter(
                it -> person.userId().equals(it.iro()) || person.userId().equals(it.socialWorker()))
            .filter(it -> circulation.sentFor(caseNumber));
    return exitCase.orElseThrow(
        () ->
            vault.refuse(
                caseNumber,
                EnumSet.of(Section.CIRCULATION),
                "not on the case, or nothing sent",
                NOT_ON_THE_CASE));
  }

  private List<Received> received(String caseNumber) {
    Set<Section> written = written(caseNumber);
    return circulation.inForce(caseNumber).map(Copies::copies).orElse(List.of()).stream()
        .map(
            copy ->
                new Received(
                    copy.recipient().label(),
                    copy.words().isEmpty() ? "nothing any more" : copy.share().label(),
                    titles(written, copy.words())))
        .toList();
  }

  private String titles(Set<Section> written, Set<Section> sections) {
    Set<Section> both = EnumSet.noneOf(Section.class);
    both.addAll(sections);
    both.retainAll(written);
    return titles(both);
  }

  private String titles(Set<Section> sections) {
    return sections.stream().map(questions::title).collect(Collectors.joining(", "));
  }

  /** The sections that something was said in. */
  private Set<Section> written(String caseNumber) {
    Set<Section> written = EnumSet.noneOf(Section.class);
    written.addAll(vault.revisions(caseNumber, Share.FULL.sections()).keySet());
    return written;
  }

  /** One line for each person and what he or she may still read or not, in the order of names. */
  private List<HasRead> hasRead(String caseNumber) {
    List<Copies.Copy> copies =
        circulation.inForce(caseNumber).map(Copies::copies).orElse(List.of());
    Set<Section> written = written(caseNumber);
    Map<String, List<Look>> lines = new TreeMap<>();
    for (Look look : vault.looks(caseNumber, written, CopyRecipient.anyBasis())) {
      boolean stillMay =
          copies.stream()
              .filter(copy -> copy.words().contains(look.section()))
              .anyMatch(copy -> reads(copy, look.person()));
      lines
          .computeIfAbsent(look.person() + (stillMay ? STILL : PAST), first -> new ArrayList<>())
          .add(look);
    }
    List<HasRead> hasRead = new ArrayList<>();
    lines.forEach((line, looks) -> hasRead.add(hasRead(looks, line.endsWith(STILL))));
    return hasRead;
  }

  private HasRead hasRead(List<Look> looks, boolean stillMay) {
    String person = looks.get(0).person();
    Set<Section> sections = EnumSet.noneOf(Section.class);
    looks.forEach(look -> sections.add(look.section()));
    Instant last =
        looks.stream()
            .map(Look::at)
            .reduce((one, other) -> one.isAfter(other) ? one : other)
            .orElseThrow();
    return new HasRead(
        directory.displayName(person).orElse(person), titles(sections), moment(last), stillMay);
  }

  private boolean reads(Copies.Copy copy, String person) {
    return switch (copy.reader().kind()) {
      case USER -> copy.reader().id().equals(person);
      case GROUP -> directory.membersOf(copy.reader().id()).contains(person);
    };
  }

  private String moment(Instant at) {
    return MOMENT.format(LocalDateTime.ofInstant(at, clock.getZone()));
  }
}
