package org.exitinterview.report;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.exitinterview.leaving.LeaverStandings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Draws up reports: for publication, with small numbers withheld, and live, as they stand. */
@Service
class Report {

  private static final int MONTHS_OF_QUARTER = 3;
  private static final int QUARTERS = 4;

  private static final Set<String> WHAT_WAS_SAID = Set.of("themes", "themesByHome", "changes");

  private static final Figure LEAVERS =
      Figure.counts("leavers", "leaver", LeaverStandings.STANDINGS, List.of("cases"));

  private final DayCounts dayCounts;
  private final Timeliness timeliness;
  private final ReportEditions editions;
  private final LeaverStandings standings;
  private final ReportSettings settings;
  private final Clock clock;

  Report(
      DayCounts dayCounts,
      Timeliness timeliness,
      ReportEditions editions,
      LeaverStandings standings,
      ReportSettings settings,
      Clock clock) {
    this.dayCounts = dayCounts;
    this.timeliness = timeliness;
    this.editions = editions;
    this.standings = standings;
    this.settings = settings;
    this.clock = clock;
  }

  /** The period that ended last: the year if it has just ended, otherwise the quarter. */
  Period lastEnded() {
    LocalDate today = LocalDate.now(clock);
    Period running = Period.yearOf(today, settings.firstMonth());
    int quarter = quarterOf(running, today);
    int year = Integer.parseInt(running.name());
    return quarter == 1
        ? Period.year(year - 1, settings.firstMonth())
        : Period.quarter(year, settings.firstMonth(), quarter - 1);
  }

  /** The year that runs. */
  Period running() {
    return Period.yearOf(LocalDate.now(clock), settings.firstMonth());
  }

  /** Draws up a report for publication, counting every day of the period anew. */
  EditionContent drawUp(Period period, Set<String> signedOffHomes) {
    dayCounts.keep(period.from(), min(period.until(), LocalDate.now(clock)));
    Counts counts = allOf(period);
    List<EditionTables.Earlier> parts = new ArrayList<>();
    Counts rest = new Counts();
    if (period.isYear()) {
      for (int quarter = 1; quarter <= QUARTERS; quarter++) {
        Period part =
            Period.quarter(Integer.parseInt(period.name()), settings.firstMonth(), quarter);
        Counts ofPart = allOf(part);
        List<List<PublishedTable>> issued = editions.tablesOf(part.name());
        if (issued.isEmpty()) {
          rest.addAll(ofPart);
        } else {
          parts.add(new EditionTables.Earlier(issued, ofPart));
        }
      }
    }
    List<Figure> figures = period.isYear() ? figures() : EditionTables.withoutHomes(figures());
    List<PublishedTable> tables =
        EditionTables.of(
            figures,
            counts,
            signedOffHomes,
            parts,
            parts.isEmpty() ? null : rest,
            editions.tablesOf(period.name()));
    return content(period, tables, counts);
  }

  /**
   * The figures of a period as they stand, nothing withheld; not for publication. What was said is
   * left out: the difference of two moments would be what one young person said.
   */
  EditionContent live(Period period) {
    Counts counts = allOf(period);
    List<PublishedTable> tables =
        figures().stream()
            .filter(figure -> figure.kind() == Figure.Kind.COUNTS)
            .filter(figure -> !WHAT_WAS_SAID.contains(figure.id()))
            .map(figure -> EditionTables.plain(figure, counts))
            .toList();
    return content(period, tables, counts);
  }

  EditionContent content(Period period, List<PublishedTable> tables, Counts counts) {
    return new EditionContent(
        period.name(),
        period.from(),
        period.until(),
        tables,
        timeliness.lines(counts, tables),
        List.of(),
        Map.of(),
        List.of(),
        null);
  }

  private Counts allOf(Period period) {
    Counts counts = timeliness.withTimeliness(dayCounts.of(period));
    standings
        .count(period.from(), period.until())
        .forEach((standing, number) -> counts.add(LEAVERS.id(), standing, "cases", number));
    return counts;
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(LEAVERS);
    figures.addAll(dayCounts.figures());
    figures.add(Timeliness.FIGURE);
    figures.add(Timeliness.WITHOUT_LIMIT);
    return List.copyOf(figures);
  }

  private int quarterOf(Period year, LocalDate day) {
    int quarter = 1;
    while (quarter < QUARTERS
        && !year.from().plusMonths((long) quarter * MONTHS_OF_QUARTER).isAfter(day)) {
      quarter++;
    }
    return quarter;
  }

  private static LocalDate min(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  /** The edition a report compares itself with: the year before. */
  Optional<ReportEditions.Edition> before(EditionContent content) {
    return editions.latest(Period.year(content.from().getYear() - 1, settings.firstMonth()).name());
  }

  /** Two years before, for the trend of three years. */
  @Nullable PublishedTable earlier(EditionContent content, int years, String table) {
    return editions
        .latest(Period.year(content.from().getYear() - years, settings.firstMonth()).name())
        .flatMap(edition -> edition.content().table(table))
        .orElse(null);
  }
}
