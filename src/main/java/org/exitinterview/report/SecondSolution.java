package org.exitinterview.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks for other whole numbers that fit everything shown, so that nobody can say which are true.
 *
 * <p>One number is changed by one. Then, again and again, one of the sums that are wrong is put
 * right by changing another withheld number by one, mostly the one that leaves least wrong, until
 * all sums are right. What comes out is a proof that needs no trust in the search: two sets of
 * numbers print the same tables. Finding none proves nothing.
 */
final class SecondSolution {

  /** As far as a number is changed; where five lines share a total, that of all moves by five. */
  private static final int FURTHEST = 8;

  /** One step in so many is taken by chance, to leave a dead end. */
  private static final int CHANCE = 12;

  /** For so many steps a number is not changed again if another will do. */
  private static final int REST = 7;

  private static final int WEIGHT = 16;

  private static final int MOST_CARELESS = 10;

  /** By how much which numbers differ from the true ones. */
  record Proof(BitSet cells, Map<Integer, Integer> changes) {

    static Proof of(Map<Integer, Integer> changes) {
      BitSet cells = new BitSet();
      changes.keySet().forEach(cells::set);
      return new Proof(cells, Map.copyOf(changes));
    }
  }

  private final CellSystem cells;
  private final IntUnaryOperator costs;
  private final Random random = new Random(1);
  private final int[][] members;
  private final int[][] sumsOf;
  private final int[][] signs;
  private final int[] mostOf;
  private final List<List<Integer>> limitedBy = new ArrayList<>();
  private final int[] change;
  private final int[] changedAt;
  private final int[] wrongBy;
  private final int[] wrong;
  private final int[] placeInWrong;
  private int wrongs;

  /** With every two attempts that failed, what is withheld matters less. */
  private int carelessness;

  /**
   * A search among the numbers of a system.
   *
   * @param costs what it costs to withhold a number; nothing for one that is withheld already
   */
  SecondSolution(CellSystem cells, IntUnaryOperator costs) {
    this.cells = cells;
    this.costs = costs;
    List<CellSystem.Sum> sums = cells.sums();
    this.members = new int[sums.size()][];
    for (int sum = 0; sum < members.length; sum++) {
      List<Integer> parts = sums.get(sum).parts();
      members[sum] = new int[parts.size() + 1];
      for (int i = 0; i < parts.size(); i++) {
        members[sum][i] = parts.get(i);
      }
      members[sum][parts.size()] = sums.get(sum).total();
    }
    this.sumsOf = new int[cells.size()][];
    this.signs = new int[cells.size()][];
    for (int cell = 0; cell < sumsOf.length; cell++) {
      sumsOf[cell] = cells.numbersOfSumsOf(cell).stream().mapToInt(Integer::intValue).toArray();
      signs[cell] = new int[sumsOf[cell].length];
      for (int i = 0; i < signs[cell].length; i++) {
        signs[cell][i] = sums.get(sumsOf[cell][i]).total() == cell ? -1 : 1;
      }
    }
    this.mostOf = new int[cells.size()];
    Arrays.fill(mostOf, -1);
    for (int cell = 0; cell < sumsOf.length; cell++) {
      limitedBy.add(new ArrayList<>());
    }
    for (CellSystem.Limit limit : cells.limits()) {
      mostOf[limit.cell()] = limit.most();
      limitedBy.get(limit.most()).add(limit.cell());
    }
    this.change = new int[cells.size()];
    this.changedAt = new int[cells.size()];
    this.wrongBy = new int[members.length];
    this.wrong = new int[members.length];
    this.placeInWrong = new int[members.length];
  }

  /**
   * Other numbers that fit, with this one changed; as cheap as a few attempts find.
   *
   * @param allowed the numbers that may be changed
   * @param known other numbers that fit, to begin from
   * @param steps after which an attempt gives up
   */
  Optional<Proof> changing(int cell, BitSet allowed, List<Proof> known, int attempts, int steps) {
    Proof best = null;
    int least = Integer.MAX_VALUE;
    for (int attempt = 0; attempt < attempts && least > 0; attempt++) {
      carelessness = Math.min(attempt / 2, MOST_CARELESS);
      Proof start =
          known.isEmpty() || attempt % 2 == 0 ? null : known.get(random.nextInt(known.size()));
      Proof found = attempt(cell, attempt / 2 % 2 == 0 ? 1 : -1, allowed, start, steps);
      int cost = found == null ? Integer.MAX_VALUE : found.cells().stream().map(costs).sum();
      if (cost < least) {
        best = found;
        least = cost;
      }
    }
    return Optional.ofNullable(best);
  }

