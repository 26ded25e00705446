package org.exitinterview.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody who knows every table that was ever published tries to work out what was withheld. */
class DisclosureAttackTest {

  /** 67 is 201 years; a build takes a few of them, {@code -Dattack.triples=67} takes all. */
  private static final int TRIPLES = Integer.getInteger("attack.triples", 1);

  @Test
  @DisplayName("Three years of tables, quarters and totals of random years: nothing recovered")
  void nothingIsRecovered() {
    long withheld = 0;
    long shown = 0;
    for (int triple = 1; triple <= TRIPLES; triple++) {
      Attack attack = new Attack();
      for (int year = 0; year < 3; year++) {
        Random random = new Random(triple * 31L + year);
        Counts whole = new Counts();
        List<EditionTables.Earlier> parts = new ArrayList<>();
        Counts last = new Counts();
        int size = 15 + random.nextInt(120);
        for (int quarter = 1; quarter <= 4; quarter++) {
          Period period = Period.quarter(2018 + year, 4, quarter);
          Counts counts =
              SyntheticYear.of(
                      triple * 1000L + year * 10L + quarter,
                      period.from(),
                      size / 4,
                      2 + triple % 7)
                  .truth();
          whole.addAll(counts);
          if (quarter < 4) {
            List<PublishedTable> tables =
                EditionTables.of(
                    EditionTables.withoutHomes(FIGURES), counts, Set.of(), List.of(), null);
            parts.add(new EditionTables.Earlier(tables, counts));
            attack.learn(year + "Q" + quarter + ":", tables);
          } else {
            last = counts;
          }
        }
        List<PublishedTable> tables = EditionTables.of(FIGURES, whole, Set.of(), parts, last);
        attack.learn(year + ":", tables);
        attack.subtractQuarters(year);
        withheld += attack.withheld();
        shown += attack.shown();
      }
      assertThat(attack.recovered())
          .as("Recovered in years %d to %d", triple * 3 - 2, triple * 3)
          .isEmpty();
    }
    System.out.printf("withheld %d, shown and not zero %d%n", withheld, shown);
  }

  @Test
  @DisplayName("The attack works: a table with one withheld number gives it away")
  void attackFindsWhatIsNotProtected() {
    Attack attack = new Attack();
    attack.learn(
        "0:",
        List.of(
            new PublishedTable(
                "funnel",
                "case",
                List.of("agreed", "total"),
                List.of(
                    new PublishedTable.Line("COMPLETED", List.of("12", "12"), "z"),
                    new PublishedTable.Line("DECLINED", List.of("c", "c"), "z"),
                    new PublishedTable.Line("total", List.of("15", "15"), "z")))));
    assertThat(attack.recovered()).contains("0:funnel|DECLINED|agreed = 3");
  }

