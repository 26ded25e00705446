package org.exitinterview.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an edition says, as it is kept for good.
 *
 * @param period name of the period, such as {@code 2026}
 * @param waiting waiting times step by step
 * @param rules the rules in force: thresholds and deadlines
 * @param commentary words of the IRO manager, by heading
 * @param actions actions for the year after, and what became of those of the year before
 * @param correction what a correction corrects; null in a first edition
 * @param signedOff by the number of a home with fewer than five interviews, who signed for showing
 *     its themes
 */
record EditionContent(
    String period,
    LocalDate from,
    LocalDate until,
    List<PublishedTable> tables,
    List<Waiting> waiting,
    List<String> rules,
    Map<String, String> commentary,
    List<YearAction> actions,
    @Nullable String correction,
    Map<String, String> signedOff) {

  /**
   * How long a step waited.
   *
   * @param limit working days it may take; empty where deadlines.dmn has none
   * @param onTime whole percentage
   * @param median working days
   * @param slowestTenth working days that one in ten took or exceeded
   */
  record Waiting(
      String step, String limit, String steps, String onTime, String median, String slowestTenth) {}

  /**
   * An action.
   *
   * @param id of the promise, as the register of actions has it
   * @param year the report that promised it
   * @param outcome done, dropped, or open
   */
  record YearAction(
      String id, String year, String words, @Nullable LocalDate dueOn, String outcome) {}

  Optional<PublishedTable> table(String id) {
    return tables.stream().filter(table -> table.id().equals(id)).findFirst();
  }

  EditionContent withSignedOff(Map<String, String> signedOffHomes) {
    return new EditionContent(
        period,
        from,
        until,
        tables,
        waiting,
        rules,
        commentary,
        actions,
        correction,
        signedOffHomes);
  }

  EditionContent withWords(
      Map<String, String> words, List<YearAction> all, @Nullable String corrected) {
    return new EditionContent(
        period, from, until, tables, waiting, rules, words, all, corrected, signedOff);
  }
}
