package org.exitinterview.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.exitinterview.report.EditionContent.Waiting;
import org.exitinterview.report.PublishedTable.Line;
import org.exitinterview.report.PublishedYears.Edition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody who knows everything that was ever published tries to work out what was withheld. */
class DisclosureAttackTest {

  /** Three random years each; a build takes one, {@code -Dattack.triples=67} takes 201 years. */
  private static final int TRIPLES = Integer.getInteger("attack.triples", 1);

  private static final Measure MEASURE = new Measure();

  static LongStream triples() {
    return LongStream.rangeClosed(1, TRIPLES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("triples")
  @DisplayName("Three years of tables, times, quarters and totals of random years: none recovered")
  void nothingIsRecovered(long triple) {
    Outsider outsider = new Outsider();
    for (Edition edition : PublishedYears.triple(triple)) {
      outsider.read(edition.name(), edition.tables(), edition.waiting());
      MEASURE.add(edition);
    }
    IntStream.range(0, 3).forEach(year -> outsider.subtract(Integer.toString(year)));
    assertThat(outsider.recovered()).isEmpty();
  }

  @AfterAll
  static void sayHowMuchIsShown() {
    System.out.println(MEASURE);
  }

  @Test
  @DisplayName("Without the second withholding the same attack recovers numbers")
  void attackWorks() {
    Outsider outsider = new Outsider();
    Counts year = year(1, 60);
    outsider.read(
        "0",
        PublishedYears.FIGURES.stream()
            .filter(figure -> figure.kind() == Figure.Kind.COUNTS)
            .filter(figure -> !figure.id().equals("themesByHome"))
            .map(figure -> onlySmallWithheld(EditionTables.plain(figure, year)))
            .toList(),
        List.of());
    assertThat(outsider.recovered()).hasSizeGreaterThan(10);
  }

  @Test
  @DisplayName("The attack reads shares, letters, medians and slowest tenths")
  void attackReadsWhatStandsBesideTheTables() {
    assertThat(recovered("12", waiting("c", "c", "c"))).isEmpty();
    assertThat(recovered("2", waiting("c", "c", "c"))).contains("0:timeliness|s|onTime = 1");
    assertThat(recovered("12", waiting("92", "c", "c"))).contains("0:timeliness|s|onTime = 11");
    assertThat(recovered("12", waiting("c", "2", "5"))).contains("0:timeliness|s|onTime = 11");
  }

  @Test
  @DisplayName("A correction shows nothing that was withheld, and no change of one case")
  void correctionsGiveNothingBack() {
    Counts before = year(1, 60);
    Counts after = new Counts();
    after.addAll(before);
    after.addAll(year(51, 1));
    List<PublishedTable> first = tables(before, List.of());
    List<PublishedTable> second = tables(after, List.of(first));
    assertNothingShownThatWasWithheld(first, second);
    Outsider outsider = new Outsider();
    outsider.read("1", second, Timeliness.lines(after, second, PublishedYears::limit));
    assertThat(outsider.recovered()).isEmpty();
  }

  private static Counts year(long seed, int size) {
    return PublishedYears.timely(SyntheticYear.of(seed, LocalDate.of(2020, 4, 1), size, 4).truth());
  }

  private static void assertNothingShownThatWasWithheld(
      List<PublishedTable> first, List<PublishedTable> second) {
    for (PublishedTable table : first) {
      PublishedTable corrected =
          second.stream().filter(other -> other.id().equals(table.id())).findFirst().orElseThrow();
      for (Line line : table.lines()) {
        for (String column : table.columns()) {
          if (table.cell(line.code(), column).equals("c")) {
            assertThat(corrected.cell(line.code(), column))
                .as("%s %s %s", table.id(), line.code(), column)
                .isIn("c", "0");
          }
        }
      }
    }
  }

  private static List<PublishedTable> tables(Counts counts, List<List<PublishedTable>> before) {
    return EditionTables.of(PublishedYears.FIGURES, counts, Set.of(), List.of(), null, before);
  }

  /** A step whose numbers on time and late are withheld, and the total is not. */
  private static List<String> recovered(String total, Waiting waiting) {
    List<String> cells = List.of("c", "c", total);
    Outsider outsider = new Outsider();
    outsider.read(
        "0",
        List.of(
            new PublishedTable(
                "timeliness",
                "step",
                List.of("onTime", "late", "total"),
                List.of(new Line("s", cells, "z"), new Line("total", cells, "z")))),
        List.of(waiting));
    return outsider.recovered();
  }

  private static Waiting waiting(String onTime, String median, String slowestTenth) {
    return new Waiting("s", "5", "c", onTime, median, slowestTenth);
  }

  private static PublishedTable onlySmallWithheld(PublishedTable table) {
    List<Line> lines =
        table.lines().stream()
            .map(
                line ->
                    new Line(
                        line.code(),
                        line.cells().stream()
                            .map(cell -> cell.matches("[1-4]") ? "c" : cell)
                            .toList(),
                        "z"))
            .toList();
    return new PublishedTable(table.id(), table.unit(), table.columns(), lines);
  }

  /** How much is withheld, and for whose sake: a report that withholds all is safe and useless. */
  private static final class Measure {

    private final List<String> lines = new ArrayList<>();

    void add(Edition edition) {
      int small = 0;
      int others = 0;
      int shown = 0;
      for (PublishedTable table : edition.tables()) {
        for (Line line : table.lines()) {
          for (String column : table.columns()) {
            String cell = table.cell(line.code(), column);
            if (!cell.equals("c")) {
              shown += cell.equals("0") ? 0 : 1;
            } else if (Conventions.isSmall(
                truth(edition.truth(), table.id(), line.code(), column))) {
              small++;
            } else {
              others++;
            }
          }
        }
      }
      if (!edition.name().contains("Q")) {
        lines.add("%d small, %d others withheld, %d shown".formatted(small, others, shown));
      }
    }

    private static long truth(Counts counts, String table, String line, String column) {
      if (table.startsWith("homeThemes ")) {
        String home = table.substring("homeThemes ".length());
        return line.equals("total")
            ? truth(counts, "themesByHome", home, column)
            : truth(counts, "homeThemes", home + "|" + line, column);
      }
      if (line.equals("total")) {
        return column.equals("total") ? counts.total(table) : counts.column(table, column);
      }
      return column.equals("total") ? counts.line(table, line) : counts.of(table, line, column);
    }

    @Override
    public String toString() {
      return lines.stream().collect(Collectors.joining("; ", "Withheld in a year: ", ""));
    }
  }
}
