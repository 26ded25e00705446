package org.exitinterview.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.people.Directory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Lines of the read log, in plain words, for those who answer for it. */
@Component
class ReadLogLines {

  /** Lines on one page. */
  static final int PAGE = 100;

  /** As many as anybody prints or opens in a spreadsheet. */
  private static final int MOST = 50_000;

  private static final Map<String, String> EVENTS =
      Map.of(
          "read", "read",
          "refused", "was refused",
          "written", "wrote",
          "agreed", "kept what was agreed",
          "destroyed", "made unreadable for good",
          "overridden", "opened by safeguarding override",
          "ended", "ended the safeguarding override");

  private static final Map<String, String> PARTS =
      Map.of(
          "readLog", "The read log",
          "retention", "Retention of records",
          "step", "A step's form");

  private final JdbcClient jdbc;
  private final ReadLogSeal seal;
  private final Directory directory;
  private final ZoneId zone;

  ReadLogLines(
      JdbcClient jdbc, ReadLogSeal seal, Directory directory, ExitInterviewSettings settings) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.directory = directory;
    this.zone = settings.zone();
  }

  /**
   * Which lines are wanted; blank and null mean all.
   *
   * @param from the first day
   * @param to the last day
   */
  record Wanted(
      @Nullable String caseNumber,
      @Nullable String person,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {}

  /**
   * One line.
   *
   * @param why in which capacity the person may, or what was missing
   * @param asWritten whether the line is as the service wrote it
   */
  record Line(
      long id,
      Instant at,
      String userId,
      String name,
      String caseNumber,
      String part,
      String event,
      boolean refused,
      String why,
      boolean asWritten) {}

  /**
   * A page of lines, latest first.
   *
   * @param number from 1
   */
  List<Line> page(Wanted wanted, int number) {
    return query(wanted, "desc", PAGE, (long) (number - 1) * PAGE);
  }

  /** Every line, oldest first. */
  List<Line> all(Wanted wanted) {
    return query(wanted, "asc", MOST, 0);
  }

  long count(Wanted wanted) {
    Filter filter = filter(wanted);
    return jdbc.sql("select count(*) from record.read_log" + filter.where())
        .params(filter.values())
        .query(Long.class)
        .single();
  }

  private List<Line> query(Wanted wanted, String order, int limit, long offset) {
    Filter filter = filter(wanted);
    Map<String, String> names = new LinkedHashMap<>();
    return jdbc.sql(
            "select * from record.read_log%s order by id %s limit %d offset %d"
                .formatted(filter.where(), order, limit, offset))
        .params(filter.values())
        .query((row, number) -> line(row, names))
        .list();
  }

  private record Filter(String where, Map<String, Object> values) {}

  private Filter filter(Wanted wanted) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    if (StringUtils.hasText(wanted.caseNumber())) {
      conditions.add("case_number = :caseNumber");
      values.put("caseNumber", wanted.caseNumber().strip());
    }
    if (StringUtils.hasText(wanted.person())) {
      conditions.add("person = :person");
      values.put("person", wanted.person().strip());
    }
    LocalDate from = wanted.from();
    if (from != null) {
      conditions.add("happened_at >= :from");
      values.put("from", Timestamp.from(from.atStartOfDay(zone).toInstant()));
    }
    LocalDate to = wanted.to();
    if (to != null) {
      conditions.add("happened_at < :to");
      values.put("to", Timestamp.from(to.plusDays(1).atStartOfDay(zone).toInstant()));
    }
    return new Filter(
        conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions), values);
  }

  private Line line(ResultSet row, Map<String, String> names) throws SQLException {
    String userId = row.getString("person");
    String event = row.getString("event");
    boolean refused = "refused".equals(event);
    return new Line(
        row.getLong("id"),
        row.getTimestamp("happened_at").toInstant(),
        userId,
        names.computeIfAbsent(userId, id -> directory.displayName(id).orElse(id)),
        row.getString("case_number"),
        part(row.getString("section")),
        EVENTS.getOrDefault(event, event),
        refused,
        why(row.getString("basis"), refused),
        seal.fits(row));
  }

  /** The part of a record as people read it. */
  static String part(String key) {
    return PARTS.getOrDefault(key, words(key));
  }

  private static String why(@Nullable String basis, boolean refused) {
    if (basis == null) {
      return refused ? "not on the circulation list" : "";
    }
    int underscore = basis.indexOf('_');
    return underscore > 0 && basis.indexOf(' ') < 0
        ? (refused ? "does not have the step “%s”" : "for the step “%s”")
            .formatted(words(basis.substring(underscore + 1)))
        : basis;
  }

  /** {@code dailyLife} as “Daily life”. */
  static String words(String key) {
    String spaced = key.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return spaced.isEmpty()
        ? spaced
        : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
  }
}
