package org.exitinterview.concern;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.RuntimeService;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.Role;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.Decisions;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
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

  private final JdbcClient database;
  private final CaseRegister register;
  private final Decisions decisions;
  private final RuntimeService runtimeService;
  private final Outbox outbox;
  private final Clock clock;

  PatternRadar(
      JdbcClient database,
      CaseRegister register,
      Decisions decisions,
      RuntimeService runtimeService,
      Outbox outbox,
      Clock clock) {
    this.database = database;
    this.register = register;
    this.decisions = decisions;
    this.runtimeService = runtimeService;
    this.outbox = outbox;
    this.clock = clock;
  }

  private record Key(String homeUrn, String kind, String code) {}

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
              codes(themes).forEach(code -> see(exitCase, THEME, code));
              codes(roles).stream()
                  .filter(ROLES::contains)
                  .forEach(code -> see(exitCase, STAFF_ROLE, code));
            });
  }

  private static List<String> codes(@Nullable Object answer) {
    return RaiseConcern.people(answer);
  }

  private void see(ExitCase exitCase, String kind, String code) {
    String home = exitCase.homeUrn();
    if (home != null) {
      see(home, kind, code, exitCase.child());
    }
  }

  void see(String home, String kind, String code, String child) {
    database
        .sql(
            """
            insert into concern.sighting (home_urn, kind, code, child, seen_at)
            values (:home, :kind, :code, :child, :now)
            """)
        .param("home", home)
        .param("kind", kind)
        .param("code", code)
        .param("child", child)
        .param("now", now())
        .update();
  }

  /**
   * Counts everything that could have become a pattern by now.
   *
   * @return how many patterns were found
   */
  @Transactional
  int look() {
    // One at a time, on one machine or many: a pattern is found once.
    database.sql("lock table concern.pattern in exclusive mode").update();
    List<Key> keys =
        database
            .sql("select distinct home_urn, kind, code from concern.sighting")
            .query(Key.class)
            .list();
    return (int) keys.stream().filter(this::look).count();
  }

  private boolean look(Key key) {
    int youngPeople =
        rule(key.kind(), key.code()).youngPeople(sightings(key), lastFound(key), clock.instant());
    if (youngPeople == 0) {
      return false;
    }
    found(key, youngPeople);
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

  private List<PatternRule.Sighting> sightings(Key key) {
    return database
        .sql(
            """
            select child, seen_at from concern.sighting
             where home_urn = :home and kind = :kind and code = :code
            """)
        .param("home", key.homeUrn())
        .param("kind", key.kind())
        .param("code", key.code())
        .query(PatternRule.Sighting.class)
        .list();
  }

  private Instant lastFound(Key key) {
    return database
        .sql(
            """
            select found_at from concern.pattern
             where home_urn = :home and kind = :kind and code = :code
             order by found_at desc limit 1
            """)
        .param("home", key.homeUrn())
        .param("kind", key.kind())
        .param("code", key.code())
        .query((row, number) -> row.getTimestamp("found_at").toInstant())
        .optional()
        .orElse(Instant.EPOCH);
  }

  private void found(Key key, int youngPeople) {
    String number = CaseNumber.generate("PA");
    database
        .sql(
            """
            insert into concern.pattern
              (pattern_number, home_urn, kind, code, found_at, young_people)
            values (:number, :home, :kind, :code, :now, :youngPeople)
            """)
        .param("number", number)
        .param("home", key.homeUrn())
        .param("kind", key.kind())
        .param("code", key.code())
        .param("now", now())
        .param("youngPeople", youngPeople)
        .update();
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
    outbox.tell(Recipient.group(Role.SAFEGUARDING_LEAD.groupId()), Notice.TASK_WAITING, number);
  }

  private Timestamp now() {
    return Timestamp.from(Instant.now(clock));
  }
}
