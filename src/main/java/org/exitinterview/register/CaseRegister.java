package org.exitinterview.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.exitinterview.register.CaseTeamChanged.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The register of cases and acts that reports, boards and audits read instead of the engine's
 * history. Every write takes part in the caller's transaction, which is the engine's own.
 */
@Repository
public class CaseRegister {

  private static final TypeReference<LinkedHashMap<String, Object>> FACTS =
      new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  CaseRegister(JdbcClient jdbc, ObjectMapper json, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.events = events;
  }

  /** Enters a new case. */
  public void open(ExitCase exitCase) {
    jdbc.sql(
            """
            insert into register.exit_case (case_number, child, date_of_birth, home_urn,
              placement_type, placement_provider, placed_on, move_date, planned_move,
              reason_place_change, reason_episode_ceased, sensitive, source, opened_at)
            values (:caseNumber, :child, :dateOfBirth, :homeUrn,
              :placementType, :placementProvider, :placedOn, :moveDate, :plannedMove,
              :reasonPlaceChange, :reasonEpisodeCeased, :sensitive, :source, :openedAt)
            """)
        .param("caseNumber", exitCase.caseNumber())
        .param("child", exitCase.child())
        .param("dateOfBirth", exitCase.dateOfBirth())
        .param("homeUrn", exitCase.homeUrn())
        .param("placementType", exitCase.placementType())
        .param("placementProvider", exitCase.placementProvider())
        .param("placedOn", exitCase.placedOn())
        .param("moveDate", exitCase.moveDate())
        .param("plannedMove", exitCase.plannedMove())
        .param("reasonPlaceChange", exitCase.reasonPlaceChange())
        .param("reasonEpisodeCeased", exitCase.reasonEpisodeCeased())
        .param("sensitive", exitCase.sensitive())
        .param("source", exitCase.source())
        .param("openedAt", Timestamp.from(exitCase.openedAt()))
        .update();
  }

  /** The case with that number. */
  public Optional<ExitCase> find(String caseNumber) {
    return jdbc.sql("select * from register.exit_case where case_number = :caseNumber")
        .param("caseNumber", caseNumber)
        .query(ExitCaseRow::map)
        .optional();
  }

  /**
   * The case with that number.
   *
   * @throws UnknownCaseException if there is none
   */
  public ExitCase byNumber(String caseNumber) {
    return find(caseNumber).orElseThrow(() -> new UnknownCaseException(caseNumber));
  }

  /** The open cases of a child, oldest first; siblings have cases of their own. */
  public List<ExitCase> openCasesOf(String child) {
    return jdbc.sql(
            """
            select * from register.exit_case
            where child = :child and outcome is null order by opened_at
            """)
        .param("child", child)
        .query(ExitCaseRow::map)
        .list();
  }

