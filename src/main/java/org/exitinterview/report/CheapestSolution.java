package org.exitinterview.report;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.exitinterview.report.CellSystem.Limit;
import org.exitinterview.report.CellSystem.Sum;
import org.exitinterview.report.SecondSolution.Proof;
import org.jspecify.annotations.Nullable;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Finds what {@link SecondSolution} walked past, by linear programming: slow, but it sees all sums
 * at once. If none of its answers is in whole numbers, one that is not has to do: the number itself
 * moves by one or more in it.
 */
final class CheapestSolution {

  /** As far as a number is changed; it keeps the solver exact. */
  private static final int FURTHEST = 100;

  /** What moves by halves when the number moves by one moves by wholes when it moves by two. */
  private static final List<Integer> DISTANCES = List.of(1, 2, -1, -2);

  /** Other costs lead to other numbers, and sooner or later to whole ones. */
  private static final int ATTEMPTS = 60;

  private static final int WEIGHT_OF_CHANCE = 10;

  private static final double NEARLY_ZERO = 1e-6;

  private final CellSystem cells;
  private final IntUnaryOperator costs;

  /** What moves in the last solution that is not in whole numbers, if there was one. */
  private @Nullable Proof real;

  CheapestSolution(CellSystem cells, IntUnaryOperator costs) {
    this.cells = cells;
    this.costs = costs;
  }

  /** The numbers that change together with this one; see {@link SecondSolution#changing}. */
  Optional<Proof> changing(int cell, BitSet allowed) {
    BitSet group = group(cell, allowed);
    Random random = new Random(cell);
    real = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int by = DISTANCES.get(attempt % DISTANCES.size());
      int jitter = 1 + WEIGHT_OF_CHANCE * (attempt / DISTANCES.size());
      if (cells.value(cell) + by >= cells.least(cell)) {
        Proof proof = solve(cell, by, group, () -> random.nextInt(jitter));
        if (proof != null) {
          return Optional.of(proof);
        }
      }
    }
    return Optional.ofNullable(real);
  }

  private BitSet group(int first, BitSet allowed) {
    BitSet group = new BitSet();
    group.set(first);
    Deque<Integer> open = new ArrayDeque<>(Set.of(first));
    while (!open.isEmpty()) {
      int cell = open.poll();
      IntStream.concat(
              cells.numbersOfSumsOf(cell).stream()
                  .flatMapToInt(number -> cells.sums().get(number).members()),
              cells.limits().stream()
                  .filter(limit -> limit.cell() == cell || limit.most() == cell)
                  .mapToInt(limit -> limit.cell() == cell ? limit.most() : limit.cell()))
          .filter(member -> allowed.get(member) && !group.get(member))
          .forEach(
              member -> {
                group.set(member);
                open.add(member);
              });
    }
    return group;
  }

  private @Nullable Proof solve(int cell, int by, BitSet group, IntSupplier jitter) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Map<Integer, Variable> up = new HashMap<>();
    Map<Integer, Variable> down = new HashMap<>();
    Set<Sum> sums = new LinkedHashSet<>();
    group.stream()
        .forEach(
            member -> {
              long room = Math.min(FURTHEST, cells.value(member) - cells.least(member));
              // A little for each, so that nothing is changed without need.
              double cost = costs.applyAsInt(member) + 1 + jitter.getAsInt();
              up.put(member, model.newVariable("u" + member).lower(0).upper(FURTHEST).weight(cost));
              down.put(member, model.newVariable("d" + member).lower(0).upper(room).weight(cost));
              cells.numbersOfSumsOf(member).forEach(sum -> sums.add(cells.sums().get(sum)));
            });
    Objects.requireNonNull((by > 0 ? up : down).get(cell)).level(Math.abs(by));
    Objects.requireNonNull((by > 0 ? down : up).get(cell)).level(0);
    for (Sum sum : sums) {
      Expression expression = model.newExpression("s" + model.countExpressions());
      sum.members()
          .filter(group::get)
          .forEach(
              member -> {
                int sign = member == sum.total() ? -1 : 1;
                expression.set(up.get(member), sign);
                expression.set(down.get(member), -sign);
              });
      expression.level(0);
    }
    for (Limit limit : cells.limits()) {
      if (group.get(limit.cell()) || group.get(limit.most())) {
        Expression room = model.newExpression("l" + model.countExpressions());
        if (group.get(limit.cell())) {
          room.set(up.get(limit.cell()), 1).set(down.get(limit.cell()), -1);
        }
        if (group.get(limit.most())) {
          room.set(up.get(limit.most()), -1).set(down.get(limit.most()), 1);
        }
        room.upper(cells.value(limit.most()) - cells.value(limit.cell()));
      }
    }
    Map<Integer, Integer> changes = changes(model, group, up, down);
    return fits(cell, changes) ? Proof.of(changes) : null;
  }

  private Map<Integer, Integer> changes(
      ExpressionsBasedModel model,
      BitSet group,
      Map<Integer, Variable> up,
      Map<Integer, Variable> down) {
    Optimisation.Result result = model.minimise();
    if (result.getState().isFeasible()) {
      BitSet moved = new BitSet();
      group.stream()
          .filter(
              member ->
                  result.doubleValue(model.indexOf(up.get(member)))
                          + result.doubleValue(model.indexOf(down.get(member)))
                      > NEARLY_ZERO)
          .forEach(moved::set);
      real = new Proof(moved, Map.of());
    }
    Map<Integer, Integer> changes = new HashMap<>();
    group.stream()
        .forEach(
            member -> {
              int change =
                  (int)
                      Math.round(
                          result.doubleValue(model.indexOf(up.get(member)))
                              - result.doubleValue(model.indexOf(down.get(member))));
              if (change != 0) {
                changes.put(member, change);
              }
            });
    return changes;
  }

  private boolean fits(int cell, Map<Integer, Integer> changes) {
    return changes.containsKey(cell)
        && cells.limits().stream()
            .allMatch(limit -> now(limit.cell(), changes) <= now(limit.most(), changes))
        && changes.entrySet().stream()
            .allMatch(
                change ->
                    now(change.getKey(), changes) >= cells.least(change.getKey())
                        && cells.numbersOfSumsOf(change.getKey()).stream()
                            .allMatch(sum -> isRight(cells.sums().get(sum), changes)));
  }

  private long now(int cell, Map<Integer, Integer> changes) {
    return cells.value(cell) + changes.getOrDefault(cell, 0);
  }

  private static boolean isRight(Sum sum, Map<Integer, Integer> changes) {
    int parts = sum.parts().stream().mapToInt(part -> changes.getOrDefault(part, 0)).sum();
    return parts == changes.getOrDefault(sum.total(), 0);
  }
}
