package org.exitinterview.circulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.circulation.Copies.Copy;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Homes;
import org.exitinterview.people.Role;
import org.exitinterview.process.Decisions;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.ExitInterviewProcess.Decision;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.record.Access;
import org.exitinterview.record.CirculationDecisions;
import org.exitinterview.record.CirculationDecisions.Kind;
import org.exitinterview.record.CirculationDecisions.Statement;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.SealedAct;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Who receives a copy of the record, and from when until when. */
@Service("circulation")
public class Circulation {

  private static final String TABLE = "circulation";
  private static final String OWN_PROVISION = "PR1";

  /** Why the IRO is on the circulation list of the whole record. */
  static final String CONSIDERS = "considers the content";

  private static final String COPY = "copy";

  private static final Set<CopyRecipient> RAN_THE_HOME =
      Set.of(CopyRecipient.HOME, CopyRecipient.PROVIDER);

  private final CaseRegister register;
  private final RecordVault vault;
  private final CirculationDecisions statements;
  private final Decisions decisions;
  private final Directory directory;
  private final Outbox outbox;
  private final ObjectProvider<CopiesHold> holds;

  Circulation(
      CaseRegister register,
      RecordVault vault,
      CirculationDecisions statements,
      Decisions decisions,
      Directory directory,
      Outbox outbox,
      ObjectProvider<CopiesHold> holds) {
    this.holds = holds;
    this.register = register;
    this.vault = vault;
    this.statements = statements;
    this.decisions = decisions;
    this.directory = directory;
    this.outbox = outbox;
  }

  /** Whether copies of the record were sent; models ask this of the case they are about. */
  public boolean sentFor(String caseNumber) {
    return register.happened(caseNumber, Elements.SEND_COPIES);
  }

  /** Takes the copies back from everybody who has them by the decision only. */
  public void stop(String caseNumber) {
    statements.add(caseNumber, Kind.NARROWED, Marks.ofStop().lines());
    for (CopyRecipient recipient : CopyRecipient.values()) {
      vault.endAll(caseNumber, recipient.basis());
    }
  }

  /**
   * Keeps of the record what the young person agreed to. What he or she took out, and what was
   * written before it was read back, cannot be read by anybody any more, in backups either.
   *
   * @throws IllegalStateException if nobody agreed the record with the young person
   */
  void keepWhatWasAgreed(String caseNumber) {
    vault.keepWhatWasAgreed(caseNumber, marks(caseNumber).takenOut());
  }

  /**
   * Hands the agreed record from the interviewer to the IRO and proposes, recipient by recipient,
   * what circulation.dmn says about the case.
   */
  void propose(DelegateExecution execution) {
    ExitCase exitCase = register.byNumber(execution.getProcessBusinessKey());
    Map<String, Object> facts = vault.sealedFacts(exitCase.caseNumber());
    Marks marks = marks(exitCase.caseNumber());
    handToIro(exitCase, marks, facts);
    Set<CopyRecipient> barred = complainedAbout(exitCase, marks.complainedAbout());
    Map<String, Object> proposal = new LinkedHashMap<>();
    for (CopyRecipient recipient : CopyRecipient.values()) {
      Map<String, Object> question = new LinkedHashMap<>();
      question.put("recipient", recipient.code());
      question.put("complainedAbout", barred.contains(recipient));
      question.put("sensitive", exitCase.sensitive());
      question.put("ownHome", OWN_PROVISION.equals(exitCase.placementProvider()));
      question.put("wantsCopy", wantsCopy(facts));
      Object share =
          decisions.evaluate(execution, TABLE, question).getSingleResult().getEntry("share");
      proposal.put(recipient.proposalKey(), share);
      proposal.put(recipient.shareKey(), share);
    }
    record(exitCase, Elements.PROPOSE_CIRCULATION, proposal);
  }

