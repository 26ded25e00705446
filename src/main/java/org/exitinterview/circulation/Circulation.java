package org.exitinterview.circulation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Homes;
import org.exitinterview.people.Role;
import org.exitinterview.process.Decisions;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.ExitInterviewProcess.Decision;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.SealedAct;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.springframework.stereotype.Service;

/** Who receives a copy of the record, and from when until when. */
@Service("circulation")
public class Circulation {

  private static final String TABLE = "circulation";
  private static final String OWN_PROVISION = "PR1";
  private static final String CONSIDERS = "considers the content";
  private static final String COPY = "copy";
  private static final String RECEIVED_COPY = "circulation decision";

  private final CaseRegister register;
  private final RecordVault vault;
  private final Decisions decisions;
  private final Outbox outbox;

  Circulation(CaseRegister register, RecordVault vault, Decisions decisions, Outbox outbox) {
    this.register = register;
    this.vault = vault;
    this.decisions = decisions;
    this.outbox = outbox;
  }

  /** Whether copies of the record were sent; models ask this of the case they are about. */
  public boolean sentFor(String caseNumber) {
    return register.happened(caseNumber, Elements.SEND_COPIES);
  }

  /** Takes the copies back from everybody who has them by the decision only. */
  public void stop(String caseNumber) {
    vault.endAll(caseNumber, RECEIVED_COPY);
  }

  /**
   * Keeps of the record what the young person agreed to. What he or she took out, and what was
   * written before it was read back, cannot be read by anybody any more, in backups either.
   *
   * @throws IllegalStateException if nobody agreed the record with the young person
   */
  void keepWhatWasAgreed(String caseNumber) {
    SealedAct agreement =
        vault
            .latestAct(caseNumber, Elements.AGREE_RECORD)
            .orElseThrow(() -> new IllegalStateException("Nobody agreed the record of this case"));
    vault.keepWhatWasAgreed(caseNumber, Limit.takenOut(Section.answers(), agreement.facts()));
  }

  /**
   * Hands the agreed record from the interviewer to the IRO and proposes, recipient by recipient,
   * what circulation.dmn says about the case.
   */
  void propose(DelegateExecution execution) {
    ExitCase exitCase = register.byNumber(execution.getProcessBusinessKey());
    Map<String, Object> facts = vault.sealedFacts(exitCase.caseNumber());
    handToIro(exitCase, facts);
    Map<String, Object> proposal = new LinkedHashMap<>();
    for (CopyRecipient recipient : CopyRecipient.values()) {
      Map<String, Object> question = new LinkedHashMap<>();
      question.put("recipient", recipient.code());
      question.put("sensitive", exitCase.sensitive());
      question.put("ownHome", OWN_PROVISION.equals(exitCase.placementProvider()));
      question.put("wantsCopy", wantsCopy(facts));
      proposal.put(
          recipient.shareKey(),
          decisions.evaluate(execution, TABLE, question).getSingleResult().getEntry("share"));
    }
    record(exitCase, Elements.PROPOSE_CIRCULATION, proposal);
  }

  /**
   * Lets everybody read what the decision gives them, within the limits the young person set, and
   * tells them.
   *
   * @throws IllegalStateException if the latest decision is not to release the record
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
    Map<String, Object> facts = vault.sealedFacts(caseNumber);
    for (CopyRecipient recipient : CopyRecipient.values()) {
      Share share = Share.ofCode(facts.get(recipient.shareKey()));
      if (share != Share.NONE) {
        deliver(exitCase, recipient, share, facts);
      }
    }
    record(exitCase, Elements.SEND_COPIES, Map.of());
  }

  private static boolean wantsCopy(Map<String, Object> facts) {
    return facts.get("youngPersonWants") instanceof Collection<?> wants && wants.contains(COPY);
  }

  private void deliver(
      ExitCase exitCase, CopyRecipient recipient, Share share, Map<String, Object> facts) {
    Reader reader = reader(exitCase, recipient, facts);
    vault.grant(
        exitCase.caseNumber(),
        reader,
        Limit.visible(share.sections(), recipient, facts),
        Access.READ,
        RECEIVED_COPY);
    outbox.tell(
        reader.kind() == Reader.Kind.USER
            ? Recipient.user(reader.id())
            : Recipient.group(reader.id()),
        Notice.COPY_READY,
        exitCase.caseNumber());
  }

  /**
   * Who reads for the recipient. The young person's copy is handed over by the social worker, the
   * provider's by the CSM.
   */
  private static Reader reader(
      ExitCase exitCase, CopyRecipient recipient, Map<String, Object> facts) {
    Reader serviceManager = Reader.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId());
    return switch (recipient) {
      case YOUNG_PERSON, SOCIAL_WORKER -> user(facts, "socialWorker").orElse(serviceManager);
      case SERVICE_MANAGER, PROVIDER -> serviceManager;
      case HOME ->
          exitCase.homeUrn() == null
              ? serviceManager
              : Reader.group(Homes.groupOf(exitCase.homeUrn()));
    };
  }

  /** Somebody whom a step of the case has named; the register's word alone opens nothing. */
  private static Optional<Reader> user(Map<String, Object> facts, String role) {
    return Optional.ofNullable(facts.get(role)).map(Object::toString).map(Reader::user);
  }

  private void handToIro(ExitCase exitCase, Map<String, Object> facts) {
    String caseNumber = exitCase.caseNumber();
    user(facts, "interviewer").ifPresent(interviewer -> vault.end(caseNumber, interviewer));
    Reader iro = user(facts, "iro").orElse(null);
    if (iro != null) {
      vault.grant(
          exitCase.caseNumber(),
          iro,
          Limit.visibleToIro(Share.FULL.sections(), facts),
          Access.READ,
          CONSIDERS);
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
