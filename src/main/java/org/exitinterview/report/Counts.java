package org.exitinterview.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was counted in a period: figure, line, column, number. Zero is not kept. */
final class Counts {

  private final Map<String, Map<String, Map<String, Long>>> cells = new TreeMap<>();

  void add(String figure, String line, String column, long count) {
    if (count != 0) {
      cells
          .computeIfAbsent(figure, first -> new TreeMap<>())
          .computeIfAbsent(line, first -> new TreeMap<>())
          .merge(column, count, Long::sum);
    }
  }

  void addAll(Counts other) {
    other.cells.forEach(
        (figure, lines) ->
            lines.forEach(
                (line, columns) ->
                    columns.forEach((column, count) -> add(figure, line, column, count))));
  }

  long of(String figure, String line, String column) {
    return columns(figure, line).getOrDefault(column, 0L);
  }

  long line(String figure, String line) {
    return columns(figure, line).values().stream().mapToLong(Long::longValue).sum();
  }

  long column(String figure, String column) {
    return lines(figure).stream().mapToLong(line -> of(figure, line, column)).sum();
  }

  long total(String figure) {
    return lines(figure).stream().mapToLong(line -> line(figure, line)).sum();
  }

  Set<String> lines(String figure) {
    return cells.getOrDefault(figure, Map.of()).keySet();
  }

  Map<String, Long> columns(String figure, String line) {
    return Collections.unmodifiableMap(
        cells.getOrDefault(figure, Map.of()).getOrDefault(line, Map.of()));
  }

  /** The lines of a table: those always shown, then the others that were counted. */
  List<String> linesOf(Figure figure) {
    Set<String> lines = new LinkedHashSet<>(figure.lines());
    lines.addAll(lines(figure.id()));
    return new ArrayList<>(lines);
  }

  /** The columns of a table: those always shown, then the others that were counted. */
  List<String> columnsOf(Figure figure) {
    Set<String> columns = new LinkedHashSet<>(figure.columns());
    lines(figure.id()).forEach(line -> columns.addAll(columns(figure.id(), line).keySet()));
    return new ArrayList<>(columns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counts counts && cells.equals(counts.cells);
  }

  @Override
  public int hashCode() {
    return cells.hashCode();
  }

  @Override
  public String toString() {
    return cells.toString();
  }
}
