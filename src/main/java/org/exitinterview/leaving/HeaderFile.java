package org.exitinterview.leaving;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header file of an SSDA903 return, of which only the dates of birth are taken.
 *
 * @param datesOfBirth by child
 * @param problems the unreadable rows
 */
record HeaderFile(Map<String, LocalDate> datesOfBirth, List<RowProblem> problems) {

  private static final List<String> NEEDED = List.of("CHILD", "DOB");

  static HeaderFile none() {
    return new HeaderFile(Map.of(), List.of());
  }

  /**
   * Reads the file.
   *
   * @throws UnreadableReturnException if it is no such file
   */
  static HeaderFile read(byte[] content) {
    Map<String, LocalDate> datesOfBirth = new HashMap<>();
    List<RowProblem> problems = new ArrayList<>();
    CsvRows.open("header file", content, NEEDED)
        .forEach(
            row -> {
              Optional<LocalDate> dateOfBirth = Dates.read(row.get("DOB"));
              if (row.problem() == null && dateOfBirth.isPresent()) {
                datesOfBirth.put(row.get("CHILD"), dateOfBirth.get());
              } else if (row.problem() != null || !row.get("DOB").isEmpty()) {
                problems.add(
                    new RowProblem(
                        row.number(),
                        row.get("CHILD"),
                        "Header file: "
                            + Optional.ofNullable(row.problem())
                                .orElse("DOB is not a date. Write it as dd/mm/yyyy.")));
              }
            });
    return new HeaderFile(datesOfBirth, problems);
  }
}
