package org.exitinterview.signposting;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.exitinterview.people.Directory;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whoever talks with the young person asks at agreement, appointment, interview, agreed record and
 * letter whether they want to complain or want an advocate. A yes in one of these forms is noted in
 * the transaction of the step, with how to reach the young person; it is passed on right after.
 */
@Component
class AskedInForms {

  static final String WANTED = "helpWanted";
  static final String MEANWHILE = "interviewMeanwhile";
  static final String WAITS = "waits";

  private static final String COMPLAINT = "complaint";
  private static final String ADVOCACY = "advocacy";
  private static final Map<String, List<String>> WISHES =
      Map.of(
          COMPLAINT,
          List.of(COMPLAINT),
          ADVOCACY,
          List.of(ADVOCACY),
          "complaintAndAdvocacy",
          List.of(COMPLAINT, ADVOCACY));

  private static final String PASSES_ON = "passes on a wish";

  private final Wishes wishes;
  private final RecordVault vault;
  private final CaseRegister register;
  private final Directory directory;

  AskedInForms(Wishes wishes, RecordVault vault, CaseRegister register, Directory directory) {
    this.wishes = wishes;
    this.vault = vault;
    this.register = register;
    this.directory = directory;
  }

  @EventListener
  void answered(Act act) {
    if (act.kind() != Act.Kind.COMPLETION) {
      return;
    }
    if (act.process().equals(CompanionProcesses.SIGNPOSTING)) {
      wishes.ended(act.caseNumber(), String.valueOf(act.decision()));
    } else {
      WISHES
          .getOrDefault(String.valueOf(act.facts().get(WANTED)), List.of())
          .forEach(wish -> note(wish, act));
    }
  }

  private void note(String wish, Act act) {
    if (wishes.isPassedOn(act.caseNumber(), wish)) {
      return;
    }
    String number = CaseNumber.generate("SI");
    boolean waits = WAITS.equals(act.facts().get(MEANWHILE));
    wishes.add(
        new Wishes.Wish(number, act.caseNumber(), wish, act.person(), waits), act.step(), false);
    vault.open(number);
    vault.grant(
        number,
        Reader.user(act.person()),
        EnumSet.of(Section.SIGNPOSTING),
        Access.WRITE,
        PASSES_ON);
    vault.write(number, Section.SIGNPOSTING, "", Map.of("signpostingContact", howToReach(act)));
    register.record(
        new Act(
            act.person(),
            Act.Kind.START,
            CompanionProcesses.SIGNPOSTING,
            number,
            "startEvent_signpostingAsked",
            null,
            null,
            null,
            facts(wish, act)));
  }

  private static Map<String, Object> facts(String wish, Act act) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(CompanionProcesses.ABOUT_CASE.variableName(), act.caseNumber());
    facts.put("wants", wish);
    facts.put("agreedToPassOn", "yes");
    facts.put("askedIn", act.step());
    Object meanwhile = act.facts().get(MEANWHILE);
    if (meanwhile != null) {
      facts.put(MEANWHILE, meanwhile);
    }
    return facts;
  }

  /** As far as whoever passes it on may read it; whom to ask, in any case. */
  private String howToReach(Act act) {
    Set<Section> readable = EnumSet.copyOf(Set.of(Section.YOUNG_PERSON, Section.CONTACT));
    readable.retainAll(vault.readable(act.caseNumber(), ""));
    Map<Section, Map<String, Object>> record = vault.read(act.caseNumber(), readable, "");
    String known =
        Stream.of(
                text(record, Section.YOUNG_PERSON, "name"),
                text(record, Section.CONTACT, "telephone"),
                text(record, Section.CONTACT, "newAddress"),
                text(record, Section.CONTACT, "contactPerson"),
                text(record, Section.CONTACT, "contactPersonTelephone"))
            .filter(words -> !words.isBlank())
            .collect(Collectors.joining("\n"));
    String passedOnBy = "Passed on by " + directory.displayName(act.person()).orElse(act.person());
    return known.isBlank() ? passedOnBy : known + "\n" + passedOnBy;
  }

  private static String text(
      Map<Section, Map<String, Object>> record, Section section, String field) {
    return Objects.toString(record.getOrDefault(section, Map.of()).get(field), "");
  }
}
