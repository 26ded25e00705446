package org.exitinterview.leaving;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.exitinterview.forms.StartFormListener;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A unit manager's notice that a young person moves (step 1), given in the start form. */
@Component
class ExitNotice implements StartFormListener {

  private static final String PLANNED = "planned";

  private final CaseOpening opening;
  private final CurrentPerson currentPerson;
  private final Clock clock;

  ExitNotice(CaseOpening opening, CurrentPerson currentPerson, Clock clock) {
    this.opening = opening;
    this.currentPerson = currentPerson;
    this.clock = clock;
  }

  @Override
  public String processKey() {
    return StartExitInterview.PROCESS;
  }

  /**
   * Opens the case and gives the process its number.
   *
   * @throws FormFieldValidationException if a case is open for the same move
   */
  @Override
  public String started(DelegateExecution execution, Map<String, Object> facts) {
    ExitCase exitCase = newCase(facts);
    opening.lock(exitCase.child());
    List<ExitCase> open = opening.openCases(exitCase.child(), exitCase.homeUrn());
    if (!open.isEmpty()) {
      throw new FormFieldValidationException(
          "duplicate",
          "An exit interview for this child and this home is already under way (%s). Do not send a second notice; tell the service manager what has changed."
              .formatted(open.get(0).caseNumber()));
    }
    opening.open(exitCase, currentPerson.get().userId());
    execution.setProcessBusinessKey(exitCase.caseNumber());
    execution.setVariables(StartExitInterview.firstVariables());
    return exitCase.caseNumber();
  }

  private ExitCase newCase(Map<String, Object> facts) {
    String plannedMove = text(facts, "plannedMove");
    String child = text(facts, "child");
    if (child == null) {
      throw new FormFieldValidationException("child", "Fill in the child's identifier.");
    }
    return new ExitCase(
        CaseNumber.next(),
        child,
        date(facts, "dateOfBirth"),
        text(facts, "home"),
        code(facts, "placementType"),
        code(facts, "placementProvider"),
        date(facts, "placedOn"),
        date(facts, "moveDate"),
        plannedMove == null ? null : plannedMove.equals(PLANNED),
        code(facts, "reasonPlaceChange"),
        null,
        false,
        Source.NOTICE.code(),
        clock.instant(),
        null,
        null,
        null,
        null,
        null);
  }

  private static @Nullable String text(Map<String, Object> facts, String key) {
    Object value = facts.get(key);
    return value == null || value.toString().isBlank() ? null : value.toString().strip();
  }

  private static @Nullable String code(Map<String, Object> facts, String key) {
    String text = text(facts, key);
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  private static @Nullable LocalDate date(Map<String, Object> facts, String key) {
    String text = text(facts, key);
    return text == null ? null : LocalDate.parse(text);
  }
}
