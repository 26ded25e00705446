package org.exitinterview.leaving;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.camunda.bpm.engine.RuntimeService;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.ExitInterviewProcess;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.process.ExitInterviewProcess.Variables;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts the procedure for a leaver of a return. Nothing else in Java starts a case. */
@Component
class StartExitInterview {

  private final CaseOpening opening;
  private final CaseRegister register;
  private final PlacementEndings endings;
  private final RuntimeService runtimeService;
  private final Clock clock;

  StartExitInterview(
      CaseOpening opening,
      CaseRegister register,
      PlacementEndings endings,
      RuntimeService runtimeService,
      Clock clock) {
    this.opening = opening;
    this.register = register;
    this.endings = endings;
    this.runtimeService = runtimeService;
    this.clock = clock;
  }

  /** What every new case starts with in the engine. */
  static Map<String, Object> firstVariables() {
    return Map.of(Variables.OFFERS.variableName(), 0, Variables.ATTEMPTS.variableName(), 0);
  }

  /** What somebody, or the service for somebody, did to a case by sending a return. */
  static Act act(String person, Act.Kind kind, String caseNumber, Map<String, Object> facts) {
    return new Act(
        person,
        kind,
        ExitInterviewProcess.KEY,
        caseNumber,
        Elements.NOTICE_RECEIVED,
        null,
        null,
        null,
        facts);
  }

  /** What the notice form would have said, by its keys. */
  static Map<String, Object> facts(Placement placement) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("child", placement.child());
    put(facts, "dateOfBirth", placement.dateOfBirth());
    facts.put("home", placement.homeUrn());
    facts.put("placementType", placement.placementType());
    facts.put("placementProvider", placement.placementProvider());
    facts.put("placedOn", placement.placedOn().toString());
    put(facts, "moveDate", placement.endedOn());
    facts.put("reasonPlaceChange", placement.reasonPlaceChange());
    facts.put("reasonEpisodeCeased", placement.reasonEpisodeCeased());
    return facts;
  }

  /**
   * Starts the case of an ending, unless a notice has opened one for the same move meanwhile.
   *
   * @param caseOfEnding told the number before the process starts, because the step that decides
   *     the scope looks the ending up by it
   */
  void start(RegisteredEnding ending, Consumer<String> caseOfEnding) {
    Placement placement = ending.placement();
    opening.lock(placement.child());
    Optional<NoticedCase> noticed =
        endings.noticedCases(List.of(placement.child())).stream()
            .filter(found -> found.means(placement))
            .findFirst();
    if (noticed.isPresent()) {
      caseOfEnding.accept(noticed.get().caseNumber());
      return;
    }
    ExitCase exitCase = newCase(ending);
    String caseNumber = exitCase.caseNumber();
    opening.enter(exitCase);
    opening.openRecord(caseNumber, exitCase.homeUrn());
    caseOfEnding.accept(caseNumber);
    register.record(act(ending.reportedBy(), Act.Kind.START, caseNumber, facts(placement)));
    runtimeService
        .createProcessInstanceByKey(ExitInterviewProcess.KEY)
        .businessKey(caseNumber)
        .setVariables(firstVariables())
        .execute();
  }

  private ExitCase newCase(RegisteredEnding ending) {
    Placement placement = ending.placement();
    return new ExitCase(
        CaseNumber.forExitInterview(),
        placement.child(),
        placement.dateOfBirth(),
        PlacementEndings.textOrNull(placement.homeUrn()),
        placement.placementType(),
        PlacementEndings.textOrNull(placement.placementProvider()),
        placement.placedOn(),
        placement.endedOn(),
        null,
        PlacementEndings.textOrNull(placement.reasonPlaceChange()),
        PlacementEndings.textOrNull(placement.reasonEpisodeCeased()),
        ending.scope().sensitive(),
        placement.source().code(),
        clock.instant(),
        null,
        null,
        null,
        null,
        null);
  }

  private static void put(Map<String, Object> facts, String key, @Nullable LocalDate date) {
    if (date != null) {
      facts.put(key, date.toString());
    }
  }
}