  /**
   * Appends an act and takes those of its facts that the case row also holds (who works on it, its
   * codes and dates) over into the case row. The act itself is published as an event, and a change
   * of the team as {@link CaseTeamChanged}.
   */
  public void record(Act act) {
    jdbc.sql(
            """
            insert into register.act
              (happened_at, person, act, process, case_number, step, task_id, item, decision, facts)
            values (:at, :person, :act, :process, :caseNumber, :step, :taskId, :item, :decision,
              :facts::jsonb)
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("person", act.person())
        .param("act", act.kind().code())
        .param("process", act.process())
        .param("caseNumber", act.caseNumber())
        .param("step", act.step())
        .param("taskId", act.taskId())
        .param("item", act.item())
        .param("decision", act.decision())
        .param("facts", toJson(act.facts()))
        .update();
    events.publishEvent(act);
    find(act.caseNumber())
        .ifPresent(
            before -> {
              update(act.caseNumber(), act.facts());
              publishTeamChange(before, act.facts());
            });
  }

  private void publishTeamChange(ExitCase before, Map<String, Object> facts) {
    publishTeamChange(
        before, Member.SOCIAL_WORKER, before.socialWorker(), facts.get("socialWorker"));
    publishTeamChange(before, Member.IRO, before.iro(), facts.get("iro"));
    publishTeamChange(before, Member.INTERVIEWER, before.interviewer(), facts.get("interviewer"));
  }

  private void publishTeamChange(
      ExitCase before, Member member, @Nullable String former, @Nullable Object current) {
    if (current != null && !current.equals(former)) {
      events.publishEvent(
          new CaseTeamChanged(before.caseNumber(), member, former, current.toString()));
    }
  }

  /** The latest value of every fact recorded for the case, by form key, system facts included. */
  public Map<String, Object> facts(String caseNumber) {
    List<String> rows =
        jdbc.sql("select facts from register.act where case_number = :caseNumber order by id")
            .param("caseNumber", caseNumber)
            .query(String.class)
            .list();
    Map<String, Object> latest = new LinkedHashMap<>();
    rows.forEach(row -> latest.putAll(fromJson(row)));
    return latest;
  }

  /** The names of the facts that were told about the case after that moment. */
  public Set<String> factsSince(String caseNumber, Instant moment) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct jsonb_object_keys(facts) from register.act
                where case_number = :caseNumber and happened_at > :moment
                """)
            .param("caseNumber", caseNumber)
            .param("moment", Timestamp.from(moment))
            .query(String.class)
            .list());
  }

  /** The latest completion of a step, such as the appointment now agreed. */
  public Optional<Completion> latestCompletion(String caseNumber, String step) {
    return jdbc.sql(
            """
            select task_id, decision, facts from register.act
            where case_number = :caseNumber and step = :step and act = 'completion'
            order by id desc limit 1
            """)
        .param("caseNumber", caseNumber)
        .param("step", step)
        .query(
            (row, number) ->
                new Completion(
                    row.getString("task_id"),
                    row.getString("decision"),
                    fromJson(row.getString("facts"))))
        .optional();
  }

  /** Whether something happened in a step of the case, by a person or by the service. */
  public boolean happened(String caseNumber, String step) {
    return jdbc.sql(
            """
            select exists (select from register.act
              where case_number = :caseNumber and step = :step)
            """)
        .param("caseNumber", caseNumber)
        .param("step", step)
        .query(Boolean.class)
        .single();
  }

  /** Every act on the case, oldest first. */
  public List<RecordedAct> acts(String caseNumber) {
    return jdbc.sql(
            """
            select happened_at, person, act, process, step, decision from register.act
            where case_number = :caseNumber order by id
            """)
        .param("caseNumber", caseNumber)
        .query(
            (row, number) ->
                new RecordedAct(
                    row.getTimestamp("happened_at").toInstant(),
                    row.getString("person"),
                    row.getString("act"),
                    row.getString("process"),
                    row.getString("step"),
                    row.getString("decision")))
        .list();
  }

  /** Notes which rule of eligibility.dmn put the case in or out of scope. */
  public void noteScope(String caseNumber, String rule, boolean sensitive) {
    jdbc.sql(
            """
            update register.exit_case
            set scope_rule = :rule, sensitive = sensitive or :sensitive
            where case_number = :caseNumber
            """)
        .param("rule", rule)
        .param("sensitive", sensitive)
        .param("caseNumber", caseNumber)
        .update();
  }

  /** Notes that the interview was offered and whether the young person agreed. */
  public void noteOffer(String caseNumber, boolean accepted) {
    jdbc.sql(
            """
            update register.exit_case set offered = true, accepted = :accepted
            where case_number = :caseNumber
            """)
        .param("accepted", accepted)
        .param("caseNumber", caseNumber)
        .update();
  }

  /**
   * Closes the case.
   *
   * @param reason a code, such as {@code NOTICE_WITHDRAWN}; null where the outcome says it all
   * @param retainUntil last day the record is kept (reg 36: 75 years from birth, 15 from death);
   *     null while the date of birth is unknown
   */
  public void close(
      String caseNumber,
      CaseOutcome outcome,
      @Nullable String reason,
      @Nullable LocalDate retainUntil) {
    jdbc.sql(
            """
            update register.exit_case
            set outcome = :outcome, outcome_reason = coalesce(:reason, outcome_reason),
              closed_at = :at, retain_until = :retainUntil
            where case_number = :caseNumber and outcome is null
            """)
        .param("outcome", outcome.name())
        .param("reason", reason)
        .param("at", Timestamp.from(clock.instant()))
        .param("retainUntil", retainUntil)
        .param("caseNumber", caseNumber)
        .update();
  }

  /**
   * The cases that name the person as social worker, IRO or interviewer, or that left one of the
   * homes, newest first.
   *
   * @param homes Ofsted numbers of the homes the person manages
   */
  public List<ExitCase> visibleTo(String userId, List<String> homes) {
    return jdbc.sql(
            """
            select * from register.exit_case
            where social_worker = :person or iro = :person or interviewer = :person
              or home_urn = any(:homes)
            order by opened_at desc
            """)
        .param("person", userId)
        .param("homes", homes.toArray(String[]::new))
        .query(ExitCaseRow::map)
        .list();
  }

  /** Every case, newest first; for those who see all homes. */
  public List<ExitCase> all() {
    return jdbc.sql("select * from register.exit_case order by opened_at desc")
        .query(ExitCaseRow::map)
        .list();
  }

  /** The closed cases that had to be kept until a day before the given one, oldest first. */
  public Map<String, LocalDate> retainedUntilBefore(LocalDate day) {
    Map<String, LocalDate> ended = new LinkedHashMap<>();
    jdbc.sql(
            """
            select case_number, retain_until from register.exit_case
            where retain_until < :day order by retain_until, case_number
            """)
        .param("day", day)
        .query(
            row -> {
              ended.put(
                  row.getString("case_number"), row.getObject("retain_until", LocalDate.class));
            });
    return ended;
  }

  /**
   * The last day the record of a case has to be kept; null while nobody has said the birth date.
   */
  @Nullable LocalDate lastDay(String caseNumber) {
    return RetentionPeriod.lastDay(
        byNumber(caseNumber).dateOfBirth(), dateOfDeath(caseNumber).orElse(null));
  }

  /** When the young person of a case died; empty if he or she lives as far as we know. */
  public Optional<LocalDate> dateOfDeath(String caseNumber) {
    return jdbc.sql(
            """
            select date_of_death from register.exit_case
            where case_number = :caseNumber and date_of_death is not null
            """)
        .param("caseNumber", caseNumber)
        .query(LocalDate.class)
        .optional();
  }

  /** Until when the record of a closed case has to be kept; empty while that is not known. */
  public Optional<LocalDate> retainUntil(String caseNumber) {
    return jdbc.sql(
            """
            select retain_until from register.exit_case
            where case_number = :caseNumber and retain_until is not null
            """)
        .param("caseNumber", caseNumber)
        .query(LocalDate.class)
        .optional();
  }

  /**
   * Notes that the young person of a case has died, in every case of his or hers, and reckons anew
   * how long the records of the closed ones are kept.
   */
  public void noteDeath(String caseNumber, LocalDate death) {
    String child = byNumber(caseNumber).child();
    jdbc.sql("update register.exit_case set date_of_death = :death where child = :child")
        .param("death", death)
        .param("child", child)
        .update();
    List<String> closed =
        jdbc.sql(
                """
                select case_number from register.exit_case
                where child = :child and closed_at is not null
                """)
            .param("child", child)
            .query(String.class)
            .list();
    for (String number : closed) {
      jdbc.sql(
              """
              update register.exit_case set retain_until = :lastDay where case_number = :caseNumber
              """)
          .param("lastDay", lastDay(number))
          .param("caseNumber", number)
          .update();
    }
  }

  private void update(String caseNumber, Map<String, Object> facts) {
    List<String> assignments = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    for (CaseFact fact : CaseFact.values()) {
      if (facts.containsKey(fact.key())) {
        assignments.add("%s = :%s".formatted(fact.column(), fact.key()));
        values.put(fact.key(), fact.toColumn(facts.get(fact.key())));
      }
    }
    if (!assignments.isEmpty()) {
      jdbc.sql(
              "update register.exit_case set "
                  + String.join(", ", assignments)
                  + " where case_number = :caseNumber")
          .param("caseNumber", caseNumber)
          .params(values)
          .update();
    }
  }

  private String toJson(Map<String, Object> facts) {
    try {
      return json.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Facts must be codes, numbers, flags or dates");
    }
  }

  private Map<String, Object> fromJson(String facts) {
    try {
      return json.readValue(facts, FACTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The register holds facts that are not JSON");
    }
  }
}
