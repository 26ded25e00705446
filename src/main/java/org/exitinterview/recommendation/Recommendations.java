package org.exitinterview.recommendation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.process.OutcomeListener;
import org.exitinterview.process.RecommendationProcess;
import org.exitinterview.process.RecommendationProcess.Variables;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.Completion;
import org.exitinterview.register.Promises;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The recommendations in the register: who owns them, what became of them. */
@Service("recommendations")
public class Recommendations implements OutcomeListener {

  private final JdbcClient jdbc;
  private final CaseRegister register;
  private final Promises promises;
  private final RecordVault vault;
  private final Clock clock;

  Recommendations(
      JdbcClient jdbc, CaseRegister register, Promises promises, RecordVault vault, Clock clock) {
    this.jdbc = jdbc;
    this.register = register;
    this.promises = promises;
    this.vault = vault;
    this.clock = clock;
  }

  /** Ids of the recommendations made in the case, in the order they were written. */
  public List<String> madeFor(DelegateExecution execution) {
    return jdbc.sql(
            """
            select recommendation_id from register.recommendation
            where case_number = :caseNumber order by number, shared_with nulls first, recommendation_id
            """)
        .param("caseNumber", execution.getProcessBusinessKey())
        .query(String.class)
        .list();
  }

  /**
   * Whether anything was recommended; asked by models that were live before promises were counted.
   */
  public boolean promisedFor(DelegateExecution execution) {
    return !madeFor(execution).isEmpty();
  }

  /** User id of the person the recommendation names. */
  public String ownerOf(String recommendationId) {
    return jdbc.sql("select owner from register.recommendation where recommendation_id = :id")
        .param("id", recommendationId)
        .query(String.class)
        .single();
  }

  /**
   * The day by which the owner promised to have it done, such as {@code 2027-01-04}; empty without
   * one.
   */
  public String actionBy(String recommendationId) {
    return jdbc.sql(
            """
            select coalesce(cast(action_by as text), '') from register.recommendation
            where recommendation_id = :id
            """)
        .param("id", recommendationId)
        .query(String.class)
        .optional()
        .orElse("");
  }

  /** Enters the recommendation just written; its id is that of the task it was written in. */
  void noteLatest(String caseNumber) {
    Completion written =
        register.latestCompletion(caseNumber, Elements.WRITE_RECOMMENDATION).orElseThrow();
    Map<String, Object> facts = written.facts();
    jdbc.sql(
            """
            insert into register.recommendation (recommendation_id, case_number, number, owner,
              themes, polarity, severity, priority, made_on, answer_by)
            values (:id, :caseNumber,
              (select coalesce(max(number), 0) + 1 from register.recommendation
               where case_number = :caseNumber),
              :owner, :themes, :polarity, :severity, :priority, :madeOn, :answerBy)
            """)
        .param("id", written.taskId())
        .param("caseNumber", caseNumber)
        .param("owner", facts.get("owner"))
        .param("themes", themes(facts.get("themes")))
        .param("polarity", facts.get("polarity"))
        .param("severity", facts.get("severity"))
        .param("priority", facts.get("priority"))
        .param("madeOn", LocalDate.now(clock))
        .param("answerBy", date(facts.get("answerBy")))
        .update();
    promises.make(written.taskId(), caseNumber);
    if (facts.get("furtherOwners") instanceof List<?> further) {
      further.stream()
          .map(Object::toString)
          .distinct()
          .filter(owner -> !owner.equals(facts.get("owner")))
          .forEach(owner -> share(written.taskId(), owner));
    }
  }

  /**
   * Puts the same recommendation to one more person. Done in the name of the reviewing officer who
   * names that person, so that no row put in by hand passes for it.
   *
   * @return id of the recommendation as that person has it
   */
  String share(String recommendationId, String owner) {
    String caseNumber = caseOf(recommendationId);
    String shared = UUID.randomUUID().toString();
    jdbc.sql(
            """
            insert into register.recommendation (recommendation_id, case_number, number, owner,
              themes, polarity, severity, priority, made_on, answer_by, shared_with)
            select :shared, case_number, number, :owner, themes, polarity, severity, priority,
              :madeOn, answer_by, coalesce(shared_with, recommendation_id)
            from register.recommendation where recommendation_id = :id
            """)
        .param("shared", shared)
        .param("owner", owner)
        .param("madeOn", LocalDate.now(clock))
        .param("id", recommendationId)
        .update();
    promises.make(shared, caseNumber);
    vault.copyWords(
        caseNumber,
        Section.RECOMMENDATION,
        recommendationId,
        shared,
        Set.of("recommendationWords", "recommendationReason", "recommendationProof"));
    vault.sealAct(caseNumber, Elements.WRITE_RECOMMENDATION, shared, null, Map.of("owner", owner));
    return shared;
  }

