package org.exitinterview.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Every number of an edition and the sums that tie them together, whichever tables they stand in. A
 * number that stands in two tables is one cell, so it is withheld in both or in neither.
 */
final class CellSystem {

  /** A total and its parts, as numbers of cells. */
  record Sum(int total, List<Integer> parts) {

    /** The parts, then the total. */
    IntStream members() {
      return IntStream.concat(parts.stream().mapToInt(Integer::intValue), IntStream.of(total));
    }
  }

  /** A number that is never more than another one, as numbers of cells. */
  record Limit(int cell, int most) {}

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Long> values = new ArrayList<>();
  private final BitSet totals = new BitSet();
  private final BitSet hidden = new BitSet();
  private final BitSet settled = new BitSet();
  private final BitSet maybeZero = new BitSet();
  private final BitSet secret = new BitSet();
  private final List<Limit> limits = new ArrayList<>();
  private final List<Sum> sums = new ArrayList<>();
  private final List<List<Integer>> sumsOf = new ArrayList<>();

  /**
   * Adds a number that a table shows unless it is withheld.
   *
   * @throws IllegalStateException if it is known with another value
   */
  int cell(String key, long value) {
    Integer known = numbers.get(key);
    if (known != null) {
      if (values.get(known) != value) {
        throw new IllegalStateException(
            "%s is %d in one table and %d in another".formatted(key, values.get(known), value));
      }
      return known;
    }
    int number = keys.size();
    numbers.put(key, number);
    keys.add(key);
    values.add(value);
    sumsOf.add(new ArrayList<>());
    return number;
  }

  /** Adds a number that stands in no table and could only be worked out. */
  int unpublished(String key, long value) {
    int number = cell(key, value);
    hidden.set(number);
    settled.set(number);
    maybeZero.set(number);
    return number;
  }

  /** Says that everybody knows a number to be no more than another one. */
  void atMost(int cell, int most) {
    limits.add(new Limit(cell, most));
  }

  List<Limit> limits() {
    return limits;
  }

  /**
   * Withholds a number whatever it is.
   *
   * @param maybeZero whether somebody who sees it withheld must reckon with zero
   */
  void withhold(String key, boolean maybeZero) {
    int number = number(key);
    if (!settled.get(number)) {
      hidden.set(number);
      this.maybeZero.set(number, maybeZero);
      secret.set(number);
    }
  }

  /** Withholds a number, as a small one, if it can be. */
  void withholdToo(String key) {
    int number = number(key);
    if (canHide(number)) {
      hidden.set(number);
      secret.set(number);
    }
  }

  /** Says that the number is out already, or was withheld when it came out, for good. */
  void settle(String key, boolean shown) {
    int number = number(key);
    settled.set(number);
    hidden.set(number, !shown);
  }

  void sum(int total, List<Integer> parts) {
    Sum sum = new Sum(total, List.copyOf(parts));
    totals.set(total);
    sumsOf.get(total).add(sums.size());
    for (int part : sum.parts()) {
      sumsOf.get(part).add(sums.size());
    }
    sums.add(sum);
  }

  boolean contains(String key) {
    return numbers.containsKey(key);
  }

  boolean isHidden(String key) {
    return hidden.get(number(key));
  }

  long value(String key) {
    return values.get(number(key));
  }

  Set<String> keys() {
    return new TreeSet<>(keys);
  }

  int size() {
    return keys.size();
  }

  String key(int cell) {
    return keys.get(cell);
  }

  long value(int cell) {
    return values.get(cell);
  }

  boolean isHidden(int cell) {
    return hidden.get(cell);
  }

  boolean isTotal(int cell) {
    return totals.get(cell);
  }

  /** The least it can be for somebody who sees it withheld: zeros are shown. */
  long least(int cell) {
    return maybeZero.get(cell) ? 0 : Math.min(1, values.get(cell));
  }

  /** Whether nobody may work it out, were it withheld. */
  boolean isSecret(int cell) {
    return secret.get(cell)
        || Conventions.isSmall(values.get(cell))
        || (settled.get(cell) && hidden.get(cell) && !maybeZero.get(cell));
  }

  /** Whether it can still be withheld, and withholding it says something new. */
  boolean canHide(int cell) {
    return !hidden.get(cell) && !settled.get(cell) && values.get(cell) != 0;
  }

  void hide(int cell) {
    hidden.set(cell);
  }

  void show(int cell) {
    hidden.clear(cell);
  }

  List<Sum> sums() {
    return sums;
  }

  /** Where in {@link #sums()} the sums are that the number is part or total of. */
  List<Integer> numbersOfSumsOf(int cell) {
    return sumsOf.get(cell);
  }

  private int number(String key) {
    Integer number = numbers.get(key);
    if (number == null) {
      throw new IllegalArgumentException("There is no number " + key);
    }
    return number;
  }
}
