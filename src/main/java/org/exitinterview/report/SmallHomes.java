package org.exitinterview.report;

import java.util.List;
import org.exitinterview.people.Choices;
import org.exitinterview.people.Option;
import org.springframework.stereotype.Component;

/**
 * Homes about which something was said in fewer than five interviews, in the year that is being
 * reported on; their themes are shown only if somebody signs for it.
 */
@Component
class SmallHomes implements Choices {

  private static final String HOME = "home";
  private static final String INTERVIEWED = "interviewed";

  private final ReportEditions editions;
  private final DayCounts dayCounts;
  private final Labels labels;

  SmallHomes(ReportEditions editions, DayCounts dayCounts, Labels labels) {
    this.editions = editions;
    this.dayCounts = dayCounts;
    this.labels = labels;
  }

  @Override
  public String valuesKey() {
    return "smallHomes";
  }

  @Override
  public List<Option> options() {
    return editions.drafts().stream()
        .findFirst()
        .flatMap(editions::draft)
        .map(draft -> new Period(draft.period(), draft.from(), draft.until()))
        .map(dayCounts::shown)
        .map(this::small)
        .orElse(List.of());
  }

  private List<Option> small(Counts counts) {
    return counts.lines("themesByHome").stream()
        .filter(home -> counts.of(HOME, home, INTERVIEWED) < Conventions.SMALLEST_PUBLISHED)
        .map(
            home ->
                new Option(
                    urn(home),
                    "%s (%d interviewed)"
                        .formatted(labels.of(home), counts.of(HOME, home, INTERVIEWED))))
        .toList();
  }

  /** Of the code of a home's line, which begins with who runs it. */
  static String urn(String home) {
    return home.substring(home.indexOf(' ') + 1);
  }
}
