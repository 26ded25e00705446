package org.exitinterview.circulation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Homes;
import org.exitinterview.people.Role;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.Decisions;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.ExitInterviewProcess.Decision;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.Completion;
import org.exitinterview.register.ExitCase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Who receives a copy of the record, and from when until when. */
@Service("circulation")
public class Circulation {

  private static final String TABLE = "circulation";
  private static final String OWN_PROVISION = "PR1";
  private static final String CONSIDERS = "considers the content";
  private static final String COPY = "copy";
  private static final String RECEIVED_COPY = "circulation decision";

  /** Element of the withdrawal's model by which the copies were taken back. */
  private static final String STOPPED = "serviceTask_stopCirculation";

  private static final Set<CopyRecipient> RAN_THE_HOME =
      Set.of(CopyRecipient.HOME, CopyRecipient.PROVIDER);

  private final CaseRegister register;
  private final RecordVault vault;
  private final Decisions decisions;
  private final Outbox outbox;
  private final ObjectProvider<CopiesHold> holds;

  Circulation(
      CaseRegister register,
      RecordVault vault,
      Decisions decisions,
      Outbox outbox,
      ObjectProvider<CopiesHold> holds) {
    this.holds = holds;
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
    register.record(
        new Act(
            Act.SERVICE,
            Act.Kind.SYSTEM,
            CompanionProcesses.WITHDRAWAL,
            caseNumber,
            STOPPED,
            null,
            null,
            null,
            Map.of()));
  }

  /**
   * Keeps of the record what the young person agreed to. What he or she took out, and what was
   * written before it was read back, cannot be read by anybody any more, in backups either.
   *
   * @throws IllegalStateException if nobody agreed the record with the young person
   */
  void keepWhatWasAgreed(String caseNumber) {
    Completion agreement =
        register
            .latestCompletion(caseNumber, Elements.AGREE_RECORD)
            .orElseThrow(() -> new IllegalStateException("Nobody agreed the record of this case"));
    vault.keepWhatWasAgreed(caseNumber, Limit.takenOut(Section.answers(), agreement.facts()));
  }

  /**
   * Hands the agreed record from the interviewer to the IRO and proposes, recipient by recipient,
   * what circulation.dmn says about the case.
   */
  void propose(DelegateExecution execution) {
    ExitCase exitCase = register.byNumber(execution.getProcessBusinessKey());
    Map<String, Object> facts = register.facts(exitCase.caseNumber());
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
    boolean released =
        register
            .latestCompletion(caseNumber, Elements.DECIDE_CIRCULATION)
            .map(Completion::decision)
            .filter(Decision.RELEASE::equals)
            .isPresent();
    if (!released) {
      throw new IllegalStateException("Nobody decided to release the record of this case");
    }
    Map<String, Object> facts = register.facts(caseNumber);
    for (CopyRecipient recipient : CopyRecipient.values()) {
      Share share = Share.ofCode(facts.get(recipient.shareKey()));
      if (share != Share.NONE && !isHeld(caseNumber, recipient)) {
        deliver(exitCase, recipient, share, facts);
      }
    }
    record(exitCase, Elements.SEND_COPIES, Map.of());
  }

  /**
   * Sends those who ran the home what the latest decision gives them, after it was held. Does
   * nothing while it still is, when nobody decided to release the record, and when the copies were
   * never sent or were taken back.
   */
  public void sendHeld(String caseNumber) {
    boolean released =
        sentFor(caseNumber)
            && !register.happened(caseNumber, STOPPED)
            && register
                .latestCompletion(caseNumber, Elements.DECIDE_CIRCULATION)
                .map(Completion::decision)
                .filter(Decision.RELEASE::equals)
                .isPresent();
    if (!released) {
      return;
    }
    ExitCase exitCase = register.byNumber(caseNumber);
    Map<String, Object> facts = register.facts(caseNumber);
    for (CopyRecipient recipient : RAN_THE_HOME) {
      Share share = Share.ofCode(facts.get(recipient.shareKey()));
      if (share != Share.NONE && !isHeld(caseNumber, recipient)) {
        deliver(exitCase, recipient, share, facts);
      }
    }
  }

  private boolean isHeld(String caseNumber, CopyRecipient recipient) {
    return RAN_THE_HOME.contains(recipient)
        && holds.stream().anyMatch(hold -> hold.isHeld(caseNumber));
  }

  private static boolean wantsCopy(Map<String, Object> facts) {
    return facts.get("youngPersonWants") instanceof Collection<?> wants && wants.contains(COPY);
  }

  private void deliver(
      ExitCase exitCase, CopyRecipient recipient, Share share, Map<String, Object> facts) {
    Reader reader = reader(exitCase, recipient);
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
  private static Reader reader(ExitCase exitCase, CopyRecipient recipient) {
    Reader serviceManager = Reader.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId());
    return switch (recipient) {
      case YOUNG_PERSON, SOCIAL_WORKER ->
          exitCase.socialWorker() == null ? serviceManager : Reader.user(exitCase.socialWorker());
      case SERVICE_MANAGER, PROVIDER -> serviceManager;
      case HOME ->
          exitCase.homeUrn() == null
              ? serviceManager
              : Reader.group(Homes.groupOf(exitCase.homeUrn()));
    };
  }

  private void handToIro(ExitCase exitCase, Map<String, Object> facts) {
    if (exitCase.interviewer() != null) {
      vault.end(exitCase.caseNumber(), Reader.user(exitCase.interviewer()));
    }
    if (exitCase.iro() != null) {
      Reader iro = Reader.user(exitCase.iro());
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
