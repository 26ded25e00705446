package org.exitinterview.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;

/** Reads a row of {@code register.exit_case}. */
final class ExitCaseRow {

  private ExitCaseRow() {}

  static ExitCase map(ResultSet row, int rowNumber) throws SQLException {
    String outcome = row.getString("outcome");
    Timestamp closedAt = row.getTimestamp("closed_at");
    return new ExitCase(
        row.getString("case_number"),
        row.getString("child"),
        row.getObject("date_of_birth", LocalDate.class),
        row.getString("home_urn"),
        row.getString("placement_type"),
        row.getString("placement_provider"),
        row.getObject("placed_on", LocalDate.class),
        row.getObject("move_date", LocalDate.class),
        row.getObject("planned_move", Boolean.class),
        row.getString("reason_place_change"),
        row.getString("reason_episode_ceased"),
        row.getBoolean("sensitive"),
        row.getString("source"),
        row.getTimestamp("opened_at").toInstant(),
        row.getString("social_worker"),
        row.getString("iro"),
        row.getString("interviewer"),
        outcome == null ? null : CaseOutcome.valueOf(outcome),
        closedAt == null ? null : closedAt.toInstant());
  }
}
