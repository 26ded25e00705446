package org.exitinterview.leaving;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register of ended placements: every leaver has one row and, if offered, one case. */
@Repository
class PlacementEndings {

  private static final int BATCH = 1000;

  /** Key of the advisory lock that lets one return in at a time; any constant of our own. */
  private static final long INTAKE_LOCK = 903_001;

  private static final String SELECT =
      """
      select e.*, c.case_number is not null and c.outcome is null as case_is_open,
        coalesce(c.outcome <> 'OUT_OF_SCOPE', false) as case_is_done
      from register.placement_ending e left join register.exit_case c using (case_number)
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final Clock clock;

  PlacementEndings(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.clock = clock;
  }

  /** A row to add. */
  record NewEnding(ReportedPlacement reported, EndingStatus status, @Nullable String caseNumber) {}

  /** Makes returns that come at the same time wait for each other until the transaction ends. */
  void lockIntake() {
    jdbc.sql("select pg_advisory_xact_lock(:lock)::text")
        .param("lock", INTAKE_LOCK)
        .query(String.class)
        .single();
  }

  /** What the register knows of the children, locked until the transaction ends. */
  List<RegisteredEnding> ofChildren(Collection<String> children) {
    return jdbc.sql(SELECT + " where e.child = any(:children) order by e.id for update of e")
        .param("children", children.toArray(String[]::new))
        .query(PlacementEndings::map)
        .list();
  }

  /** The ended placement that the case was opened for. */
  Optional<RegisteredEnding> ofCase(String caseNumber) {
    return jdbc.sql(
            SELECT + " where e.case_number = :caseNumber order by e.changed_at desc limit 1")
        .param("caseNumber", caseNumber)
        .query(PlacementEndings::map)
        .optional();
  }

  /** Ids of the endings whose case is promised but not yet opened or closed. */
  List<Long> waiting(long afterId, int limit) {
    return jdbc.sql(
            """
            select id from register.placement_ending
            where status in ('to-open', 'to-withdraw') and id > :afterId order by id limit :limit
            """)
        .param("afterId", afterId)
        .param("limit", limit)
        .query(Long.class)
        .list();
  }

  /** The ending if it still waits and nobody else is at it, locked until the transaction ends. */
  Optional<RegisteredEnding> takeWaiting(long id) {
    return jdbc.sql(
            SELECT
                + """
                 where e.id = :id and e.status in ('to-open', 'to-withdraw')
                for update of e skip locked
                """)
        .param("id", id)
        .query(PlacementEndings::map)
        .optional();
  }

  /** Cases of the children that a notice opened and no return has confirmed yet. */
  List<NoticedCase> noticedCases(Collection<String> children) {
    return jdbc.sql(
            """
            select c.case_number, c.child, c.home_urn, c.outcome is null as is_open,
              coalesce(c.move_date, c.opened_at::date) as left_on
            from register.exit_case c
            where c.source = 'notice' and c.child = any(:children)
              and not exists (select 1 from register.placement_ending e
                where e.case_number = c.case_number and e.status in ('opened', 'to-withdraw'))
            order by c.opened_at
            """)
        .param("children", children.toArray(String[]::new))
        .query(
            (row, number) ->
                new NoticedCase(
                    row.getString("case_number"),
                    row.getString("child"),
                    row.getString("home_urn"),
                    row.getObject("left_on", LocalDate.class),
                    row.getBoolean("is_open")))
        .list();
  }

  /** Adds rows; one that somebody else added meanwhile stays as it is. */
  void add(List<NewEnding> endings, String person) {
    Timestamp now = now();
    batches.batchUpdate(
        """
        insert into register.placement_ending (child, placed_on, ended_on, source, placement_type,
          placement_provider, home_urn, reason_episode_ceased, reason_place_change,
          next_reason_for_episode, next_placement_type, date_of_birth, scope, rule, sensitive,
          status, case_number, reported_by, reported_at, changed_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (child, placed_on) do nothing
        """,
        endings,
        BATCH,
        (statement, ending) -> {
          Placement placement = ending.reported().placement();
          Scope scope = ending.reported().scope();
          statement.setString(1, placement.child());
          statement.setObject(2, placement.placedOn());
          statement.setObject(3, placement.endedOn());
          statement.setString(4, placement.source().code());
          statement.setString(5, placement.placementType());
          statement.setString(6, placement.placementProvider());
          statement.setString(7, placement.homeUrn());
          statement.setString(8, placement.reasonEpisodeCeased());
          statement.setString(9, placement.reasonPlaceChange());
          statement.setString(10, placement.nextReasonForEpisode());
          statement.setString(11, placement.nextPlacementType());
          statement.setObject(12, placement.dateOfBirth());
          statement.setString(13, scope.verdict().code());
          statement.setString(14, scope.rule());
          statement.setBoolean(15, scope.sensitive());
          statement.setString(16, ending.status().code());
          statement.setString(17, ending.caseNumber());
          statement.setString(18, person);
          statement.setTimestamp(19, now);
          statement.setTimestamp(20, now);
        });
  }

  /** Takes corrections over into rows that are there. */
  void change(List<RegisteredEnding> endings) {
    Timestamp now = now();
    batches.batchUpdate(
        """
        update register.placement_ending
        set placed_on = ?, ended_on = ?, source = ?, placement_type = ?, placement_provider = ?,
          home_urn = ?, reason_episode_ceased = ?, reason_place_change = ?,
          next_reason_for_episode = ?, next_placement_type = ?, date_of_birth = ?, scope = ?,
          rule = ?, sensitive = ?, status = ?, case_number = ?, withdrawal_reason = ?,
          reported_by = ?, changed_at = ?
        where id = ?
        """,
        endings,
        BATCH,
        (statement, ending) -> {
          Placement placement = ending.placement();
          statement.setObject(1, placement.placedOn());
          statement.setObject(2, placement.endedOn());
          statement.setString(3, placement.source().code());
          statement.setString(4, placement.placementType());
          statement.setString(5, placement.placementProvider());
          statement.setString(6, placement.homeUrn());
          statement.setString(7, placement.reasonEpisodeCeased());
          statement.setString(8, placement.reasonPlaceChange());
          statement.setString(9, placement.nextReasonForEpisode());
          statement.setString(10, placement.nextPlacementType());
          statement.setObject(11, placement.dateOfBirth());
          statement.setString(12, ending.scope().verdict().code());
          statement.setString(13, ending.scope().rule());
          statement.setBoolean(14, ending.scope().sensitive());
          statement.setString(15, ending.status().code());
          statement.setString(16, ending.caseNumber());
          statement.setString(17, ending.withdrawalReason());
          statement.setString(18, ending.reportedBy());
          statement.setTimestamp(19, now);
          statement.setLong(20, ending.id());
        });
  }

  /** Notes that the promise is kept. */
  void settle(long id, EndingStatus status, @Nullable String caseNumber) {
    jdbc.sql(
            """
            update register.placement_ending
            set status = :status, case_number = :caseNumber, changed_at = :now where id = :id
            """)
        .param("status", status.code())
        .param("caseNumber", caseNumber)
        .param("now", now())
        .param("id", id)
        .update();
  }

  /**
   * Takes what the return says over into the case row. The day of the move, the date of birth and
   * the reason may be better known than in the notice that opened the case.
   */
  void correctCase(String caseNumber, Placement placement, boolean sensitive) {
    jdbc.sql(
            """
            update register.exit_case
            set placement_type = :placementType, placement_provider = :placementProvider,
              home_urn = :homeUrn, placed_on = :placedOn,
              move_date = coalesce(:movedOn, move_date),
              date_of_birth = coalesce(:dateOfBirth, date_of_birth),
              reason_place_change = coalesce(:reasonPlaceChange, reason_place_change),
              reason_episode_ceased = coalesce(:reasonEpisodeCeased, reason_episode_ceased),
              sensitive = sensitive or :sensitive
            where case_number = :caseNumber and outcome is null
            """)
        .param("placementType", placement.placementType())
        .param("placementProvider", placement.placementProvider())
        .param("homeUrn", placement.homeUrn())
        .param("placedOn", placement.placedOn())
        .param("movedOn", placement.endedOn())
        .param("dateOfBirth", placement.dateOfBirth())
        .param("reasonPlaceChange", textOrNull(placement.reasonPlaceChange()))
        .param("reasonEpisodeCeased", textOrNull(placement.reasonEpisodeCeased()))
        .param("sensitive", sensitive)
        .param("caseNumber", caseNumber)
        .update();
  }

  static @Nullable String textOrNull(String code) {
    return code.isEmpty() ? null : code;
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static RegisteredEnding map(ResultSet row, int rowNumber) throws SQLException {
    return new RegisteredEnding(
        row.getLong("id"),
        new Placement(
            row.getString("source").equals(Source.NOTICE.code()) ? Source.NOTICE : Source.RETURN,
            row.getString("child"),
            row.getObject("placed_on", LocalDate.class),
            row.getObject("ended_on", LocalDate.class),
            row.getString("placement_type"),
            row.getString("placement_provider"),
            row.getString("home_urn"),
            row.getString("reason_episode_ceased"),
            row.getString("reason_place_change"),
            row.getString("next_reason_for_episode"),
            row.getString("next_placement_type"),
            row.getObject("date_of_birth", LocalDate.class)),
        new Scope(
            Scope.Verdict.of(row.getString("scope")),
            row.getString("rule"),
            row.getBoolean("sensitive")),
        EndingStatus.of(row.getString("status")),
        row.getString("case_number"),
        row.getBoolean("case_is_open"),
        row.getBoolean("case_is_done"),
        row.getString("withdrawal_reason"),
        row.getString("reported_by"));
  }
}
