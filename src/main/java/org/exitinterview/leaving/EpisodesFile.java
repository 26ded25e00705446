package org.exitinterview.leaving;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The episodes file of an SSDA903 return.
 *
 * @param rows how many rows the file has, the unreadable ones included
 * @param episodes the readable rows
 * @param problems the unreadable rows
 */
record EpisodesFile(int rows, List<Episode> episodes, List<RowProblem> problems) {

  private static final List<String> NEEDED =
      List.of(
          "CHILD",
          "DECOM",
          "RNE",
          "PLACE",
          "PLACE_PROVIDER",
          "DEC",
          "REC",
          "REASON_PLACE_CHANGE",
          "URN");
  private static final int LISTED = 20;

  /**
   * Reads the file.
   *
   * @throws UnreadableReturnException if it is no such file or has not a single readable row
   */
  static EpisodesFile read(byte[] content) {
    return new Reader().read(content);
  }

  private static final class Reader {

    private final List<Episode> episodes = new ArrayList<>();
    private final List<RowProblem> problems = new ArrayList<>();
    private final Map<String, Optional<LocalDate>> dates = new HashMap<>();
    private final Map<String, String> codes = new HashMap<>();

    EpisodesFile read(byte[] content) {
      int rows = CsvRows.open("episodes file", content, NEEDED).forEach(this::read);
      if (episodes.isEmpty()) {
        throw new UnreadableReturnException(
            "No row of the episodes file can be read.",
            problems.stream()
                .limit(LISTED)
                .map(problem -> "Row %d: %s".formatted(problem.row(), problem.problem()))
                .toList());
      }
      return new EpisodesFile(rows, episodes, problems);
    }

    private void read(CsvRows.Row row) {
      String problem = row.problem();
      if (problem == null) {
        problem = valueProblem(row);
      }
      if (problem != null) {
        problems.add(new RowProblem(row.number(), row.get("CHILD"), problem));
        return;
      }
      episodes.add(
          new Episode(
              row.number(),
              row.get("CHILD"),
              date(row.get("DECOM")).orElseThrow(),
              code(row, "RNE"),
              code(row, "PLACE"),
              code(row, "PLACE_PROVIDER"),
              endedOn(row),
              code(row, "REC"),
              code(row, "REASON_PLACE_CHANGE"),
              code(row, "URN")));
    }

    private @Nullable String valueProblem(CsvRows.Row row) {
      if (row.get("CHILD").isEmpty()) {
        return "CHILD is empty. Fill in the child's identifier.";
      }
      if (date(row.get("DECOM")).isEmpty()) {
        return "DECOM is not a date. Write the first day as dd/mm/yyyy, such as 31/12/2025.";
      }
      if (!row.get("DEC").isEmpty() && date(row.get("DEC")).isEmpty()) {
        return "DEC is not a date. Write the last day as dd/mm/yyyy, or leave it empty.";
      }
      if (row.get("PLACE").isEmpty()) {
        return "PLACE is empty. Fill in the placement type, such as K2.";
      }
      return null;
    }

    private @Nullable LocalDate endedOn(CsvRows.Row row) {
      return row.get("DEC").isEmpty() ? null : date(row.get("DEC")).orElseThrow();
    }

    private Optional<LocalDate> date(String text) {
      return dates.computeIfAbsent(text, Dates::read);
    }

    /** The same few codes fill the whole file, so each is kept once. */
    private String code(CsvRows.Row row, String column) {
      return codes.computeIfAbsent(row.get(column), text -> text.toUpperCase(Locale.ROOT));
    }
  }
}