  /** Whether that person was asked for it already, first or beside others. */
  boolean isAsked(String recommendationId, String owner) {
    return jdbc.sql(
            """
            select exists (select from register.recommendation asked
              join register.recommendation one on coalesce(one.shared_with, one.recommendation_id)
                = coalesce(asked.shared_with, asked.recommendation_id)
              where one.recommendation_id = :id and asked.owner = :owner)
            """)
        .param("id", recommendationId)
        .param("owner", owner)
        .query(Boolean.class)
        .single();
  }

  String caseOf(String recommendationId) {
    return jdbc.sql("select case_number from register.recommendation where recommendation_id = :id")
        .param("id", recommendationId)
        .query(String.class)
        .single();
  }

  /** The answer is taken back; the owner owes one again. */
  public void answerTakenBack(String recommendationId) {
    jdbc.sql(
            """
            update register.recommendation
            set answer = null, answered_at = null, action_by = null, first_action_by = null
            where recommendation_id = :id
            """)
        .param("id", recommendationId)
        .update();
  }

  void noteSent(String recommendationId) {
    jdbc.sql("update register.recommendation set sent_at = :at where recommendation_id = :id")
        .param("at", Timestamp.from(clock.instant()))
        .param("id", recommendationId)
        .update();
  }

  /** Takes what owner and reviewing officer say of it over into the register. */
  @EventListener
  void acted(Act act) {
    if (act.kind() == Act.Kind.COMPLETION) {
      switch (act.step()) {
        case RecommendationProcess.Elements.ANSWER_RECOMMENDATION -> answered(act);
        case RecommendationProcess.Elements.CONFIRM_ACTION_DONE -> saidDone(act);
        case RecommendationProcess.Elements.CHECK_ACTION -> checked(act);
        default -> {}
      }
    }
  }

  /** The first day that was promised stays beside a later one. */
  private void answered(Act act) {
    jdbc.sql(
            """
            update register.recommendation
            set answer = :answer, answered_at = :at, action_by = :actionBy,
              first_action_by = coalesce(first_action_by, :actionBy)
            where recommendation_id = :id
            """)
        .param("answer", act.decision())
        .param("at", Timestamp.from(clock.instant()))
        .param("actionBy", date(act.facts().get("actionBy")))
        .param("id", act.item())
        .update();
  }

  private void saidDone(Act act) {
    jdbc.sql(
            """
            update register.recommendation set said = :said, said_at = :at, done_on = :doneOn
            where recommendation_id = :id
            """)
        .param("said", act.decision())
        .param("at", Timestamp.from(clock.instant()))
        .param("doneOn", date(act.facts().get("doneOn")))
        .param("id", act.item())
        .update();
  }

  private void checked(Act act) {
    LocalDate newActionBy = date(act.facts().get("newActionBy"));
    jdbc.sql(
            """
            update register.recommendation
            set checked_at = :at, action_by = coalesce(:actionBy, action_by),
              said = case when :again then null else said end,
              done_on = case when :again then null else done_on end,
              times_sent_back = times_sent_back + case when :again then 1 else 0 end
            where recommendation_id = :id
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("actionBy", newActionBy, java.sql.Types.DATE)
        .param("again", "sendBack".equals(act.decision()))
        .param("id", act.item())
        .update();
  }

  @Override
  public String processKey() {
    return RecommendationProcess.KEY;
  }

  @Override
  public void ended(DelegateExecution execution, String outcome) {
    jdbc.sql(
            """
            update register.recommendation set outcome = :outcome, closed_at = :at
            where recommendation_id = :id
            """)
        .param("outcome", outcome)
        .param("at", Timestamp.from(clock.instant()))
        .param("id", Variables.RECOMMENDATION_ID.from(execution))
        .update();
  }

  private static String[] themes(@Nullable Object themes) {
    return themes instanceof List<?> list
        ? list.stream().map(Object::toString).toArray(String[]::new)
        : new String[0];
  }

  private static @Nullable LocalDate date(@Nullable Object isoDate) {
    return isoDate == null ? null : LocalDate.parse(isoDate.toString());
  }
}
