package org.exitinterview.report;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.process.MonitoringProcesses.Decision;
import org.exitinterview.process.MonitoringProcesses.Elements;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.RecordedAct;
import org.springframework.stereotype.Component;

/**
 * Draws up a report: of the period that ended, or of one that is corrected. Opens the place for its
 * words.
 */
@Component("drawUpFigures")
class DrawUpFigures implements JavaDelegate {

  /** What the numbers of reports begin with. */
  static final String PREFIX = "MR";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  private final Report report;
  private final ReportEditions editions;
  private final RecordVault vault;
  private final CaseRegister register;
  private final Directory directory;
  private final Clock clock;

  DrawUpFigures(
      Report report,
      ReportEditions editions,
      RecordVault vault,
      CaseRegister register,
      Directory directory,
      Clock clock) {
    this.report = report;
    this.editions = editions;
    this.vault = vault;
    this.register = register;
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String number = execution.getProcessBusinessKey();
    if (number == null) {
      begin(execution);
      return;
    }
    Object period = register.facts(number).get(Corrections.ABOUT_PERIOD);
    drawUp(execution, number, report.named(String.valueOf(period)), Decision.YEAR);
  }

  /** Draws it up once more if any home was signed off. */
  void withHomes(String number) {
    Map<String, String> signedOff = signedOff(number);
    if (!signedOff.isEmpty()) {
      String period = editions.draft(number).orElseThrow().period();
      editions.keepDraft(number, report.drawUp(report.named(period), signedOff));
    }
  }

  private void begin(DelegateExecution execution) {
    Optional<Period> due = report.due();
    if (due.isEmpty()) {
      Variables.DECISION.set(execution, Decision.NOTHING_NEW);
      return;
    }
    String number = CaseNumber.generate(PREFIX);
    execution.setProcessBusinessKey(number);
    vault.open(number);
    drawUp(execution, number, due.get(), due.get().isYear() ? Decision.YEAR : Decision.INTERIM);
  }

  private void drawUp(DelegateExecution execution, String number, Period period, String decision) {
    grant(number, Role.IRO_MANAGER, Access.WRITE);
    grant(number, Role.IRO, Access.READ);
    grant(number, Role.SENIOR_MANAGER, Access.READ);
    editions.keepDraft(number, report.drawUp(period, Map.of()));
    Variables.DECISION.set(execution, decision);
  }

  /** Who signed off which homes; the person's name goes into the report. */
  private Map<String, String> signedOff(String number) {
    Map<String, String> signedOff = new LinkedHashMap<>();
    if (register.facts(number).get("signedOffHomes") instanceof Collection<?> homes) {
      RecordedAct act =
          register.acts(number).stream()
              .filter(each -> each.step().equals(Elements.SIGN_OFF_HOMES))
              .filter(each -> each.act().equals("completion"))
              .reduce((first, second) -> second)
              .orElseThrow();
      String sentence =
          "Fewer than five young people were interviewed. Shown all the same, signed off by %s on %s."
              .formatted(
                  directory.displayName(act.person()).orElse(act.person()),
                  DAY.format(LocalDate.ofInstant(act.at(), clock.getZone())));
      homes.forEach(home -> signedOff.put(home.toString(), sentence));
    }
    return signedOff;
  }

  private void grant(String number, Role role, Access access) {
    vault.grant(
        number,
        Reader.group(role.groupId()),
        EnumSet.of(Section.COMMENTARY),
        access,
        "monitoring report");
  }
}
