package org.exitinterview.signposting;

import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.forms.StartFormListener;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.register.CaseRegister;
import org.springframework.stereotype.Component;

/**
 * Somebody passes on that a young person wants to complain or wants an advocate (procedure 13.8
 * section 5). It is linked to the case by its number and goes its own way.
 */
@Component
class PassOnWish implements StartFormListener {

  private static final String PREFIX =
      CompanionProcesses.SIGNPOSTING.substring(0, 2).toUpperCase(Locale.ROOT);

  private final CaseRegister register;
  private final Wishes wishes;
  private final CurrentPerson currentPerson;

  PassOnWish(CaseRegister register, Wishes wishes, CurrentPerson currentPerson) {
    this.register = register;
    this.wishes = wishes;
    this.currentPerson = currentPerson;
  }

  @Override
  public String processKey() {
    return CompanionProcesses.SIGNPOSTING;
  }

  /**
   * Checks which case it is about.
   *
   * @throws FormRefusedException if there is no such case
   */
  @Override
  public String started(DelegateExecution execution, Map<String, Object> facts) {
    String aboutCase = String.valueOf(facts.get(CompanionProcesses.ABOUT_CASE.variableName()));
    if (register.find(aboutCase).isEmpty()) {
      throw new FormRefusedException(
          "Case number: there is no case of that number. Copy it from your task.");
    }
    String number = CaseNumber.generate(PREFIX);
    wishes.add(
        new Wishes.Wish(
            number,
            aboutCase,
            String.valueOf(facts.get("wants")),
            currentPerson.get().userId(),
            AskedInForms.WAITS.equals(facts.get(AskedInForms.MEANWHILE))),
        "startEvent_signpostingAsked",
        true);
    return number;
  }
}