  /**
   * Lets everybody read what the decision gives them, within the limits the young person set, and
   * tells them.
   *
   * @throws IllegalStateException if the latest decision is not to release the record, or is about
   *     another text or other people than those who would receive it now
   */
  void send(DelegateExecution execution) {
    ExitCase exitCase = register.byNumber(execution.getProcessBusinessKey());
    String caseNumber = exitCase.caseNumber();
    SealedAct release =
        vault
            .latestAct(caseNumber, Elements.DECIDE_CIRCULATION)
            .filter(act -> Decision.RELEASE.equals(act.decision()))
            .orElseThrow(
                () ->
                    new NotReleasedException("Nobody decided to release the record of this case"));
    if (!vault.isUnchangedSince(caseNumber, release)) {
      throw new NotReleasedException("The record of this case was changed after its release");
    }
    Statement decision =
        statements
            .latest(caseNumber, Kind.RELEASED)
            .orElseThrow(
                () ->
                    new NotReleasedException("Nobody decided to release the record of this case"));
    Copies decided = Copies.ofLines(decision.lines());
    if (!decided.lines().equals(planned(caseNumber).lines())) {
      throw new NotReleasedException(
          "Nothing was sent: the decision is about another text or other readers");
    }
    if (!isWithoutObjection(exitCase, decided, decision.by())) {
      throw new NotReleasedException(
          "Nothing was sent: somebody complained about would receive it");
    }
    decided.copies().stream()
        .filter(copy -> !isHeld(caseNumber, copy.recipient()))
        .forEach(copy -> deliver(caseNumber, copy));
    record(exitCase, Elements.SEND_COPIES, Map.of());
  }

  /** Who would receive what by the latest answers of the IRO and the wishes of the young person. */
  Copies planned(String caseNumber) {
    Map<String, Object> facts = vault.sealedFacts(caseNumber);
    Marks marks = marks(caseNumber);
    List<Copy> copies = new ArrayList<>();
    for (CopyRecipient recipient : CopyRecipient.values()) {
      Share share = Share.ofCode(facts.get(recipient.shareKey()));
      Optional<Reader> reader = reader(recipient, facts);
      if (share != Share.NONE && reader.isPresent()) {
        copies.add(
            new Copy(
                recipient,
                share,
                reader.get(),
                marks.words(share.sections(), recipient),
                marks.themes(share.sections(), recipient)));
      }
    }
    Set<String> complainedAbout = new TreeSet<>(marks.complainedAbout());
    complainedAbout.addAll(Marks.peopleComplainedAbout(facts));
    return new Copies(
        copies, Copies.byKey(vault.revisions(caseNumber, Share.FULL.sections())), complainedAbout);
  }

  /**
   * Whether nobody complained about would read a copy, or a second person agreed to exactly these
   * copies.
   *
   * @param decidedBy user id of whoever decides; his or her own agreement does not count
   */
  boolean isWithoutObjection(ExitCase exitCase, Copies copies, String decidedBy) {
    Set<CopyRecipient> barred = complainedAbout(exitCase, copies.complainedAbout());
    return copies.copies().stream().noneMatch(copy -> barred.contains(copy.recipient()))
        || isConfirmed(exitCase.caseNumber(), copies.lines(), decidedBy);
  }

  /** Whether a second person agreed to exactly the copies that were released. */
  boolean secondPersonAgreed(String caseNumber) {
    return statements
        .latest(caseNumber, Kind.RELEASED)
        .filter(decision -> isConfirmed(caseNumber, decision.lines(), decision.by()))
        .isPresent();
  }

  private boolean isConfirmed(String caseNumber, List<String> copies, String decidedBy) {
    return statements.of(caseNumber).stream()
        .anyMatch(
            statement ->
                statement.kind() == Kind.CONFIRMED
                    && !statement.by().equals(decidedBy)
                    && statement.lines().equals(copies));
  }

  /** What the young person wants, by everything he or she has said. */
  Marks marks(String caseNumber) {
    return Marks.of(statements.of(caseNumber));
  }

  /** The copies that were sent, with only what the young person still allows; empty before. */
  Optional<Copies> inForce(String caseNumber) {
    return sentFor(caseNumber)
        ? statements
            .latest(caseNumber, Kind.RELEASED)
            .map(decision -> Copies.ofLines(decision.lines()).within(marks(caseNumber)))
        : Optional.empty();
  }

  /**
   * Lets fewer people see sections of the record from now on, as the young person wants.
   *
   * @return the sections that somebody may see less of than before
   */
  Set<Section> narrow(ExitCase exitCase, Set<Section> sections, Limit limit) {
    String caseNumber = exitCase.caseNumber();
    Optional<Copies> before = inForce(caseNumber);
    Set<Section> iroBefore = marks(caseNumber).forIro(sections);
    statements.add(caseNumber, Kind.NARROWED, Marks.of(sections, limit).lines());
    Marks marks = marks(caseNumber);
    Set<Section> withheld = EnumSet.noneOf(Section.class);
    before.ifPresent(
        copies ->
            copies
                .copies()
                .forEach(
                    copy -> {
                      Set<Section> lost = EnumSet.noneOf(Section.class);
                      lost.addAll(copy.words());
                      lost.removeAll(marks.words(copy.words(), copy.recipient()));
                      vault.end(caseNumber, copy.recipient().basis(), lost);
                      withheld.addAll(lost);
                    }));
    iroBefore.removeAll(marks.forIro(sections));
    if (exitCase.iro() != null && !iroBefore.isEmpty()) {
      vault.end(caseNumber, CONSIDERS, iroBefore);
      withheld.addAll(iroBefore);
    }
    return withheld;
  }

