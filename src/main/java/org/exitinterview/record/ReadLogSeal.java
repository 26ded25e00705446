package org.exitinterview.record;

import com.google.crypto.tink.Mac;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The seals of the read log. Whoever has the database and not the key file can neither make nor
 * mend one.
 */
@Component
class ReadLogSeal {

  private final RecordKeys keys;
  private volatile @Nullable Mac key;

  ReadLogSeal(RecordKeys keys) {
    this.keys = keys;
  }

  /** The seal of a line. */
  byte[] of(ReadLog.Line line) {
    return compute(content(line));
  }

  /** Whether the service wrote the line, and wrote it so. */
  boolean fits(ReadLog.Line line, byte[] seal) {
    try {
      key().verifyMac(seal, content(line));
      return true;
    } catch (GeneralSecurityException forged) {
      return false;
    }
  }

  /** Whether the line in the row has a seal of the service that fits it. */
  boolean fits(ResultSet row) throws SQLException {
    UUID entry = row.getObject("entry", UUID.class);
    byte[] lineSeal = row.getBytes("seal");
    return entry != null
        && lineSeal != null
        && fits(
            new ReadLog.Line(
                entry,
                row.getTimestamp("happened_at").toInstant(),
                row.getString("person"),
                row.getString("case_number"),
                row.getString("section"),
                row.getString("event"),
                row.getString("basis")),
            lineSeal);
  }

  /** What links a line to all lines before it. */
  byte[] link(byte[] before, long position, long logId, byte[] seal) {
    return compute(linked(before, position, logId, seal));
  }

  /** Whether that is the link of the line. */
  boolean fits(byte[] link, byte[] before, long position, long logId, byte[] seal) {
    return Arrays.equals(link, link(before, position, logId, seal));
  }

  private static byte[] linked(byte[] before, long position, long logId, byte[] seal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part :
        List.of(before, text(Long.toString(position)), text(Long.toString(logId)), seal)) {
      bytes.writeBytes(text(part.length + ":"));
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  /** Each part with its length, so that no text can pass for two. */
  private static byte[] content(ReadLog.Line line) {
    StringBuilder content = new StringBuilder();
    for (@Nullable String part :
        Arrays.<@Nullable String>asList(
            line.entry().toString(),
            line.at().toString(),
            line.person(),
            line.caseNumber(),
            line.section(),
            line.event(),
            line.basis())) {
      content.append(part == null ? "-" : part.length() + ":" + part);
    }
    return text(content.toString());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] compute(byte[] content) {
    try {
      return key().computeMac(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The read log could not be sealed");
    }
  }

  private Mac key() {
    Mac known = key;
    if (known == null) {
      known = keys.ofReadLog();
      key = known;
    }
    return known;
  }
}
