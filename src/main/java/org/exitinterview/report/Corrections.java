package org.exitinterview.report;

import java.util.EnumSet;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.MonitoringProcesses;
import org.exitinterview.process.MonitoringProcesses.Elements;
import org.exitinterview.process.MonitoringProcesses.Messages;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** New editions of reports that turned out to be wrong; those that were issued stay as they are. */
@Service
class Corrections {

  /** What the register calls the period whose report is corrected. */
  static final String ABOUT_PERIOD = "aboutPeriod";

  /** What the record calls the words about what was wrong. */
  static final String WORDS = "correctionWords";

  private static final int LONGEST = 2000;

  private final ReportEditions editions;
  private final RecordVault vault;
  private final CaseRegister register;
  private final RuntimeService runtimeService;
  private final IdentityService identityService;
  private final CurrentPerson currentPerson;

  Corrections(
      ReportEditions editions,
      RecordVault vault,
      CaseRegister register,
      RuntimeService runtimeService,
      IdentityService identityService,
      CurrentPerson currentPerson) {
    this.editions = editions;
    this.vault = vault;
    this.register = register;
    this.runtimeService = runtimeService;
    this.identityService = identityService;
    this.currentPerson = currentPerson;
  }

  /** Whether the person may have a report of the period drawn up anew now. */
  boolean isPossible(String period) {
    return currentPerson.get().holds(Role.IRO_MANAGER)
        && editions.latest(period).isPresent()
        && !editions.isBeingWritten(period);
  }

  /**
   * Has a new edition drawn up.
   *
   * @param words what was wrong and what the new edition says instead; they stand on its first page
   * @throws ResponseStatusException if the person may not, nothing was issued, or a new edition is
   *     on its way
   */
  @Transactional
  public void begin(String period, String words) {
    Person person = currentPerson.get();
    if (!person.holds(Role.IRO_MANAGER)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    if (words.isBlank() || words.length() > LONGEST || !isPossible(period)) {
      throw new ResponseStatusException(HttpStatus.CONFLICT);
    }
    String number = CaseNumber.generate(DrawUpFigures.PREFIX);
    vault.open(number);
    vault.grant(
        number,
        Reader.group(Role.IRO_MANAGER.groupId()),
        EnumSet.of(Section.COMMENTARY),
        Access.WRITE,
        "monitoring report");
    vault.write(number, Section.COMMENTARY, "", Map.of(WORDS, words));
    register.record(
        new Act(
            person.userId(),
            Act.Kind.START,
            MonitoringProcesses.REPORT,
            number,
            Elements.CORRECTION_ASKED,
            null,
            null,
            null,
            Map.of(ABOUT_PERIOD, period)));
    // Nobody may start this process by hand; who may have a report corrected was asked above.
    var whoActs = identityService.getCurrentAuthentication();
    identityService.clearAuthentication();
    try {
      runtimeService.startProcessInstanceByMessage(Messages.CORRECTION_ASKED, number);
    } finally {
      identityService.setAuthentication(whoActs);
    }
  }
}
