package org.exitinterview.report;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.exitinterview.report.SecondSolution.Proof;

/**
 * Withholds every number under five, and as few others as it finds that none can be worked out.
 *
 * <p>A number cannot be worked out if other numbers, with another one in its place, fit everything
 * shown: {@link SecondSolution} finds such numbers, and what they need withheld is withheld. Then
 * each number that is large enough to be shown is shown again if all withheld ones stay safe. The
 * outsider is taken to know that zeros are shown, so that what is withheld is at least one.
 */
final class Suppression {

  private static final int ATTEMPTS = 8;
  private static final int STEPS = 500;

  private static final int COST_OF_HEADLINE = 300;
  private static final int COST_OF_TOTAL = 40;
  private static final int COST = 10;
  private static final int COST_OF_SIZE = 10;

  private static final List<String> HEADLINES =
      List.of("funnel|", "who|total|", "tookPart|total|", "offers|total|");

  private final CellSystem cells;
  private final SecondSolution search;
  private final CheapestSolution exact;
  private final BitSet secrets = new BitSet();
  private final BitSet others = new BitSet();
  private final Map<Integer, Proof> proofs = new HashMap<>();

  private Suppression(CellSystem cells) {
    this.cells = cells;
    this.search = new SecondSolution(cells, this::cost);
    this.exact = new CheapestSolution(cells, this::cost);
  }

  /** Withholds what must be withheld. */
  static void protect(CellSystem cells) {
    Suppression suppression = new Suppression(cells);
    suppression.hideSmallNumbers();
    suppression.hideOthers();
    suppression.showWhatNeedNotBeHidden();
  }

  private void hideSmallNumbers() {
    for (int cell = 0; cell < cells.size(); cell++) {
      if (cells.isSecret(cell)) {
        if (cells.canHide(cell)) {
          cells.hide(cell);
        }
        if (cells.isHidden(cell)) {
          secrets.set(cell);
        }
      }
    }
  }

  private void hideOthers() {
    BitSet hidden = hidden();
    BitSet hideable = (BitSet) hidden.clone();
    IntStream.range(0, cells.size()).filter(cells::canHide).forEach(hideable::set);
    secrets.stream()
        .filter(secret -> !proofs.containsKey(secret))
        .forEach(
            secret -> {
              if (!proofs.containsKey(secret)) {
                Proof proof =
                    search
                        .changing(secret, hidden, known(hidden), ATTEMPTS, STEPS)
                        .or(
                            () ->
                                search.changing(secret, hideable, known(hideable), ATTEMPTS, STEPS))
                        .or(() -> exact.changing(secret, hideable))
                        .orElseThrow(() -> cannotBeProtected(secret));
                proofs.put(secret, proof);
                keep(proof);
                proof.cells().stream()
                    .filter(cell -> !cells.isHidden(cell))
                    .forEach(
                        cell -> {
                          cells.hide(cell);
                          hidden.set(cell);
                          others.set(cell);
                        });
              }
            });
  }

  private IllegalStateException cannotBeProtected(int cell) {
    return new IllegalStateException(
        "Nothing left to withhold, and %s could still be worked out".formatted(cells.key(cell)));
  }

  private void keep(Proof proof) {
    proof.changes().keySet().stream()
        .filter(secrets::get)
        .forEach(cell -> proofs.putIfAbsent(cell, proof));
  }

  /** Those that are missed most come first. */
  private void showWhatNeedNotBeHidden() {
    BitSet hidden = hidden();
    others.stream()
        .boxed()
        .sorted(Comparator.comparing(this::worth).reversed())
        .forEach(
            cell -> {
              hidden.clear(cell);
              if (areSafe(hidden, cell)) {
                cells.show(cell);
                others.clear(cell);
              } else {
                hidden.set(cell);
              }
            });
    showWhatNoProofNeeds();
  }

  /** What no proof changes protects nothing, and could perhaps be worked out. */
  private void showWhatNoProofNeeds() {
    BitSet needed = new BitSet();
    proofs.values().forEach(proof -> needed.or(proof.cells()));
    others.stream().filter(cell -> !needed.get(cell)).forEach(cells::show);
    others.and(needed);
  }

  /** Whether every secret has a proof that does without the number; if so, those are kept. */
  private boolean areSafe(BitSet hidden, int without) {
    Map<Integer, Proof> instead = new HashMap<>();
    for (int secret = secrets.nextSetBit(0); secret >= 0; secret = secrets.nextSetBit(secret + 1)) {
      Proof proof = proofs.get(secret);
      if (proof != null && proof.cells().get(without) && !instead.containsKey(secret)) {
        Optional<Proof> other = search.changing(secret, hidden, known(hidden), ATTEMPTS, STEPS);
        if (other.isEmpty()) {
          return false;
        }
        Proof found = other.get();
        found.cells().stream()
            .filter(secrets::get)
            .forEach(cell -> instead.putIfAbsent(cell, found));
      }
    }
    proofs.putAll(instead);
    return true;
  }

  /** Proofs found so far that change none but the allowed numbers. */
  private List<Proof> known(BitSet allowed) {
    return proofs.values().stream()
        .distinct()
        .filter(proof -> !proof.changes().isEmpty())
        .filter(proof -> proof.cells().stream().allMatch(allowed::get))
        .toList();
  }

  private BitSet hidden() {
    BitSet hidden = new BitSet();
    IntStream.range(0, cells.size()).filter(cells::isHidden).forEach(hidden::set);
    return hidden;
  }

  private int cost(int cell) {
    return cells.isHidden(cell) ? 0 : worth(cell);
  }

  /** How much a reader misses a number: the headlines most, totals more than their parts. */
  private int worth(int cell) {
    int kind =
        isHeadline(cells.key(cell)) ? COST_OF_HEADLINE : cells.isTotal(cell) ? COST_OF_TOTAL : COST;
    return kind + (int) Math.min(COST_OF_SIZE, cells.value(cell) / COST_OF_SIZE);
  }

  /** The funnel, and the totals of other tables that are the same numbers. */
  static boolean isHeadline(String key) {
    return HEADLINES.stream().anyMatch(key::startsWith);
  }
}
