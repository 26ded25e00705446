package org.exitinterview.leaving;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * What became of a return, as its sender reads it.
 *
 * @param leavers placements that an interview is offered for; those opened and those already known
 * @param opened new cases; with very many, the last of them open while this is read
 * @param alreadyKnown leavers known from before, and those who left before {@code openFrom}
 * @param outOfScope count by rule of eligibility.dmn
 */
@JsonPropertyOrder({
  "rows",
  "leavers",
  "sensitive",
  "opened",
  "alreadyKnown",
  "outOfScope",
  "stillOpen",
  "errors"
})
record LeaversAnswer(
    int rows,
    int leavers,
    int sensitive,
    int opened,
    int alreadyKnown,
    Map<String, Integer> outOfScope,
    int stillOpen,
    List<RowProblem> errors) {

  static LeaversAnswer of(SortedReturn sorted, int opened) {
    int leavers = sorted.count(ReportedPlacement::isLeaver);
    return new LeaversAnswer(
        sorted.rows(),
        leavers,
        sorted.count(placement -> placement.isLeaver() && placement.scope().sensitive()),
        opened,
        leavers - opened,
        sorted.outOfScope(),
        sorted.count(placement -> placement.scope().verdict() == Scope.Verdict.STILL_OPEN),
        sorted.problems());
  }
}
