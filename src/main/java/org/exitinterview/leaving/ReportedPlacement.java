package org.exitinterview.leaving;

/**
 * A placement of a return with what eligibility.dmn says about it.
 *
 * @param row line number in the file, the header being 1
 */
record ReportedPlacement(int row, Placement placement, Scope scope) {

  PlacementKey key() {
    return placement.key();
  }

  boolean isLeaver() {
    return scope.verdict() == Scope.Verdict.IN_SCOPE;
  }

  boolean isEnding() {
    return isLeaver() || scope.verdict() == Scope.Verdict.OUT_OF_SCOPE;
  }
}
