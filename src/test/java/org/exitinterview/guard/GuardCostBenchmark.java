package org.exitinterview.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.exitinterview.process.Answers;
import org.exitinterview.process.Scenario;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.WithoutSealedState;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What the guards cost: a whole case with and without them, one after the other in one JVM. Prints
 * medians. The log of refusals stays: it is the head of the chain and does nothing unless somebody
 * is refused. Run it with {@code mvn test -Dtest=GuardCostBenchmark}.
 */
@ApplicationTest
class GuardCostBenchmark {

  private static final int PAIRS = Integer.getInteger("benchmark.pairs", 25);
  private static final int WARM_UP = 6;

  @Autowired private ProcessEngine engine;
  @Autowired private RecordVault vault;

  @Test
  void guards() {
    compare("guards of the engine", this::withoutGuards);
  }

  @Test
  void sealedState() {
    compare("sealed state of the record", work -> () -> WithoutSealedState.get(vault, work));
  }

  @Test
  void both() {
    compare(
        "guards and sealed state",
        work -> withoutGuards(() -> WithoutSealedState.get(vault, work)));
  }

  private Supplier<Long> withoutGuards(Supplier<Long> work) {
    return () ->
        WithoutGuard.serializers(
            engine,
            () ->
                WithoutGuard.interceptor(
                    engine,
                    "FreeTextGuard",
                    () -> WithoutGuard.interceptor(engine, "MovesPastDecision", work)));
  }

  private void compare(String what, UnaryOperator<Supplier<Long>> without) {
    List<Long> with = new ArrayList<>();
    List<Long> bare = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = -WARM_UP; i < PAIRS; i++) {
      boolean guardedFirst = i % 2 == 0;
      long first =
          (guardedFirst ? (Supplier<Long>) this::wholeCase : without.apply(this::wholeCase)).get();
      long second =
          (guardedFirst ? without.apply(this::wholeCase) : (Supplier<Long>) this::wholeCase).get();
      if (i >= 0) {
        with.add(guardedFirst ? first : second);
        bare.add(guardedFirst ? second : first);
        ratios.add(with.get(i) / (double) bare.get(i));
      }
    }
    System.out.printf(
        "%s: %d pairs, median of a whole case with %.0f ms, without %.0f ms,"
            + " median of the ratios %.3f%n",
        what, PAIRS, median(with) / 1e6, median(bare) / 1e6, median(ratios));
  }

  /** From the notice to what changed; nanoseconds. */
  private long wholeCase() {
    long start = System.nanoTime();
    Scenario story = new Scenario(engine);
    var today = story.today();
    story
        .toRelease()
        .complete(Scenario.IRO, "considerContent", Answers.considered("noAction"))
        .complete(Scenario.IRO, "writeToYoungPerson", Answers.letter())
        .complete(Scenario.IRO, "deliverLetter", Answers.delivered(today));
    long time = System.nanoTime() - start;
    ClockUtil.reset();
    return time;
  }

  private static <N extends Number & Comparable<N>> double median(List<N> values) {
    List<N> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2).doubleValue();
  }
}
