package org.exitinterview.leaving;

/**
 * A row of a return that was left out.
 *
 * @param row line number in the file, the header being 1
 * @param child the authority's child identifier; empty when the row has none
 * @param problem what is wrong and what to do, in plain words
 */
record RowProblem(int row, String child, String problem) {}
