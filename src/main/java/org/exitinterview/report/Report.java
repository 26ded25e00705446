package org.exitinterview.report;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.exitinterview.leaving.LeaverStandings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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
  private final RulesInForce rules;
  private final JdbcClient jdbc;
  private final Clock clock;

  Report(
      DayCounts dayCounts,
      Timeliness timeliness,
      ReportEditions editions,
      LeaverStandings standings,
      ReportSettings settings,
      RulesInForce rules,
      JdbcClient jdbc,
      Clock clock) {
    this.dayCounts = dayCounts;
    this.timeliness = timeliness;
    this.editions = editions;
    this.standings = standings;
    this.settings = settings;
    this.rules = rules;
    this.jdbc = jdbc;
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

  /**
   * The period to report on now: the one that ended last, unless it is drawn up already or no case
   * had been opened by its end.
   */
  Optional<Period> due() {
    Period ended = lastEnded();
    boolean hadBegun =
        jdbc.sql("select exists (select from register.exit_case where opened_at < :end)")
            .param("end", Timestamp.from(ended.until().atStartOfDay(clock.getZone()).toInstant()))
            .query(Boolean.class)
            .single();
    return Optional.of(ended).filter(period -> hadBegun && !editions.isDrawnUp(period.name()));
  }

  /** The period of that name. */
  Period named(String name) {
    return Period.named(name, settings.firstMonth());
  }

  /** The year that runs. */
  Period running() {
    return Period.yearOf(LocalDate.now(clock), settings.firstMonth());
  }

  /**
   * Draws up a report for publication, counting every day of the period anew.
   *
   * @param signedOff by the number of a home with fewer than five interviews, who signed for it
   */
  EditionContent drawUp(Period period, Map<String, String> signedOff) {
    Counts counts = anew(period);
    Set<String> signedOffHomes =
        counts.lines("themesByHome").stream()
            .filter(home -> signedOff.containsKey(SmallHomes.urn(home)))
            .collect(Collectors.toSet());
    List<EditionTables.Earlier> parts = new ArrayList<>();
    Counts rest = new Counts();
    if (period.isYear()) {
      for (int quarter = 1; quarter <= QUARTERS; quarter++) {
        Period part =
            Period.quarter(Integer.parseInt(period.name()), settings.firstMonth(), quarter);
        Counts ofPart = anew(part);
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
    return content(period, tables, counts).withSignedOff(signedOff);
  }

  /**
   * The figures of a period as they stand, nothing withheld; not for publication. What was said is
   * left out: the difference of two moments would be what one young person said.
   */
  EditionContent live(Period period) {
    Counts counts = withLeavers(period, dayCounts.shown(period));
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
        rules.sentences(),
        Map.of(),
        List.of(),
        null,
        Map.of());
  }

  private Counts anew(Period period) {
    return withLeavers(period, dayCounts.count(period.from(), period.until()));
  }

  private Counts withLeavers(Period period, Counts counted) {
    Counts counts = timeliness.withTimeliness(counted);
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

  /** Number of the edition that takes the place of this one; null while it is the newest. */
  @Nullable Integer correctedBy(ReportEditions.Edition edition) {
    int newest = editions.latest(edition.content().period()).orElse(edition).number();
    return newest > edition.number() ? Integer.valueOf(newest) : null;
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
