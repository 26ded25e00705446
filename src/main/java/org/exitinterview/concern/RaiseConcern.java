package org.exitinterview.concern;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.forms.StartFormListener;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.CompanionProcesses;
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

  private final CaseRegister register;
  private final Concerns concerns;
  private final SafeguardingNumbers numbers;
  private final Cover cover;
  private final ConcernReaders readers;
  private final CurrentPerson currentPerson;

  RaiseConcern(
      CaseRegister register,
      Concerns concerns,
      SafeguardingNumbers numbers,
      Cover cover,
      ConcernReaders readers,
      CurrentPerson currentPerson) {
    this.register = register;
    this.concerns = concerns;
    this.numbers = numbers;
    this.cover = cover;
    this.readers = readers;
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
    List<String> hidden = people(facts.get("hiddenFrom"));
    requireSomebodyLeft(cover, hidden);
    String concernNumber = CaseNumber.generate(PREFIX);
    concerns.open(
        concernNumber, aboutCase, exitCase.homeUrn(), numbers.of(exitCase.homeUrn()).area());
    concerns.hide(concernNumber, hidden, currentPerson.get().userId());
    return concernNumber;
  }

  @Override
  public void recordOpened(String concernNumber, Map<String, Object> facts) {
    readers.letThemRead(concernNumber);
  }

  /**
   * A concern is never hidden from everybody who could act on it.
   *
   * @throws FormRefusedException if it would be
   */
  static void requireSomebodyLeft(Cover cover, Collection<String> hidden) {
    if (!hidden.isEmpty() && cover.people(hidden).isEmpty() && !cover.people(Set.of()).isEmpty()) {
      throw new FormRefusedException(
          "Somebody has to act on it: leave out one person who may learn of it.");
    }
  }

  /** The user ids of a list in a form. */
  static List<String> people(@Nullable Object answer) {
    return answer instanceof Collection<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }
}
