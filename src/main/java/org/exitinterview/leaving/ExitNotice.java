package org.exitinterview.leaving;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.forms.StartFormListener;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A unit manager's notice that a young person moves, given in the start form. */
@Component
class ExitNotice implements StartFormListener {

  private static final String PLANNED = "planned";

  private final CaseOpening opening;
  private final Clock clock;

  ExitNotice(CaseOpening opening, Clock clock) {
    this.opening = opening;
    this.clock = clock;
  }

  @Override
  public String processKey() {
    return ExitInterviewProcess.KEY;
  }

  /**
   * Enters the case.
   *
   * @throws FormRefusedException if a case is open for the same move
   */
  @Override
  public String started(DelegateExecution execution, Map<String, Object> facts) {
    ExitCase exitCase = newCase(facts);
    opening.lock(exitCase.child());
    List<ExitCase> open = opening.openCases(exitCase.child(), exitCase.homeUrn());
    if (!open.isEmpty()) {
      throw new FormRefusedException(
          "An exit interview for this child and this home is already under way (%s). Do not send a second notice; tell the service manager what has changed."
              .formatted(open.get(0).caseNumber()));
    }
    opening.enter(exitCase);
    execution.setVariables(StartExitInterview.firstVariables());
    return exitCase.caseNumber();
  }

  @Override
  public void recordOpened(String caseNumber, Map<String, Object> facts) {
    opening.openRecord(caseNumber, text(facts, "home"));
  }

  private ExitCase newCase(Map<String, Object> facts) {
    String plannedMove = text(facts, "plannedMove");
    String child = text(facts, "child");
    if (child == null) {
      throw new FormRefusedException("Fill in the child's identifier.");
    }
    return new ExitCase(
        CaseNumber.forExitInterview(),
        child,
        date(facts, "dateOfBirth"),
        text(facts, "home"),
        code(facts, "placementType"),
        code(facts, "placementProvider"),
        date(facts, "placedOn"),
        date(facts, "moveDate"),
        plannedMove == null ? null : plannedMove.equals(PLANNED),
        code(facts, "reasonPlaceChange"),
        code(facts, "reasonEpisodeCeased"),
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