  private static final List<Figure> FIGURES =
      List.of(
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
          .stream()
          .flatMap(indicator -> indicator.figures().stream())
          .toList();

  /**
   * What the attacker has: printed tables, and what everybody knows about how they hang together.
   */
  private static final class Attack {

    /** Who was interviewed had agreed, and so on; others gave the same answer. */
    private static final Map<String, List<String>> ANSWERS =
        Map.of(
            "agreed", List.of("COMPLETED", "PARTIAL"),
            "notAgreed", List.of("DECLINED"),
            "notOffered", List.of("NOT_OFFERED"));

    private final Map<String, String> printed = new LinkedHashMap<>();
    private final List<Map<String, Integer>> equations = new ArrayList<>();
    private final Set<String> wholeLineWithheld = new java.util.HashSet<>();

    void learn(String prefix, List<PublishedTable> tables) {
      for (PublishedTable table : tables) {
        String id = prefix + table.id() + "|";
        List<String> inner = table.columns().subList(0, table.columns().size() - 1);
        for (PublishedTable.Line line : table.lines()) {
          Map<String, Integer> row = new LinkedHashMap<>();
          boolean all = line.cells().stream().allMatch("c"::equals);
          for (int i = 0; i < table.columns().size(); i++) {
            String cell = id + line.code() + "|" + table.columns().get(i);
            printed.put(cell, line.cells().get(i).replace(",", ""));
            row.put(cell, i < inner.size() ? 1 : -1);
            if (all && table.id().equals("themesByHome")) {
              wholeLineWithheld.add(cell);
            }
          }
          equations.add(row);
        }
        for (String column : table.columns()) {
          Map<String, Integer> sum = new LinkedHashMap<>();
          table
              .lines()
              .forEach(
                  line ->
                      sum.put(
                          id + line.code() + "|" + column, line.code().equals("total") ? -1 : 1));
          equations.add(sum);
        }
      }
      same(
          prefix,
          "age",
          List.of("plannedMove", "reason", "placementType", "provider", "home"),
          List.of("interviewed", "notInterviewed", "total"));
      same(prefix, "age", List.of("funnel", "offers"), List.of("total"));
      ANSWERS.forEach(
          (answer, outcomes) -> {
            Map<String, Integer> sum = new LinkedHashMap<>();
            sum.put(prefix + "offers|" + answer + "|total", -1);
            outcomes.forEach(outcome -> sum.put(prefix + "funnel|" + outcome + "|total", 1));
            if (printed.keySet().containsAll(sum.keySet())) {
              sum.put(prefix + "others|" + answer, 1);
              equations.add(sum);
            }
          });
      same(
          prefix,
          "themes",
          List.of("themesByHome"),
          List.of("praise", "concern", "suggestion", "total"));
      same(prefix, "recommendations", List.of("replies"), List.of("total"));
      equation(
          Map.of(
              prefix + "age|total|interviewed", -1,
              prefix + "funnel|COMPLETED|total", 1,
              prefix + "funnel|PARTIAL|total", 1));
      for (String outcome : List.of("COMPLETED", "PARTIAL")) {
        equation(
            Map.of(
                prefix + "tookPart|total|" + outcome,
                -1,
                prefix + "funnel|" + outcome + "|total",
                1));
      }
      equation(
          Map.of(
              prefix + "circulation|shareWithHome|total", -1,
              prefix + "circulation|shareWithYoungPerson|total", 1));
      equation(
          Map.of(
              prefix + "recommendations|noAnswer|total", -1, prefix + "replies|total|noAnswer", 1));
      homesOfProviders(prefix, tables);
      homePages(prefix, tables);
    }

    private void same(String prefix, String one, List<String> others, List<String> columns) {
      for (String other : others) {
        for (String column : columns) {
          equation(
              Map.of(
                  prefix + one + "|total|" + column, 1, prefix + other + "|total|" + column, -1));
        }
      }
    }

    private void homesOfProviders(String prefix, List<PublishedTable> tables) {
      PublishedTable homes = find(tables, "home");
      if (homes == null) {
        return;
      }
      Map<String, Map<String, Integer>> sums = new TreeMap<>();
      for (PublishedTable.Line line : homes.lines()) {
        if (!line.code().equals("total")) {
          String provider = line.code().substring(0, 3);
          for (String column : homes.columns()) {
            Map<String, Integer> sum =
                sums.computeIfAbsent(provider + column, first -> new LinkedHashMap<>());
            sum.put(prefix + "provider|" + provider + "|" + column, -1);
            sum.put(prefix + "home|" + line.code() + "|" + column, 1);
          }
        }
      }
      sums.values().forEach(this::equation);
    }

    private void homePages(String prefix, List<PublishedTable> tables) {
      for (PublishedTable table : tables) {
        if (table.id().startsWith("homeThemes ")) {
          String home = table.id().substring("homeThemes ".length());
          for (String column : table.columns()) {
            equation(
                Map.of(
                    prefix + table.id() + "|total|" + column, 1,
                    prefix + "themesByHome|" + home + "|" + column, -1));
          }
        }
      }
      PublishedTable themes = find(tables, "themes");
      if (themes == null) {
        return;
      }
      for (PublishedTable.Line line : themes.lines()) {
        for (String column : themes.columns()) {
          if (!line.code().equals("total")) {
            Map<String, Integer> sum = new LinkedHashMap<>();
            sum.put(prefix + "themes|" + line.code() + "|" + column, -1);
            sum.put(prefix + "other homes|" + line.code() + "|" + column, 1);
            tables.stream()
                .filter(table -> table.id().startsWith("homeThemes "))
                .forEach(
                    table -> sum.put(prefix + table.id() + "|" + line.code() + "|" + column, 1));
            equations.add(sum);
          }
        }
      }
    }

    private static @Nullable PublishedTable find(List<PublishedTable> tables, String id) {
      return tables.stream().filter(table -> table.id().equals(id)).findFirst().orElse(null);
    }

    /** Year less the quarters published is the one that was not. */
    void subtractQuarters(int year) {
      for (String answer : ANSWERS.keySet()) {
        Map<String, Integer> others = new LinkedHashMap<>();
        others.put(year + ":others|" + answer, -1);
        for (int quarter = 1; quarter <= 4; quarter++) {
          others.put(year + "Q" + quarter + ":others|" + answer, 1);
        }
        equations.add(others);
      }
      for (String cell : List.copyOf(printed.keySet())) {
        String rest = cell.substring(cell.indexOf(':') + 1);
        String table = year + "Q1:" + rest.substring(0, rest.indexOf('|') + 1);
        if (cell.startsWith(year + ":")
            && printed.keySet().stream().anyMatch(part -> part.startsWith(table))) {
          Map<String, Integer> sum = new LinkedHashMap<>();
          sum.put(cell, -1);
          for (int quarter = 1; quarter <= 3; quarter++) {
            String part = year + "Q" + quarter + ":" + rest;
            // A line that a quarter does not have had nobody in it.
            printed.putIfAbsent(part, "0");
            sum.put(part, 1);
          }
          sum.put(year + "Q4:" + rest, 1);
          equations.add(sum);
        }
      }
    }

    private void equation(Map<String, Integer> equation) {
      if (equation.keySet().stream().allMatch(printed::containsKey)) {
        equations.add(equation);
      }
    }

    long withheld() {
      return printed.values().stream().filter("c"::equals).count();
    }

    long shown() {
      return printed.values().stream()
          .filter(value -> !value.equals("c") && !value.equals("0"))
          .count();
    }

    /** Cells that were withheld, or never published and small, for which only one number fits. */
    List<String> recovered() {
      return new LinearAttack(printed, wholeLineWithheld, equations).recovered();
    }
  }
}
