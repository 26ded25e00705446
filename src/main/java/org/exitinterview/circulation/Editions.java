package org.exitinterview.circulation;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.exitinterview.circulation.Copies.Copy;
import org.exitinterview.circulation.Questions.Part;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Homes;
import org.exitinterview.people.Person;
import org.exitinterview.record.CirculationDecisions;
import org.exitinterview.record.CirculationDecisions.Kind;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The record as one reader may see it, put together when he or she asks for it and kept nowhere.
 * What the young person takes back is therefore missing from the next request on.
 */
@Service
class Editions {

  private static final String NOT_LISTED =
      "You are not on the circulation list of this interview. Nothing was shown. If you think you"
          + " should read it, ask the independent reviewing officer of the young person.";
  private static final String OTHER_TEXT =
      "This record was changed after its circulation was decided. It is shown to nobody until the"
          + " reviewing officer decides again.";
  private static final String IRO = "Independent reviewing officer";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.UK);

  private static final List<Theme> THEMES =
      List.of(
          new Theme("praiseThemes", "praise"),
          new Theme("concernThemes", "a concern"),
          new Theme("suggestionThemes", "a suggestion"));

  private final CaseRegister register;
  private final RecordVault vault;
  private final Circulation circulation;
  private final CirculationDecisions statements;
  private final Questions questions;
  private final CurrentPerson currentPerson;
  private final Directory directory;
  private final Homes homes;
  private final Clock clock;

  Editions(
      CaseRegister register,
      RecordVault vault,
      Circulation circulation,
      CirculationDecisions statements,
      Questions questions,
      CurrentPerson currentPerson,
      Directory directory,
      Homes homes,
      Clock clock) {
    this.register = register;
    this.vault = vault;
    this.circulation = circulation;
    this.statements = statements;
    this.questions = questions;
    this.currentPerson = currentPerson;
    this.directory = directory;
    this.homes = homes;
    this.clock = clock;
  }

  private record Theme(String fact, String label) {}

  /**
   * What one reader sees.
   *
   * @param recipient whose copy it is, in words
   * @param code whose copy it is, as in an address; empty for the IRO's own
   * @param share how much the decision gives, in words
   * @param readBy name of the person who asked for it
   * @param readAt when, to the minute
   * @param home name of the home that was left; empty if unknown
   * @param parts what was said, section by section
   * @param themes what else was spoken about, without a word of it
   * @param receivers who was given which copy; empty for readers who need not know
   */
  record Edition(
      String caseNumber,
      String recipient,
      String code,
      String share,
      String readBy,
      String readAt,
      String home,
      List<Part> parts,
      List<String> themes,
      List<Receiver> receivers) {

    /** Whose eyes this copy is for, on every page of it. */
    public String watermark() {
      return readBy + " · " + readAt;
    }
  }

  /** Somebody who was given a copy, and how much of the record. */
  record Receiver(String recipient, String share) {}

  /** A copy that the current person can open. */
  record Own(String caseNumber, String recipient, String code) {}

  /** The copies that the current person can open, oldest case first. */
  List<Own> own() {
    Person person = currentPerson.get();
    List<Own> own = new ArrayList<>();
    vault
        .circulatedTo(person, Circulation.CONSIDERS)
        .forEach(caseNumber -> own.add(new Own(caseNumber, IRO, "")));
    for (String caseNumber : vault.circulatedTo(person, CopyRecipient.anyBasis())) {
      copies(caseNumber, person)
          .forEach(
              copy ->
                  own.add(new Own(caseNumber, copy.recipient().label(), copy.recipient().code())));
    }
    return own;
  }

  /**
   * The edition for the current person, whose reading is logged.
   *
   * @param wanted whose copy, for somebody who reads for more than one; null for his or her own
   * @throws org.exitinterview.record.AccessRefusedException if the person is not on the list, or
   *     the text is not the one that was decided about; logged
   */
  Edition read(String caseNumber, @Nullable CopyRecipient wanted) {
    Person person = currentPerson.get();
    Optional<ExitCase> found = register.find(caseNumber).filter(it -> vault.exists(caseNumber));
    boolean isIro = found.map(ExitCase::iro).filter(person.userId()::equals).isPresent();
    if (isIro && wanted == null) {
      return iroEdition(found.orElseThrow(), person);
    }
    Copy copy =
        found
            .flatMap(
                exitCase ->
                    (isIro ? all(caseNumber) : copies(caseNumber, person))
                        .stream()
                            .filter(it -> wanted == null || it.recipient() == wanted)
                            .findFirst())
            .orElseThrow(
                () ->
                    vault.refuse(
                        caseNumber, Share.FULL.sections(), "no copy for this person", NOT_LISTED));
    refuseOtherText(caseNumber, copy.words());
    boolean toldWho = isIro || copy.recipient() == CopyRecipient.YOUNG_PERSON;
    return edition(
        found.orElseThrow(),
        person,
        copy.recipient().label(),
        copy.recipient().code(),
        copy.share().label(),
        copy.words(),
        copy.themes(),
        toldWho ? receivers(caseNumber) : List.of());
  }

  /** Everything that is in the record, as the IRO needs it in order to consider it. */
  private Edition iroEdition(ExitCase exitCase, Person person) {
    Set<Section> sections = vault.readable(exitCase.caseNumber(), "");
    sections.retainAll(Share.FULL.sections());
    if (sections.isEmpty()) {
      throw vault.refuse(
          exitCase.caseNumber(), Share.FULL.sections(), "record not agreed yet", NOT_LISTED);
    }
    return edition(
        exitCase,
        person,
        IRO,
        "",
        "everything the young person left in the record",
        sections,
        Set.of(),
        receivers(exitCase.caseNumber()));
  }

  private Edition edition(
      ExitCase exitCase,
      Person person,
      String recipient,
      String code,
      String share,
      Set<Section> words,
      Set<Section> themes,
      List<Receiver> receivers) {
    String caseNumber = exitCase.caseNumber();
    Map<Section, Map<String, Object>> record = vault.read(caseNumber, words, "");
    List<Part> parts =
        inOrder(words).stream()
            .map(section -> questions.part(section, record.getOrDefault(section, Map.of())))
            .filter(part -> !part.chosen().isEmpty() || !part.said().isEmpty())
            .toList();
    String urn = exitCase.homeUrn();
    return new Edition(
        caseNumber,
        recipient,
        code,
        share,
        directory.displayName(person.userId()).orElse(person.userId()),
        MOMENT.format(ZonedDateTime.now(clock)),
        urn == null ? "" : homes.name(urn).orElse(""),
        parts,
        themeLines(caseNumber, themes),
        receivers);
  }

  /** The summary first, then the questions as they were asked. */
  private static List<Section> inOrder(Set<Section> sections) {
    List<Section> inOrder = new ArrayList<>();
    if (sections.contains(Section.AGREED_RECORD)) {
      inOrder.add(Section.AGREED_RECORD);
    }
    sections.stream().sorted().filter(it -> it != Section.AGREED_RECORD).forEach(inOrder::add);
    return inOrder;
  }

  /** Such as "Being safe: a concern"; only of sections in which something was said. */
  private List<String> themeLines(String caseNumber, Set<Section> themes) {
    Set<Section> written = EnumSet.noneOf(Section.class);
    written.addAll(vault.revisions(caseNumber, themes).keySet());
    Map<String, Object> facts = written.isEmpty() ? Map.of() : register.facts(caseNumber);
    return written.stream()
        .map(
            section -> {
              List<String> kinds =
                  THEMES.stream()
                      .filter(
                          theme ->
                              facts.get(theme.fact()) instanceof Collection<?> codes
                                  && codes.contains(section.key()))
                      .map(Theme::label)
                      .toList();
              String title = questions.title(section);
              return kinds.isEmpty() ? title : title + ": " + String.join(", ", kinds);
            })
        .toList();
  }

  private List<Receiver> receivers(String caseNumber) {
    return all(caseNumber).stream()
        .map(copy -> new Receiver(copy.recipient().label(), copy.share().label()))
        .toList();
  }

  private List<Copy> all(String caseNumber) {
    return circulation.inForce(caseNumber).map(Copies::copies).orElse(List.of()).stream()
        .filter(copy -> !copy.words().isEmpty())
        .toList();
  }

  /** The copies that the person reads, for himself or herself or on somebody's behalf. */
  private List<Copy> copies(String caseNumber, Person person) {
    return circulation
        .inForce(caseNumber)
        .filter(copies -> !isBarred(caseNumber, copies, person))
        .map(Copies::copies)
        .orElse(List.of())
        .stream()
        .filter(copy -> copy.isFor(person) && !copy.words().isEmpty())
        .toList();
  }

  /** Whether something was said about the person, and no second person agreed to his reading it. */
  private boolean isBarred(String caseNumber, Copies copies, Person person) {
    return copies.complainedAbout().contains(person.userId())
        && !circulation.secondPersonAgreed(caseNumber);
  }

  private void refuseOtherText(String caseNumber, Set<Section> words) {
    Map<String, String> decided =
        statements
            .latest(caseNumber, Kind.RELEASED)
            .map(decision -> Copies.ofLines(decision.lines()).text())
            .orElse(Map.of());
    Map<String, String> now = Copies.byKey(vault.revisions(caseNumber, words));
    for (Section section : words) {
      String revision = now.get(section.key());
      if (revision != null && !revision.equals(decided.get(section.key()))) {
        throw vault.refuse(
            caseNumber, words, "text changed after the decision on circulation", OTHER_TEXT);
      }
    }
  }
}
