package org.exitinterview.report;

import java.util.Map;

/**
 * Reason for placement change, England, year ending 31 March 2024, all placements and foster
 * placements (Department for Education, children looked after in England; Open Government Licence).
 */
final class PublishedReasons {

  static final Map<String, Long> ALL =
      Map.ofEntries(
          Map.entry("CARPL", 20_700L),
          Map.entry("PLACE", 16_110L),
          Map.entry("STAND", 670L),
          Map.entry("CLOSE", 530L),
          Map.entry("ALLEG", 440L),
          Map.entry("APPRR", 200L),
          Map.entry("CREQO", 4_190L),
          Map.entry("CREQB", 5_310L),
          Map.entry("CHILD", 2_030L),
          Map.entry("LAREQ", 950L),
          Map.entry("CUSTOD", 150L),
          Map.entry("OTHER", 14_790L));

  static final Map<String, String> PERCENT =
      Map.ofEntries(
          Map.entry("CARPL", "31"),
          Map.entry("PLACE", "24"),
          Map.entry("STAND", "1"),
          Map.entry("CLOSE", "1"),
          Map.entry("ALLEG", "1"),
          Map.entry("APPRR", "k"),
          Map.entry("CREQO", "6"),
          Map.entry("CREQB", "8"),
          Map.entry("CHILD", "3"),
          Map.entry("LAREQ", "1"),
          Map.entry("CUSTOD", "k"),
          Map.entry("OTHER", "22"));

  static final Map<String, Long> FOSTER =
      Map.ofEntries(
          Map.entry("CARPL", 12_490L),
          Map.entry("PLACE", 6_790L),
          Map.entry("STAND", 420L),
          Map.entry("CLOSE", 230L),
          Map.entry("ALLEG", 350L),
          Map.entry("APPRR", 100L),
          Map.entry("CREQO", 3_390L),
          Map.entry("CREQB", 3_210L),
          Map.entry("CHILD", 1_020L),
          Map.entry("LAREQ", 420L),
          Map.entry("CUSTOD", 20L),
          Map.entry("OTHER", 8_120L));

  static final Map<String, String> FOSTER_PERCENT =
      Map.ofEntries(
          Map.entry("CARPL", "34"),
          Map.entry("PLACE", "19"),
          Map.entry("STAND", "1"),
          Map.entry("CLOSE", "1"),
          Map.entry("ALLEG", "1"),
          Map.entry("APPRR", "k"),
          Map.entry("CREQO", "9"),
          Map.entry("CREQB", "9"),
          Map.entry("CHILD", "3"),
          Map.entry("LAREQ", "1"),
          Map.entry("CUSTOD", "k"),
          Map.entry("OTHER", "22"));

  private PublishedReasons() {}
}
