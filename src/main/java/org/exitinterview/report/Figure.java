package org.exitinterview.report;

import java.util.List;

/**
 * A table of the report.
 *
 * @param id name in the register of counts, in addresses and of CSV files
 * @param unit what one count is, such as a case or a mention
 * @param kind how it is published
 * @param lines codes that are shown even when nothing was counted; others follow in order
 * @param columns codes of the columns, in order
 */
record Figure(String id, String unit, Kind kind, List<String> lines, List<String> columns) {

  /** How a table is published. */
  enum Kind {
    /** Every count, with totals of lines and columns. */
    COUNTS,
    /** Waiting times: a column is a number of working days. */
    WAITING,
    /** Kept to count with; not a table of the report by itself. */
    INTERNAL
  }

  static Figure counts(String id, String unit, List<String> lines, List<String> columns) {
    return new Figure(id, unit, Kind.COUNTS, lines, columns);
  }
}
