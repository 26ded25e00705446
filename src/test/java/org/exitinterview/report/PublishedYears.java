package org.exitinterview.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Three invented years as they are published: three quarters and the year each, every table and the
 * waiting times, by the same means as the report's.
 */
final class PublishedYears {

  static final List<Figure> FIGURES =
      Stream.concat(
              Stream.of(
                      new Funnel(),
                      new OutOfScope(),
                      new WhoTookPart(),
                      new WaysOfTakingPart(),
                      new VoiceAndThemes(),
                      new SafeguardingStatus(),
                      new ComplaintsAndAdvocacy(),
                      new RecommendationsAndReplies(),
                      new WhatChanged(),
                      new RestrictedCirculations(),
                      new InterviewerPool())
                  .flatMap(indicator -> indicator.figures().stream()),
              Stream.of(
                  Timeliness.FIGURE,
                  Timeliness.WITHOUT_LIMIT,
                  Figure.counts(
                      "leavers",
                      "leaver",
                      List.of("open", "interviewed", "declined", "unexplained"),
                      List.of("cases"))))
          .toList();

  private static final Map<String, Integer> LIMITS =
      Map.of(
          "userTask_screenNotice", 2,
          "userTask_seekAgreement", 3,
          "userTask_holdInterview", 1,
          "userTask_decideCirculation", 3,
          "userTask_answerRecommendation", 10);

  private static final int FIRST_MONTH = 4;

  /**
   * An edition and what it was made from.
   *
   * @param name the year, with its quarter if it is one: {@code 2} or {@code 2Q3}
   * @param truth which the outsider does not have
   */
  record Edition(
      String name,
      List<PublishedTable> tables,
      List<EditionContent.Waiting> waiting,
      Counts truth) {}

  private PublishedYears() {}

  /** Three years; the same number makes up the same years. */
  static List<Edition> triple(long number) {
    List<Edition> editions = new ArrayList<>();
    for (int year = 0; year < 3; year++) {
      editions.addAll(year(number, year));
    }
    return editions;
  }

  private static List<Edition> year(long triple, int year) {
    Random random = new Random(triple * 31L + year);
    int size = 15 + random.nextInt(120);
    List<Edition> editions = new ArrayList<>();
    List<EditionTables.Earlier> parts = new ArrayList<>();
    Counts whole = new Counts();
    Counts rest = new Counts();
    int homes = 2 + Math.floorMod(triple, 7);
    for (int quarter = 1; quarter <= 4; quarter++) {
      Period period = Period.quarter(2018 + year, FIRST_MONTH, quarter);
      Counts counts =
          timely(
              SyntheticYear.of(
                      triple * 1000L + year * 10L + quarter, period.from(), size / 4, homes)
                  .truth());
      whole.addAll(counts);
      if (quarter < 4) {
        Edition edition =
            edition(
                year + "Q" + quarter, counts, EditionTables.withoutHomes(FIGURES), List.of(), null);
        parts.add(new EditionTables.Earlier(List.of(edition.tables()), counts));
        editions.add(edition);
      } else {
        rest = counts;
      }
    }
    leave(whole, random);
    editions.add(edition(Integer.toString(year), whole, FIGURES, parts, rest));
    return editions;
  }

  private static Edition edition(
      String name,
      Counts counts,
      List<Figure> figures,
      List<EditionTables.Earlier> parts,
      @Nullable Counts rest) {
    List<PublishedTable> tables =
        EditionTables.of(figures, counts, Set.of(), parts, rest, List.of());
    return new Edition(
        name, tables, Timeliness.lines(counts, tables, PublishedYears::limit), counts);
  }

  static Counts timely(Counts counts) {
    return Timeliness.withTimeliness(counts, PublishedYears::limit);
  }

  static Optional<Integer> limit(String step) {
    return Optional.ofNullable(LIMITS.get(step));
  }

  private static void leave(Counts counts, Random random) {
    counts.add("leavers", "open", "cases", random.nextInt(9));
    counts.add("leavers", "unexplained", "cases", random.nextInt(3));
    counts.add("leavers", "declined", "cases", counts.line("funnel", "DECLINED"));
    counts.add("leavers", "interviewed", "cases", counts.column("age", "interviewed"));
  }
}
