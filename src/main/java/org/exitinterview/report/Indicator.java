package org.exitinterview.report;

import java.util.List;

/**
 * One thing the report counts. Its query reads the register, starts from {@link CasesInScope} and
 * gives rows of day, figure, line, column and count.
 */
interface Indicator {

  /** The tables it fills, in the order of the report. */
  List<Figure> figures();

  /**
   * The query. It reads the cases in scope as {@code closed} and what happened in them as {@code
   * closed_act}; common table expressions of its own begin with a comma. Parameters are those of
   * {@link DayCounts}.
   */
  String query();
}
