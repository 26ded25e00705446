package org.exitinterview.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.config.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links the lines of the read log, so that a line that is changed, taken away or put in by hand is
 * found. How far it is linked is also kept in files outside the database and, once a day, in the
 * application's log, where it shows when the end of the log is cut off together with its links.
 */
@Component
class ReadLogChain {

  private static final Logger log = LoggerFactory.getLogger(ReadLogChain.class);

  /** One at a time, over all machines. */
  private static final long LOCK = 0x7265_6164_6c6f_67L;

  private static final int AT_ONCE = 1000;

  /** A transaction that began earlier may commit its lines this much later than others. */
  private static final int LATE_LINES = 100_000;

  private static final byte[] NOTHING = {};

  /** What is wrong with a line. */
  enum Kind {
    /** It is not as the service wrote it, or the service did not write it. */
    NOT_AS_WRITTEN,
    /** It was linked and is gone. */
    MISSING,
    /** Its link is not what the service made of it and the lines before. */
    LINK_BROKEN,
    /** The log reached further before. */
    CUT_OFF
  }

  /**
   * Something that is wrong.
   *
   * @param logId id of the line; of a log that was cut off, the position it once reached
   */
  record Finding(Kind kind, long logId) {}

  private final JdbcClient jdbc;
  private final ReadLogSeal seal;
  private final Path headFile;
  private final Path headsFile;
  private final Clock clock;

  ReadLogChain(JdbcClient jdbc, ReadLogSeal seal, ExitInterviewSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.headFile = settings.dataDir().resolve("read-log-head").toAbsolutePath().normalize();
    this.headsFile = headFile.resolveSibling("read-log-heads");
    this.clock = clock;
  }

  private static final class Head {

    private long position;
    private byte[] hash = NOTHING;

    private String text() {
      return position + " " + HexFormat.of().formatHex(hash);
    }

    private void moveTo(long newPosition, byte[] newHash) {
      position = newPosition;
      hash = newHash;
    }
  }

  /**
   * Links some of the lines that are not linked yet.
   *
   * @return how many
   */
  @Transactional
  public int link() {
    boolean alone =
        jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
            .param("lock", LOCK)
            .query(Boolean.class)
            .single();
    if (!alone) {
      return 0;
    }
    Map<Long, byte[]> lines = new LinkedHashMap<>();
    jdbc.sql(
            """
            select id, seal from record.read_log l
            where id > (select coalesce(max(log_id), 0) - :late from record.read_log_link)
              and not exists (select from record.read_log_link where log_id = l.id)
            order by id limit :limit
            """)
        .param("late", LATE_LINES)
        .param("limit", AT_ONCE)
        .query(
            row -> {
              lines.put(row.getLong("id"), sealOf(row));
            });
    Head head = head();
    lines.forEach((logId, lineSeal) -> append(head, logId, lineSeal));
    return lines.size();
  }

  /**
   * Notes outside the database how far the log is linked; unless it no longer reaches what was
   * noted before, so that the evidence stays.
   */
  @Transactional(readOnly = true)
  public void noteHead() {
    Head head = head();
    if (head.position > 0 && reaches(notedHead())) {
      write(head.text());
    }
  }

  /** Adds how far the log is linked to the list of heads, for keeping elsewhere too. */
  @Transactional(readOnly = true)
  public void noteHeadOfTheDay() {
    Head head = head();
    if (head.position > 0) {
      log.info("Head of the read log: {}", head.text());
      try {
        if (!Files.exists(headsFile)) {
          PrivateFiles.write(headsFile, "");
        }
        Files.writeString(headsFile, head.text() + "\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private boolean reaches(Head noted) {
    return noted.position == 0
        || jdbc.sql(
                """
                select exists (select from record.read_log_link
                  where position = :position and hash = :hash)
                """)
            .param("position", noted.position)
            .param("hash", noted.hash)
            .query(Boolean.class)
            .single();
  }

  /** Looks through the whole log; empty if it is as the service wrote it. */
  @Transactional(readOnly = true)
  public List<Finding> verify() {
    List<Finding> findings = new ArrayList<>();
    Head head = new Head();
    jdbc.sql(
            """
            select k.position, k.log_id, k.hash, l.*
            from record.read_log_link k left join record.read_log l on l.id = k.log_id
            order by k.position
            """)
        .query(
            row -> {
              check(row, head, findings);
            });
    jdbc.sql(
            """
            select l.* from record.read_log l
            where not exists (select from record.read_log_link where log_id = l.id) order by id
            """)
        .query(
            row -> {
              if (!seal.fits(row)) {
                findings.add(new Finding(Kind.NOT_AS_WRITTEN, row.getLong("id")));
              }
            });
    Stream.concat(Stream.of(notedHead()), headsOfTheDays().stream())
        .filter(noted -> !reaches(noted))
        .map(noted -> new Finding(Kind.CUT_OFF, noted.position))
        .distinct()
        .forEach(findings::add);
    return findings;
  }

  private void check(ResultSet row, Head head, List<Finding> findings) throws SQLException {
    long position = row.getLong("position");
    long logId = row.getLong("log_id");
    byte[] hash = row.getBytes("hash");
    if (row.getObject("id") == null) {
      findings.add(new Finding(Kind.MISSING, logId));
    } else {
      boolean inOrder = position == head.position + 1;
      if (!inOrder || !seal.fits(hash, head.hash, position, logId, sealOf(row))) {
        findings.add(new Finding(Kind.LINK_BROKEN, logId));
      }
      if (!seal.fits(row)) {
        findings.add(new Finding(Kind.NOT_AS_WRITTEN, logId));
      }
    }
    // Goes on from the link as it stands, so that one finding does not hide the next.
    head.moveTo(position, hash);
  }

  /** A line that was put in by hand may have none. */
  private static byte[] sealOf(ResultSet row) throws SQLException {
    byte[] lineSeal = row.getBytes("seal");
    return lineSeal == null ? NOTHING : lineSeal;
  }

  private void append(Head head, long logId, byte[] lineSeal) {
    long position = head.position + 1;
    byte[] hash = seal.link(head.hash, position, logId, lineSeal);
    jdbc.sql(
            """
            insert into record.read_log_link (position, log_id, hash, linked_at)
            values (:position, :logId, :hash, :at)
            """)
        .param("position", position)
        .param("logId", logId)
        .param("hash", hash)
        .param("at", Timestamp.from(clock.instant()))
        .update();
    head.moveTo(position, hash);
  }

  private Head head() {
    Head head = new Head();
    jdbc.sql("select position, hash from record.read_log_link order by position desc limit 1")
        .query(
            row -> {
              head.moveTo(row.getLong("position"), row.getBytes("hash"));
            });
    return head;
  }

  /** Position 0 if nothing was noted yet. */
  private Head notedHead() {
    Head noted = new Head();
    if (Files.exists(headFile)) {
      try {
        return parse(Files.readString(headFile));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return noted;
  }

  private List<Head> headsOfTheDays() {
    try {
      return Files.exists(headsFile)
          ? Files.readAllLines(headsFile).stream().map(ReadLogChain::parse).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Head parse(String line) {
    List<String> parts = List.of(line.strip().split(" "));
    Head head = new Head();
    head.moveTo(Long.parseLong(parts.get(0)), HexFormat.of().parseHex(parts.get(1)));
    return head;
  }

  private void write(String head) {
    try {
      Path next = headFile.resolveSibling(headFile.getFileName() + ".next");
      Files.deleteIfExists(next);
      PrivateFiles.write(next, head);
      Files.move(next, headFile, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
