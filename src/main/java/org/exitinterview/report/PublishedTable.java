package org.exitinterview.report;

import java.util.List;

/**
 * A table as it is published: numbers as they are printed, with {@code c} for what is withheld.
 *
 * @param id name of the table, and of its CSV file
 * @param unit what one count is
 * @param columns codes of the columns; the last is {@link #TOTAL}
 * @param lines the lines; the last is {@link #TOTAL}
 */
record PublishedTable(String id, String unit, List<String> columns, List<Line> lines) {

  /** The code of the line and of the column that hold the sums. */
  static final String TOTAL = "total";

  /**
   * A line of a table.
   *
   * @param cells one for each column
   * @param percent the line's share, whole; see the data dictionary
   */
  record Line(String code, List<String> cells, String percent) {}

  /** A number as it is printed. */
  String cell(String line, String column) {
    int at = columns.indexOf(column);
    return lines.stream()
        .filter(candidate -> candidate.code().equals(line))
        .map(candidate -> candidate.cells().get(at))
        .findFirst()
        .orElse("0");
  }

  boolean hasLine(String line) {
    return lines.stream().anyMatch(candidate -> candidate.code().equals(line));
  }
}
