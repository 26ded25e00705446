package org.exitinterview.concern;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.forms.StartFormListener;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Somebody raises a concern. Whoever works on cases may, about any case in whatever state, closed
 * or paused or withdrawn; only a number that no case has is refused, since nobody could be found by
 * it.
 */
@Component
class RaiseConcern implements StartFormListener {

  private static final String PREFIX =
      CompanionProcesses.CONCERN.substring(0, 2).toUpperCase(Locale.ROOT);
  private static final String READS_CONCERNS = "safeguarding lead";

  private final CaseRegister register;
  private final Concerns concerns;
  private final SafeguardingNumbers numbers;
  private final Directory directory;
  private final RecordVault vault;
  private final CurrentPerson currentPerson;

  RaiseConcern(
      CaseRegister register,
      Concerns concerns,
      SafeguardingNumbers numbers,
      Directory directory,
      RecordVault vault,
      CurrentPerson currentPerson) {
    this.register = register;
    this.concerns = concerns;
    this.numbers = numbers;
    this.directory = directory;
    this.vault = vault;
    this.currentPerson = currentPerson;
  }

  @Override
  public String processKey() {
    return CompanionProcesses.CONCERN;
  }

  /**
   * Checks which case it is about.
   *
   * @throws FormRefusedException if there is no such case
   */
  @Override
  public String started(DelegateExecution execution, Map<String, Object> facts) {
    String aboutCase = String.valueOf(facts.get(CompanionProcesses.ABOUT_CASE.variableName()));
    ExitCase exitCase =
        register
            .find(aboutCase)
            .orElseThrow(
                () ->
                    new FormRefusedException(
                        "Case number: there is no case of that number. Copy it from your task."));
    String concernNumber = CaseNumber.generate(PREFIX);
    concerns.open(
        concernNumber, aboutCase, exitCase.homeUrn(), numbers.of(exitCase.homeUrn()).area());
    concerns.hide(concernNumber, people(facts.get("hiddenFrom")), currentPerson.get().userId());
    return concernNumber;
  }

  @Override
  public void recordOpened(String concernNumber, Map<String, Object> facts) {
    letLeadsRead(concernNumber);
  }

  /** Lets every safeguarding lead read the concern, but those from whom it is hidden. */
  void letLeadsRead(String concernNumber) {
    Set<String> hidden = concerns.hiddenFrom(concernNumber);
    List<String> leads = directory.membersOf(Role.SAFEGUARDING_LEAD);
    Reader group = Reader.group(Role.SAFEGUARDING_LEAD.groupId());
    vault.end(concernNumber, group);
    if (leads.stream().noneMatch(hidden::contains)) {
      grant(concernNumber, group);
    } else {
      hidden.forEach(person -> vault.end(concernNumber, Reader.user(person)));
      leads.stream()
          .filter(lead -> !hidden.contains(lead))
          .forEach(lead -> grant(concernNumber, Reader.user(lead)));
    }
  }

  private void grant(String concernNumber, Reader reader) {
    vault.grant(concernNumber, reader, EnumSet.of(Section.CONCERN), Access.WRITE, READS_CONCERNS);
  }

  /** The user ids of a list in a form. */
  static List<String> people(@Nullable Object answer) {
    return answer instanceof Collection<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }
}
