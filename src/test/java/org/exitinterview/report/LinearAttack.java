package org.exitinterview.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Solves printed tables for the numbers that were left out, knowing nothing else. */
final class LinearAttack {

  private static final double SLACK = 1e-6;

  private final Map<String, String> printed;
  private final Set<String> maybeZero;
  private final List<Map<String, Integer>> equations;
  private final Map<String, List<Integer>> equationsOf = new HashMap<>();
  private final Map<String, double[]> range = new LinkedHashMap<>();

  LinearAttack(
      Map<String, String> printed, Set<String> maybeZero, List<Map<String, Integer>> equations) {
    this.printed = printed;
    this.maybeZero = maybeZero;
    this.equations = equations;
    for (int i = 0; i < equations.size(); i++) {
      for (String cell : equations.get(i).keySet()) {
        if (isUnknown(cell)) {
          equationsOf.computeIfAbsent(cell, first -> new ArrayList<>()).add(i);
        }
      }
    }
  }

  List<String> recovered() {
    List<String> recovered = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String cell : equationsOf.keySet()) {
      if (seen.add(cell)) {
        List<String> group = group(cell, seen);
        for (String member : group) {
          if (isRecovered(member, group)) {
            double[] found = Objects.requireNonNull(range.get(member));
            long value = Math.round(Math.ceil(found[0] - SLACK));
            if (printed.containsKey(member) || (value >= 1 && value <= 4)) {
              recovered.add(member + " = " + value);
            }
          }
        }
      }
    }
    return recovered;
  }

  private boolean isUnknown(String cell) {
    return !printed.containsKey(cell) || "c".equals(printed.get(cell));
  }

  private List<String> group(String first, Set<String> seen) {
    List<String> group = new ArrayList<>(List.of(first));
    Deque<String> open = new ArrayDeque<>(group);
    while (!open.isEmpty()) {
      for (int equation : equationsOf.getOrDefault(open.poll(), List.of())) {
        for (String other : equations.get(equation).keySet()) {
          if (isUnknown(other) && seen.add(other)) {
            group.add(other);
            open.add(other);
          }
        }
      }
    }
    return group;
  }

  private boolean isRecovered(String cell, List<String> group) {
    if (isUnsure(cell)) {
      return false;
    }
    solve(cell, group, true);
    if (isUnsure(cell)) {
      return false;
    }
    solve(cell, group, false);
    return !isUnsure(cell);
  }

  /** Two whole numbers are known to fit. */
  private boolean isUnsure(String cell) {
    double[] found = range.get(cell);
    return found != null && Math.floor(found[1] + SLACK) - Math.ceil(found[0] - SLACK) >= 1;
  }

  private void solve(String cell, List<String> group, boolean largest) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Map<String, Integer> position = new HashMap<>();
    Set<Integer> used = new LinkedHashSet<>();
    for (String member : group) {
      position.put(member, position.size());
      boolean atLeastOne = printed.containsKey(member) && !maybeZero.contains(member);
      Variable variable = model.newVariable(member).lower(atLeastOne ? 1 : 0).upper(1_000);
      if (member.equals(cell)) {
        variable.weight(1);
      }
      used.addAll(equationsOf.getOrDefault(member, List.of()));
    }
    for (int equation : used) {
      Expression expression = model.newExpression("e" + equation);
      long known = 0;
      for (Map.Entry<String, Integer> term : equations.get(equation).entrySet()) {
        if (isUnknown(term.getKey())) {
          expression.set(
              Objects.requireNonNull(position.get(term.getKey())).intValue(),
              term.getValue().longValue());
        } else {
          known +=
              term.getValue() * Long.parseLong(Objects.requireNonNull(printed.get(term.getKey())));
        }
      }
      expression.level(-known);
    }
    Optimisation.Result result = largest ? model.maximise() : model.minimise();
    if (!result.getState().isFeasible()) {
      throw new IllegalStateException("The printed tables contradict each other at " + cell);
    }
    for (int i = 0; i < group.size(); i++) {
      double value = result.doubleValue(i);
      double[] found = range.computeIfAbsent(group.get(i), first -> new double[] {value, value});
      found[0] = Math.min(found[0], value);
      found[1] = Math.max(found[1], value);
    }
  }
}
