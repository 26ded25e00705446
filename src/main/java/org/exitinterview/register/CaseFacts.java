package org.exitinterview.register;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Homes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What everybody who may know of a case sees of it: its state, its home, its dates and the people
 * who work on it. What was said or decided, and which steps it went through, is not here.
 */
@Component
public class CaseFacts {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final Map<CaseOutcome, String> OUTCOMES =
      Map.of(
          CaseOutcome.COMPLETED, "Interview held",
          CaseOutcome.PARTIAL, "Interview held in part",
          CaseOutcome.DECLINED, "The young person did not want it",
          CaseOutcome.WITHDRAWN, "The young person no longer wants it",
          CaseOutcome.NOT_FEASIBLE, "Not feasible",
          CaseOutcome.NOT_REACHED, "The young person was not reached",
          CaseOutcome.NOT_OFFERED, "Nobody offered it",
          CaseOutcome.OUT_OF_SCOPE, "The procedure does not apply");

  private final CaseVisibility visibility;
  private final CurrentPerson currentPerson;
  private final Directory directory;
  private final Homes homes;
  private final Clock clock;

  CaseFacts(
      CaseVisibility visibility,
      CurrentPerson currentPerson,
      Directory directory,
      Homes homes,
      Clock clock) {
    this.visibility = visibility;
    this.currentPerson = currentPerson;
    this.directory = directory;
    this.homes = homes;
    this.clock = clock;
  }

  /** What the current person may know of the case, by its name; empty without the case. */
  public Map<String, String> of(String caseNumber) {
    return visibility.find(currentPerson.get(), caseNumber).map(this::facts).orElse(Map.of());
  }

  /**
   * A case in a list of many.
   *
   * @param home name of the home that is left
   */
  public record Line(String caseNumber, String home, String move, String opened) {}

  /** How a case that the current person may know stands in a list. */
  public Line line(ExitCase exitCase) {
    return new Line(
        exitCase.caseNumber(),
        home(exitCase),
        day(exitCase.moveDate()),
        day(LocalDate.ofInstant(exitCase.openedAt(), clock.getZone())));
  }

  private Map<String, String> facts(ExitCase exitCase) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("State", state(exitCase));
    facts.put("Home that is left", home(exitCase));
    facts.put("Move", day(exitCase.moveDate()));
    facts.put("Opened", day(LocalDate.ofInstant(exitCase.openedAt(), clock.getZone())));
    facts.put("Social worker", name(exitCase.socialWorker()));
    facts.put("Reviewing officer", name(exitCase.iro()));
    facts.put("Interviewer", name(exitCase.interviewer()));
    return facts;
  }

  private static String state(ExitCase exitCase) {
    CaseOutcome outcome = exitCase.outcome();
    return outcome == null ? "Under way" : OUTCOMES.getOrDefault(outcome, outcome.name());
  }

  private String home(ExitCase exitCase) {
    String urn = exitCase.homeUrn();
    return urn == null ? "not known" : homes.name(urn).orElse(urn);
  }

  private String name(@Nullable String userId) {
    return userId == null ? "nobody yet" : directory.displayName(userId).orElse(userId);
  }

  private static String day(@Nullable LocalDate day) {
    return day == null ? "not known" : DAY.format(day);
  }
}
