package org.exitinterview.concern;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.RuntimeService;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.Decisions;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notices when several young people of one home say the same, or the same about one role of its
 * staff. It counts different young people, by concern-pattern.dmn, and weighs nobody; each pattern
 * is found once, since what was counted for it counts no more. A safeguarding lead decides what it
 * means.
 *
 * <p>What is said is noted in the transaction of the step; the counting is done by the service
 * afterwards, so that no step takes longer for it and nobody else starts anything.
 */
@Service
class PatternRadar {

  static final String THEME = "theme";
  static final String STAFF_ROLE = "staffRole";

  private static final String TABLE = "concern-pattern";
  private static final Set<String> ROLES = Set.of("homeStaff", "carer");

  private final Patterns patterns;
  private final CaseRegister register;
  private final Decisions decisions;
  private final RuntimeService runtimeService;
  private final Telling telling;
  private final Clock clock;

  PatternRadar(
      Patterns patterns,
      CaseRegister register,
      Decisions decisions,
      RuntimeService runtimeService,
      Telling telling,
      Clock clock) {
    this.patterns = patterns;
    this.register = register;
    this.decisions = decisions;
    this.runtimeService = runtimeService;
    this.telling = telling;
    this.clock = clock;
  }

  /** Notes the codes of a form that speak of a concern. */
  @EventListener
  void note(Act act) {
    Object about = act.facts().get(CompanionProcesses.ABOUT_CASE.variableName());
    Object themes = act.facts().get("concernThemes");
    Object roles =
        act.process().equals(CompanionProcesses.CONCERN) ? act.facts().get("concernAbout") : null;
    if (!(themes instanceof Collection) && !(roles instanceof Collection)) {
      return;
    }
    register
        .find(about == null ? act.caseNumber() : about.toString())
        .ifPresent(
            exitCase -> {
              codes(themes).forEach(code -> see(act.caseNumber(), exitCase, THEME, code));
              codes(roles).stream()
                  .filter(ROLES::contains)
                  .forEach(code -> see(act.caseNumber(), exitCase, STAFF_ROLE, code));
            });
  }

  private static List<String> codes(@Nullable Object answer) {
    return RaiseConcern.people(answer);
  }

  private void see(String source, ExitCase exitCase, String kind, String code) {
    String home = exitCase.homeUrn();
    if (home != null) {
      patterns.see(source, new Patterns.Key(home, kind, code), exitCase.child());
    }
  }

  /**
   * Counts what could have become a pattern by what was seen since the last look.
   *
   * @return how many patterns were found
   */
  @Transactional
  int look() {
    patterns.lockForLook();
    return (int) patterns.fresh().stream().filter(this::look).count();
  }

  /**
   * Counts everything, because thresholds may have changed, and forgets what can count no more.
   *
   * @return how many patterns were found
   */
  @Transactional
  int lookAtEverything() {
    patterns.lockForLook();
    int found = (int) patterns.countable().stream().filter(this::look).count();
    patterns
        .codes()
        .forEach(
            key -> patterns.forget(key.kind(), key.code(), rule(key.kind(), key.code()).within()));
    patterns.forgetConsidered();
    return found;
  }

  private boolean look(Patterns.Key key) {
    List<PatternRule.Sighting> pattern =
        rule(key.kind(), key.code()).pattern(patterns.notCounted(key), clock.instant());
    if (pattern.isEmpty()) {
      return false;
    }
    found(key, pattern);
    return true;
  }

  /** The row of the table for that code. */
  PatternRule rule(String kind, String code) {
    DmnDecisionResultEntries row =
        decisions.evaluateLatest(TABLE, Map.of("kind", kind, "code", code)).getSingleResult();
    return new PatternRule(
        ((Number) row.getEntry("children")).intValue(),
        Duration.ofDays(((Number) row.getEntry("withinDays")).longValue()));
  }

  private void found(Patterns.Key key, List<PatternRule.Sighting> pattern) {
    String number = CaseNumber.generate("PA");
    int youngPeople = PatternRule.youngPeople(pattern);
    // Before its process starts: the step is sealed like the concerns it grew from.
    patterns.found(
        number, key, youngPeople, pattern.stream().map(PatternRule.Sighting::id).toList());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("patternHome", key.homeUrn());
    facts.put("patternCode", key.code());
    facts.put("patternYoungPeople", youngPeople);
    register.record(
        new Act(
            Act.SERVICE,
            Act.Kind.START,
            CompanionProcesses.PATTERN_RADAR,
            number,
            "startEvent_patternFound",
            null,
            null,
            null,
            facts));
    runtimeService.startProcessInstanceByKey(CompanionProcesses.PATTERN_RADAR, number);
    telling.ofPattern(number);
  }
}