  /** The recipients whose reader, or one of them, is among the people complained about. */
  private Set<CopyRecipient> complainedAbout(ExitCase exitCase, Set<String> people) {
    Map<String, Object> facts = vault.sealedFacts(exitCase.caseNumber());
    Set<CopyRecipient> barred = EnumSet.noneOf(CopyRecipient.class);
    for (CopyRecipient recipient : CopyRecipient.values()) {
      reader(recipient, facts)
          .map(
              reader ->
                  reader.kind() == Reader.Kind.USER
                      ? List.of(reader.id())
                      : directory.membersOf(reader.id()))
          .filter(readers -> readers.stream().anyMatch(people::contains))
          .ifPresent(readers -> barred.add(recipient));
    }
    return barred;
  }

  /**
   * Sends those who ran the home what the latest decision gives them, after it was held. Does
   * nothing while it still is, when nobody decided to release the record, and when the copies were
   * never sent or were taken back.
   */
  public void sendHeld(String caseNumber) {
    inForce(caseNumber)
        .ifPresent(
            copies ->
                copies.copies().stream()
                    .filter(copy -> RAN_THE_HOME.contains(copy.recipient()))
                    .filter(copy -> !copy.words().isEmpty())
                    .filter(copy -> !isHeld(caseNumber, copy.recipient()))
                    .forEach(copy -> deliver(caseNumber, copy)));
  }

  private boolean isHeld(String caseNumber, CopyRecipient recipient) {
    return RAN_THE_HOME.contains(recipient)
        && holds.stream().anyMatch(hold -> hold.isHeld(caseNumber));
  }

  private static boolean wantsCopy(Map<String, Object> facts) {
    return facts.get("youngPersonWants") instanceof Collection<?> wants && wants.contains(COPY);
  }

  private void deliver(String caseNumber, Copy copy) {
    vault.grant(caseNumber, copy.reader(), copy.words(), Access.READ, copy.recipient().basis());
    outbox.tell(
        copy.reader().kind() == Reader.Kind.USER
            ? Recipient.user(copy.reader().id())
            : Recipient.group(copy.reader().id()),
        Notice.COPY_READY,
        caseNumber);
  }

  /**
   * Who reads for the recipient. The IRO, who may read everything, hands over the young person's
   * copy; the CSM the provider's. Empty if nobody could read it without seeing more than he or she
   * may.
   */
  private static Optional<Reader> reader(CopyRecipient recipient, Map<String, Object> facts) {
    Reader serviceManager = Reader.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId());
    return switch (recipient) {
      case YOUNG_PERSON -> user(facts, "iro");
      case SOCIAL_WORKER -> user(facts, "socialWorker");
      case SERVICE_MANAGER, PROVIDER -> Optional.of(serviceManager);
      case HOME ->
          Optional.of(
              facts.get("home") instanceof String urn
                  ? Reader.group(Homes.groupOf(urn))
                  : serviceManager);
    };
  }

  /** Somebody whom a step of the case has named; the register's word alone opens nothing. */
  private static Optional<Reader> user(Map<String, Object> facts, String role) {
    return Optional.ofNullable(facts.get(role)).map(Object::toString).map(Reader::user);
  }

  private void handToIro(ExitCase exitCase, Marks marks, Map<String, Object> facts) {
    String caseNumber = exitCase.caseNumber();
    user(facts, "interviewer").ifPresent(interviewer -> vault.end(caseNumber, interviewer));
    Reader iro = user(facts, "iro").orElse(null);
    if (iro != null) {
      vault.grant(
          exitCase.caseNumber(), iro, marks.forIro(Share.FULL.sections()), Access.READ, CONSIDERS);
      vault.grant(
          exitCase.caseNumber(),
          iro,
          Section.forContactingTheYoungPerson(),
          Access.READ,
          CONSIDERS);
      vault.grant(
          exitCase.caseNumber(), iro, Section.ofTheConsideration(), Access.WRITE, CONSIDERS);
    }
  }

  private void record(ExitCase exitCase, String step, Map<String, Object> facts) {
    register.record(
        new Act(
            Act.SERVICE,
            Act.Kind.SYSTEM,
            ExitInterviewProcess.KEY,
            exitCase.caseNumber(),
            step,
            null,
            null,
            null,
            facts));
  }
}
