package org.exitinterview.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.exitinterview.report.CellSystem.Sum;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Withholds every number under five, and as many others as it takes that none can be worked out.
 *
 * <p>What is left is checked as an outsider would attack it: for each withheld number, linear
 * programming looks for the smallest and the largest value that fit everything shown. As long as
 * only one whole number fits, another number of the same sum is withheld and all is checked again.
 * The outsider is taken to know that zeros are shown, so that what is withheld is at least one.
 */
final class Suppression {

  /** As far from the true number, an outsider knows nothing; it keeps the search finite. */
  private static final long MOST = 100;

  private static final double NEARLY_ONE = 1 - 1e-6;

  private static final int LOOKS = 4;

  private static final List<String> HEADLINES =
      List.of("funnel|", "who|total|", "tookPart|total|", "offers|total|");

  private final CellSystem cells;

  private Suppression(CellSystem cells) {
    this.cells = cells;
  }

  /** Withholds what must be withheld. */
  static void protect(CellSystem cells) {
    Suppression suppression = new Suppression(cells);
    suppression.hideSmallNumbers();
    suppression.hideUntilSafe();
  }

  /** The withheld numbers that can be worked out from those shown; for a check of what is out. */
  static Set<String> exposed(CellSystem cells) {
    Suppression suppression = new Suppression(cells);
    Set<String> exposed = new LinkedHashSet<>();
    for (List<Integer> component : suppression.components()) {
      suppression.exposed(component).forEach(cell -> exposed.add(cells.key(cell)));
    }
    return exposed;
  }

  private void hideSmallNumbers() {
    for (int cell = 0; cell < cells.size(); cell++) {
      if (Conventions.isSmall(cells.value(cell)) && cells.canHide(cell)) {
        cells.hide(cell);
      }
    }
  }

  private void hideUntilSafe() {
    Set<Integer> checked = new HashSet<>();
    boolean again = true;
    while (again) {
      hideSecondInEachSum();
      again = false;
      for (List<Integer> component : components()) {
        if (!checked.contains(component.hashCode())) {
          List<Integer> exposed = exposed(component);
          hideNextToAll(exposed);
          again |= !exposed.isEmpty();
          if (exposed.isEmpty()) {
            checked.add(component.hashCode());
          }
        }
      }
    }
  }

  /** A sum with one withheld number says it; so each gets a second one. */
  private void hideSecondInEachSum() {
    Deque<Sum> open = new ArrayDeque<>(cells.sums());
    while (!open.isEmpty()) {
      Sum sum = open.poll();
      List<Integer> hidden = members(sum).filter(cells::isHidden).boxed().toList();
      if (hidden.size() == 1 && needsProtection(hidden.get(0))) {
        Optional<Integer> second = cheapest(List.of(sum));
        second.ifPresent(
            cell -> {
              cells.hide(cell);
              open.addAll(cells.sumsOf(cell));
            });
      }
    }
  }

  private boolean needsProtection(int cell) {
    return cells.isSecret(cell) || !cells.maybeZero(cell) || Conventions.isSmall(cells.value(cell));
  }

  private void hideNextToAll(List<Integer> exposed) {
    long hidden = exposed.stream().filter(this::hideNextTo).count();
    if (hidden == 0 && !exposed.isEmpty()) {
      throw new IllegalStateException(
          "Nothing left to withhold, and %s could still be worked out"
              .formatted(cells.key(exposed.get(0))));
    }
  }

  private boolean hideNextTo(int cell) {
    Set<Integer> seen = new HashSet<>(Set.of(cell));
    Deque<Integer> around = new ArrayDeque<>(seen);
    while (!around.isEmpty()) {
      List<Sum> sums = cells.sumsOf(around.poll());
      Optional<Integer> next = cheapest(sums);
      if (next.isPresent()) {
        cells.hide(next.get());
        return true;
      }
      sums.stream()
          .flatMapToInt(Suppression::members)
          .filter(cells::isHidden)
          .filter(seen::add)
          .forEach(around::add);
    }
    return false;
  }

