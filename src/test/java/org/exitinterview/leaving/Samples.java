package org.exitinterview.leaving;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** The synthetic returns, and rows of returns written for a test. */
public final class Samples {

  public static final String COLUMNS =
      "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";

  private Samples() {}

  public static byte[] episodes(int year) {
    return read(year + "-episodes.csv");
  }

  public static byte[] header(int year) {
    return read(year + "-header.csv");
  }

  /** A sample whose children have other identifiers, so that tests do not meet each other. */
  public static byte[] withChildrenOf(String prefix, byte[] content) {
    String[] lines = new String(content, StandardCharsets.UTF_8).split("\r?\n", -1);
    StringBuilder changed = new StringBuilder(lines[0]);
    for (int index = 1; index < lines.length; index++) {
      changed.append('\n').append(lines[index].isEmpty() ? "" : prefix + lines[index]);
    }
    return changed.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A return of at least so many rows: the sample of 2017 again and again, other children each
   * time.
   */
  public static byte[] large(int rows, String prefix) {
    String[] lines = new String(episodes(2017), StandardCharsets.UTF_8).split("\r?\n");
    StringBuilder large = new StringBuilder(lines[0]);
    for (int row = 0; row < rows; row++) {
      int copy = row / (lines.length - 1);
      large
          .append('\n')
          .append(prefix)
          .append(copy)
          .append('x')
          .append(lines[1 + row % (lines.length - 1)]);
    }
    return large.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] file(String... rows) {
    return Arrays.stream(rows)
        .collect(Collectors.joining("\n", COLUMNS + "\n", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An episode in a children's home. */
  public static String row(String child, String decom, String dec, String rec, String reason) {
    return "%s,%s,S,V2,N1,K2,PR4,%s,%s,%s,AB1 2CD,EF3 4GH,SC123456"
        .formatted(child, decom, dec, rec, reason);
  }

  /** An episode with foster carers that begins for the reason (RNE). */
  public static String fosterRow(String child, String decom, String reasonForEpisode) {
    return "%s,%s,%s,V2,N1,U4,PR1,,X1,,AB1 2CD,EF3 4GH,7654321"
        .formatted(child, decom, reasonForEpisode);
  }

  private static byte[] read(String file) {
    try (InputStream content = Samples.class.getResourceAsStream("/ssda903/" + file)) {
      return Objects.requireNonNull(content).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
