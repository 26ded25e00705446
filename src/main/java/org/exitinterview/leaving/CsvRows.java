package org.exitinterview.leaving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file of a return line by line, so that a stray quotation mark spoils one line and not
 * the rest of the file. Values of a return never span lines.
 */
final class CsvRows {

  private static final Charset EXCEL = Charset.forName("windows-1252");
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int LISTED = 20;

  private final String name;
  private final String text;
  private final CSVFormat format;
  private final Map<String, Integer> columns = new HashMap<>();
  private int position;
  private int line;

  private CsvRows(String name, byte[] content, List<String> needed) {
    this.name = name;
    this.text = decode(name, content);
    String header = nextLine();
    while (header != null && header.isBlank()) {
      header = nextLine();
    }
    if (header == null) {
      throw unreadable("The file is empty. Send the file with its column names and rows.");
    }
    this.format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter(header))
            .setIgnoreSurroundingSpaces(true)
            .setTrim(true)
            .get();
    readColumns(header, needed);
  }

  /**
   * Opens a file.
   *
   * @param name what people call the file, such as "episodes file"
   * @param needed columns that must be there, in upper case; others may be, in any order
   * @throws UnreadableReturnException if it is no such file
   */
  static CsvRows open(String name, byte[] content, List<String> needed) {
    return new CsvRows(name, content, needed);
  }

  /** One row with the values of the columns. */
  final class Row {

    private final int number;
    private final @Nullable CSVRecord values;

    private Row(int number, @Nullable CSVRecord values) {
      this.number = number;
      this.values = values;
    }

    /** Line number in the file, the header being 1. */
    int number() {
      return number;
    }

    /** The value without surrounding spaces; empty where the row has none. */
    String get(String column) {
      Integer index = columns.get(column);
      return values == null || index == null || index >= values.size() ? "" : values.get(index);
    }

    /** What is wrong with the row as a line of CSV; null if nothing. */
    @Nullable String problem() {
      if (values == null) {
        return "The quotation marks in this row do not match. Put them right.";
      }
      int extra = values.size() - columns.size();
      boolean blankExtra = extra > 0 && onlyBlanksFrom(values, columns.size());
      return extra == 0 || blankExtra
          ? null
          : "This row has %d values but the file has %d columns. Fill in or remove commas."
              .formatted(values.size(), columns.size());
    }
  }

  /** Hands over every row that is not blank, those with a problem too. */
  int forEach(Consumer<Row> consumer) {
    int rows = 0;
    for (String content = nextLine(); content != null; content = nextLine()) {
      if (!content.isBlank()) {
        rows++;
        consumer.accept(new Row(line, parse(content)));
      }
    }
    if (rows == 0) {
      throw unreadable("The file has column names but no rows. Send the file with its rows.");
    }
    return rows;
  }

  private void readColumns(String header, List<String> needed) {
    CSVRecord names = parse(header);
    if (names == null) {
      throw unreadable("The first line is not CSV. It must hold the column names.");
    }
    List<String> problems = new ArrayList<>();
    for (int index = 0; index < names.size(); index++) {
      String column = names.get(index).toUpperCase(Locale.ROOT).replaceAll("[ -]+", "_");
      if (columns.putIfAbsent(column.isEmpty() ? "#" + index : column, index) != null) {
        problems.add("The column %s is there twice. Keep one.".formatted(column));
      }
    }
    List<String> missing = needed.stream().filter(column -> !columns.containsKey(column)).toList();
    if (!missing.isEmpty()) {
      problems.add(
          "The %s has no column %s. The first line must hold the column names %s."
              .formatted(name, String.join(", ", missing), String.join(",", needed)));
      problems.add(
          "The columns found are: "
              + String.join(", ", names.stream().limit(LISTED).map(CsvRows::shortened).toList())
              + ".");
    }
    if (!problems.isEmpty()) {
      throw new UnreadableReturnException("The %s cannot be read.".formatted(name), problems);
    }
  }

  private @Nullable CSVRecord parse(String content) {
    try (CSVParser parser = CSVParser.parse(content, format)) {
      return parser.iterator().next();
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  private @Nullable String nextLine() {
    if (position >= text.length()) {
      return null;
    }
    int end = position;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    String content = text.substring(position, end);
    boolean carriageReturnLineFeed = text.startsWith("\r\n", end);
    position = end + (carriageReturnLineFeed ? 2 : 1);
    line++;
    return content;
  }

  private UnreadableReturnException unreadable(String problem) {
    return new UnreadableReturnException("The %s cannot be read.".formatted(name), problem);
  }

  private static boolean onlyBlanksFrom(CSVRecord values, int start) {
    return values.stream().skip(start).allMatch(String::isBlank);
  }

  private static String shortened(String column) {
    return column.length() <= LISTED ? column : column.substring(0, LISTED) + "…";
  }

  private static char delimiter(String header) {
    if (header.indexOf(',') < 0) {
      if (header.indexOf(';') >= 0) {
        return ';';
      }
      if (header.indexOf('\t') >= 0) {
        return '\t';
      }
    }
    return ',';
  }

  /** UTF-8 or UTF-16 where the file says so; otherwise what Excel in Britain writes. */
  private static String decode(String name, byte[] content) {
    if (content.length >= 2 && content[0] == 'P' && content[1] == 'K') {
      throw new UnreadableReturnException(
          "The %s cannot be read.".formatted(name),
          "It looks like an Excel workbook or a ZIP file. Save it as CSV and send that.");
    }
    String text;
    if (startsWith(content, 0xFF, 0xFE) || startsWith(content, 0xFE, 0xFF)) {
      text = new String(content, StandardCharsets.UTF_16);
    } else {
      try {
        text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      } catch (CharacterCodingException e) {
        text = new String(content, EXCEL);
      }
    }
    if (text.indexOf('\0') >= 0) {
      throw new UnreadableReturnException(
          "The %s cannot be read.".formatted(name),
          "It is not text. Save it as CSV and send that.");
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static boolean startsWith(byte[] content, int first, int second) {
    return content.length >= 2 && (content[0] & 0xFF) == first && (content[1] & 0xFF) == second;
  }
}