  /**
   * The smallest number that can still be withheld, a part rather than a total, the headlines last.
   */
  private Optional<Integer> cheapest(List<Sum> sums) {
    return sums.stream()
        .flatMap(sum -> members(sum).boxed())
        .filter(cells::canHide)
        .min(
            Comparator.<Integer, Boolean>comparing(cell -> isHeadline(cells.key(cell)))
                .thenComparing(cells::isTotal)
                .thenComparing(cell -> cells.value((int) cell))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The funnel, and the totals of other tables that are the same numbers. */
  private static boolean isHeadline(String key) {
    return HEADLINES.stream().anyMatch(key::startsWith);
  }

  /** Withheld numbers that hang together by sums; each group can be looked at alone. */
  private List<List<Integer>> components() {
    BitSet seen = new BitSet();
    List<List<Integer>> components = new ArrayList<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      if (cells.isHidden(cell) && !seen.get(cell)) {
        components.add(component(cell, seen));
      }
    }
    return components;
  }

  private List<Integer> component(int first, BitSet seen) {
    List<Integer> component = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(first));
    seen.set(first);
    while (!open.isEmpty()) {
      int cell = open.poll();
      component.add(cell);
      cells.sumsOf(cell).stream()
          .flatMapToInt(Suppression::members)
          .filter(other -> cells.isHidden(other) && !seen.get(other))
          .forEach(
              other -> {
                seen.set(other);
                open.add(other);
              });
    }
    component.sort(null);
    return component;
  }

  /** The numbers of a group for which only their true value fits. */
  private List<Integer> exposed(List<Integer> component) {
    Set<Integer> unsure = new LinkedHashSet<>();
    component.stream().filter(this::needsProtection).forEach(unsure::add);
    List<Integer> exposed = new ArrayList<>();
    // One look in a few chance directions moves most numbers at once; the rest is looked at singly.
    Random random = new Random(component.size());
    for (int look = 0; look < LOOKS && unsure.size() > LOOKS; look++) {
      removeWhatMoves(unsure, component, extreme(component, cell -> random.nextDouble() - 1.0 / 2));
    }
    while (!unsure.isEmpty()) {
      int cell = unsure.iterator().next();
      removeWhatMoves(unsure, component, extreme(component, other -> other == cell ? 1 : 0));
      if (unsure.contains(cell)) {
        removeWhatMoves(unsure, component, extreme(component, other -> other == cell ? -1 : 0));
      }
      if (unsure.remove(cell)) {
        exposed.add(cell);
      }
    }
    return exposed;
  }

  /** A number that fits with another value, one or more away from the true one, is safe. */
  private void removeWhatMoves(Set<Integer> unsure, List<Integer> component, double[] differences) {
    for (int i = 0; i < differences.length; i++) {
      if (Math.abs(differences[i]) >= NEARLY_ONE) {
        unsure.remove(component.get(i));
      }
    }
  }

  /**
   * How far each number may be from the true one in the outermost solution that the sums allow in
   * one direction. Differences are small where numbers may be large, which keeps the solver exact.
   */
  private double[] extreme(List<Integer> component, IntToDoubleFunction direction) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    int[] position = new int[cells.size()];
    Set<Sum> sums = new LinkedHashSet<>();
    for (int i = 0; i < component.size(); i++) {
      int member = component.get(i);
      position[member] = i;
      long least = cells.maybeZero(member) ? 0 : 1;
      Variable variable =
          model
              .newVariable(cells.key(member))
              .lower(Math.max(-MOST, least - cells.value(member)))
              .upper(MOST);
      double weight = direction.applyAsDouble(member);
      if (weight != 0) {
        variable.weight(weight);
      }
      sums.addAll(cells.sumsOf(member));
    }
    for (Sum sum : sums) {
      Expression expression = model.newExpression("sum" + model.countExpressions());
      for (int part : sum.parts()) {
        if (cells.isHidden(part)) {
          expression.set(position[part], 1);
        }
      }
      if (cells.isHidden(sum.total())) {
        expression.set(position[sum.total()], -1);
      }
      expression.level(0);
    }
    Optimisation.Result result = model.maximise();
    if (!result.getState().isFeasible()) {
      // The true numbers always fit, so this is the solver's trouble: count nothing as safe.
      return new double[component.size()];
    }
    return IntStream.range(0, component.size())
        .mapToDouble(i -> result.get(i).doubleValue())
        .toArray();
  }

  private static IntStream members(Sum sum) {
    return IntStream.concat(
        sum.parts().stream().mapToInt(Integer::intValue), IntStream.of(sum.total()));
  }
}
