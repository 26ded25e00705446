package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.register.Act;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was said and decided about who may see a record. Each statement is sealed with the record's
 * own key; one that somebody put into the table or changed there does not count.
 */
@Repository
public class CirculationDecisions {

  /** What a statement is; the names are those in the table. */
  public enum Kind {
    /** The young person said, with the interviewer, who may see which section. */
    MARKED,
    /** The IRO asked a second person about a circulation. */
    ASKED,
    /** The second person agreed to exactly that circulation. */
    CONFIRMED,
    /** The IRO released exactly this text to exactly these readers. */
    RELEASED,
    /** The young person took some of it back. */
    NARROWED
  }

  /**
   * A statement.
   *
   * @param lines codes and ids, one thing a line, never words
   * @param by user id of whoever made it
   */
  public record Statement(String caseNumber, Kind kind, List<String> lines, String by, Instant at) {

    private byte[] sealed() {
      List<String> all =
          new ArrayList<>(
              List.of("circulation decision", caseNumber, code(kind), by, at.toString()));
      all.addAll(lines);
      return String.join("\n", all).getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final byte[] NOTHING = {};

  private final JdbcClient jdbc;
  private final RecordKeys keys;
  private final SealedState state;
  private final CurrentPerson currentPerson;
  private final Clock clock;

  CirculationDecisions(
      JdbcClient jdbc,
      RecordKeys keys,
      SealedState state,
      CurrentPerson currentPerson,
      Clock clock) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.state = state;
    this.currentPerson = currentPerson;
    this.clock = clock;
  }

  /**
   * Adds a statement of the current person.
   *
   * @throws IllegalArgumentException if a line is more than one
   */
  @Transactional
  public void add(String caseNumber, Kind kind, List<String> lines) {
    if (lines.stream().anyMatch(line -> line.lines().count() != 1)) {
      throw new IllegalArgumentException("A statement on circulation holds one thing a line");
    }
    Aead key = state.keyToChangeWith(caseNumber);
    String by = currentPerson.find().map(Person::userId).orElse(Act.SERVICE);
    Statement statement =
        new Statement(
            caseNumber,
            kind,
            List.copyOf(lines),
            by,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    jdbc.sql(
            """
            insert into record.circulation_decision
              (case_number, kind, statement, made_by, made_at, seal)
            values (:caseNumber, :kind, :statement, :by, :at, :seal)
            """)
        .param("caseNumber", caseNumber)
        .param("kind", code(kind))
        .param("statement", String.join("\n", lines))
        .param("by", by)
        .param("at", Timestamp.from(statement.at()))
        .param("seal", seal(key, statement))
        .update();
    state.seal(key, caseNumber);
  }

  /** Every statement about a record that counts, oldest first. */
  public List<Statement> of(String caseNumber) {
    List<Statement> statements = new ArrayList<>();
    Aead key = keys.of(caseNumber);
    jdbc.sql("select * from record.circulation_decision where case_number = ? order by id")
        .param(caseNumber)
        .query(
            row -> {
              sealedStatement(key, row).ifPresent(statements::add);
            });
    return statements;
  }

  /** The latest statement of that kind. */
  public Optional<Statement> latest(String caseNumber, Kind kind) {
    return of(caseNumber).stream()
        .filter(statement -> statement.kind() == kind)
        .reduce((earlier, later) -> later);
  }

  /** Renews every seal with another key; a row without a valid one stays worthless. */
  void moveTo(Aead newKey, Aead oldKey, String caseNumber) {
    Map<Long, Statement> sealed = new LinkedHashMap<>();
    jdbc.sql("select * from record.circulation_decision where case_number = ?")
        .param(caseNumber)
        .query(
            row -> {
              long id = row.getLong("id");
              sealedStatement(oldKey, row).ifPresent(statement -> sealed.put(id, statement));
            });
    sealed.forEach(
        (id, statement) ->
            jdbc.sql("update record.circulation_decision set seal = :seal where id = :id")
                .param("seal", seal(newKey, statement))
                .param("id", id)
                .update());
  }

  private static Optional<Statement> sealedStatement(Aead key, ResultSet row) throws SQLException {
    String text = row.getString("statement");
    Statement statement =
        new Statement(
            row.getString("case_number"),
            Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            text.isEmpty() ? List.of() : List.of(text.split("\n", -1)),
            row.getString("made_by"),
            row.getTimestamp("made_at").toInstant());
    return isSealed(key, statement, row.getBytes("seal"))
        ? Optional.of(statement)
        : Optional.empty();
  }

  /** An encrypted nothing: what counts is the data it is bound to. */
  private static byte[] seal(Aead key, Statement statement) {
    try {
      return key.encrypt(NOTHING, statement.sealed());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The circulation decision could not be sealed");
    }
  }

  private static boolean isSealed(Aead key, Statement statement, byte[] seal) {
    try {
      return key.decrypt(seal, statement.sealed()).length == 0;
    } catch (GeneralSecurityException forged) {
      return false;
    }
  }

  private static String code(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
