package org.exitinterview.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reports that were issued. None ever changes: a correction is a new edition that says so. */
@Repository
class ReportEditions {

  /**
   * An issued report.
   *
   * @param number 1, and one more for each correction
   * @param sha256 of the content as it is kept, so that a printed copy can be checked
   */
  record Edition(String id, int number, Instant issuedAt, String sha256, EditionContent content) {}

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  ReportEditions(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** The newest edition for a period. */
  Optional<Edition> latest(String period) {
    return jdbc.sql(
            "select * from report.edition where period = :period order by number desc limit 1")
        .param("period", period)
        .query(this::map)
        .optional();
  }

  /** The tables of every edition for a period: what was corrected is still out. */
  List<List<PublishedTable>> tablesOf(String period) {
    return jdbc
        .sql("select * from report.edition where period = :period order by number")
        .param("period", period)
        .query(this::map)
        .list()
        .stream()
        .map(edition -> edition.content().tables())
        .toList();
  }

  /** Every edition, newest first. */
  List<Edition> all() {
    return jdbc.sql(
            "select * from report.edition order by from_day desc, until_day desc, number desc")
        .query(this::map)
        .list();
  }

  /** Issues a report; a second one for the same period is a correction of the first. */
  Edition issue(EditionContent content, String person) {
    Optional<Edition> before = latest(content.period());
    int number = before.map(edition -> edition.number() + 1).orElse(1);
    String id = "%s/%d".formatted(content.period(), number);
    String text = write(content);
    jdbc.sql(
            """
            insert into report.edition (edition_id, period, from_day, until_day, number, corrects,
              issued_at, issued_by, content, sha256)
            values (:id, :period, :from, :until, :number, :corrects, :at, :by, :content, :sha256)
            """)
        .param("id", id)
        .param("period", content.period())
        .param("from", content.from())
        .param("until", content.until())
        .param("number", number)
        .param("corrects", before.map(Edition::id).orElse(null))
        .param("at", Timestamp.from(clock.instant()))
        .param("by", person)
        .param("content", text)
        .param("sha256", sha256(text))
        .update();
    return latest(content.period()).orElseThrow();
  }

  /** Whether a report of the period was ever drawn up. */
  boolean isDrawnUp(String period) {
    return jdbc.sql("select exists (select from report.draft where period = :period)")
        .param("period", period)
        .query(Boolean.class)
        .single();
  }

  /** Whether a report of the period is drawn up and not issued. */
  boolean isBeingWritten(String period) {
    return drafts().stream()
        .map(this::draft)
        .flatMap(Optional::stream)
        .anyMatch(draft -> draft.period().equals(period));
  }

  /** Keeps a report that is being written; drawn up once more, it takes the place of the first. */
  void keepDraft(String reportNumber, EditionContent content) {
    jdbc.sql(
            """
            insert into report.draft (report_number, period, from_day, until_day, drawn_up_at,
              content)
            values (:number, :period, :from, :until, :at, :content)
            on conflict (report_number) do update
              set drawn_up_at = excluded.drawn_up_at, content = excluded.content
            """)
        .param("number", reportNumber)
        .param("period", content.period())
        .param("from", content.from())
        .param("until", content.until())
        .param("at", Timestamp.from(clock.instant()))
        .param("content", write(content))
        .update();
  }

  Optional<EditionContent> draft(String reportNumber) {
    return jdbc.sql("select content from report.draft where report_number = :number")
        .param("number", reportNumber)
        .query(String.class)
        .optional()
        .map(this::read);
  }

  /** Numbers of the reports that are being written, newest first. */
  List<String> drafts() {
    return jdbc.sql(
            """
            select report_number from report.draft d
            where not exists (select from report.edition e
              where e.period = d.period and e.issued_at >= d.drawn_up_at)
            order by drawn_up_at desc
            """)
        .query(String.class)
        .list();
  }

  private Edition map(ResultSet row, int number) throws SQLException {
    return new Edition(
        row.getString("edition_id"),
        row.getInt("number"),
        row.getTimestamp("issued_at").toInstant(),
        row.getString("sha256"),
        read(row.getString("content")));
  }

  private String write(EditionContent content) {
    try {
      return json.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The report cannot be kept", e);
    }
  }

  private EditionContent read(String content) {
    try {
      return json.readValue(content, EditionContent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An issued report cannot be read", e);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