  private @Nullable Proof attempt(
      int cell, int by, BitSet allowed, @Nullable Proof start, int steps) {
    BitSet touched = new BitSet();
    touched.set(cell);
    if (start != null) {
      start.changes().forEach(this::change);
      touched.or(start.cells());
    }
    int step = 1;
    if (fits(cell, by)) {
      change(cell, by);
      while (wrongs > 0 && step <= steps) {
        int sum = wrong[random.nextInt(wrongs)];
        int next = next(sum, cell, allowed, step);
        if (next < 0) {
          break;
        }
        change(next, towards(next, sum));
        changedAt[next] = step;
        touched.set(next);
        step++;
      }
    }
    Proof found = wrongs == 0 && change[cell] != 0 ? proof(touched) : null;
    touched.stream()
        .forEach(
            each -> {
              change(each, -change[each]);
              changedAt[each] = 0;
            });
    return found;
  }

  private Proof proof(BitSet touched) {
    Map<Integer, Integer> changes = new HashMap<>();
    touched.stream()
        .filter(cell -> change[cell] != 0)
        .forEach(cell -> changes.put(cell, change[cell]));
    return Proof.of(changes);
  }

  /** The number to put a sum right with; negative where there is none. */
  private int next(int sum, int fixed, BitSet allowed, int step) {
    boolean byChance = random.nextInt(CHANCE << (2 * (carelessness % 3))) == 0;
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int cell : members[sum]) {
      int by = towards(cell, sum);
      if (cell != fixed
          && allowed.get(cell)
          && Math.abs(change[cell] + by) <= FURTHEST
          && fits(cell, by)) {
        int rank = byChance ? random.nextInt(WEIGHT) : rank(cell, by, step);
        if (rank < least) {
          least = rank;
          best = cell;
        }
      }
    }
    return best;
  }

  private int rank(int cell, int by, int step) {
    int more = 0;
    for (int i = 0; i < sumsOf[cell].length; i++) {
      int now = wrongBy[sumsOf[cell][i]];
      more += Math.abs(now + signs[cell][i] * by) - Math.abs(now);
    }
    int rank = WEIGHT * more + random.nextInt(WEIGHT / 2);
    if (changedAt[cell] > 0 && step - changedAt[cell] < REST) {
      rank += WEIGHT * 2;
    }
    return change[cell] == 0 ? rank + (costs.applyAsInt(cell) >> carelessness) : rank;
  }

  /** The change of a number that leaves its sum less wrong. */
  private int towards(int cell, int sum) {
    return -Integer.signum(wrongBy[sum]) * sign(cell, sum);
  }

  private int sign(int cell, int sum) {
    return members[sum][members[sum].length - 1] == cell ? -1 : 1;
  }

  private boolean fits(int cell, int by) {
    long other = now(cell) + by;
    return by > 0
        ? mostOf[cell] < 0 || other <= now(mostOf[cell])
        : other >= cells.least(cell)
            && limitedBy.get(cell).stream().allMatch(limited -> now(limited) <= other);
  }

  private long now(int cell) {
    return cells.value(cell) + change[cell];
  }

  private void change(int cell, int by) {
    change[cell] += by;
    for (int i = 0; i < sumsOf[cell].length; i++) {
      int sum = sumsOf[cell][i];
      int before = wrongBy[sum];
      wrongBy[sum] += by * signs[cell][i];
      if (before == 0 && wrongBy[sum] != 0) {
        placeInWrong[sum] = wrongs;
        wrong[wrongs++] = sum;
      } else if (before != 0 && wrongBy[sum] == 0) {
        int last = wrong[--wrongs];
        wrong[placeInWrong[sum]] = last;
        placeInWrong[last] = placeInWrong[sum];
      }
    }
  }
}
