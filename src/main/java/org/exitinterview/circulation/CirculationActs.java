package org.exitinterview.circulation;

import java.util.EnumSet;
import java.util.List;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.people.Role;
import org.exitinterview.process.ExitInterviewProcess.Decision;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.record.Access;
import org.exitinterview.record.CirculationDecisions;
import org.exitinterview.record.CirculationDecisions.Kind;
import org.exitinterview.record.CirculationDecisions.Statement;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Seals what people say about circulation as they say it, in the transaction of their step: the
 * wishes of the young person, the decision of the IRO with text and readers, and the word of a
 * second person where somebody complained about would read a copy.
 */
@Component
class CirculationActs {

  private static final String ASKED = "asked to confirm the circulation";
  private static final String CONFIRMED = "confirmed";

  private final Circulation circulation;
  private final CirculationDecisions statements;
  private final RecordVault vault;
  private final CaseRegister register;

  CirculationActs(
      Circulation circulation,
      CirculationDecisions statements,
      RecordVault vault,
      CaseRegister register) {
    this.circulation = circulation;
    this.statements = statements;
    this.vault = vault;
    this.register = register;
  }

  @EventListener
  void on(Act act) {
    if (act.kind() != Act.Kind.COMPLETION) {
      return;
    }
    switch (act.step()) {
      case Elements.AGREE_RECORD ->
          statements.add(act.caseNumber(), Kind.MARKED, Marks.ofForm(act.facts()).lines());
      case Elements.DECIDE_CIRCULATION -> decided(act);
      case Elements.CONFIRM_CIRCULATION -> confirmed(act);
      default -> {}
    }
  }

  private void decided(Act act) {
    String caseNumber = act.caseNumber();
    if (Decision.ASK_SECOND_PERSON.equals(act.decision())) {
      statements.add(caseNumber, Kind.ASKED, circulation.planned(caseNumber).lines());
      vault.grant(
          caseNumber,
          Reader.group(Role.IRO.groupId()),
          EnumSet.of(Section.CIRCULATION),
          Access.READ,
          ASKED);
    } else if (Decision.RELEASE.equals(act.decision())) {
      Copies copies = circulation.planned(caseNumber);
      if (!circulation.isWithoutObjection(register.byNumber(caseNumber), copies, act.person())) {
        throw new FormRefusedException(
            "Somebody about whom something was said would read a copy. Give that reader no copy,"
                + " or choose to ask a second person first.");
      }
      statements.add(caseNumber, Kind.RELEASED, copies.lines());
    }
  }

  private void confirmed(Act act) {
    String caseNumber = act.caseNumber();
    Statement asked =
        statements
            .latest(caseNumber, Kind.ASKED)
            .orElseThrow(() -> new FormRefusedException("Nobody asked for a second person."));
    if (asked.by().equals(act.person())) {
      throw new FormRefusedException(
          "You asked for a second person yourself. Somebody else has to look at it.");
    }
    vault.endAll(caseNumber, ASKED);
    if (CONFIRMED.equals(act.facts().get("confirmation"))) {
      List<String> lines = circulation.planned(caseNumber).lines();
      if (!lines.equals(asked.lines())) {
        throw new FormRefusedException(
            "What you were asked about has changed since. Refuse, so that it is decided anew.");
      }
      statements.add(caseNumber, Kind.CONFIRMED, lines);
    }
  }
}
