package org.exitinterview.leaving;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A return, each of its placements decided.
 *
 * @param rows how many rows the return has
 * @param placements every readable placement that does not contradict itself, in the file's order
 * @param problems every row that was left out, in the file's order
 */
record SortedReturn(int rows, List<ReportedPlacement> placements, List<RowProblem> problems) {

  /** Decides every row of a return. */
  static SortedReturn of(EpisodesFile file, HeaderFile header, ScopeRules rules) {
    return new Sorter(file, header, rules).sort();
  }

  /** Those who are offered an interview. */
  List<ReportedPlacement> leavers() {
    return placements.stream().filter(ReportedPlacement::isLeaver).toList();
  }

  int count(Predicate<ReportedPlacement> predicate) {
    return Math.toIntExact(placements.stream().filter(predicate).count());
  }

  /** How many placements each rule put out of scope. */
  Map<String, Integer> outOfScope() {
    Map<String, Integer> counts = new TreeMap<>();
    placements.stream()
        .filter(placement -> placement.scope().verdict() == Scope.Verdict.OUT_OF_SCOPE)
        .forEach(placement -> counts.merge(placement.scope().rule(), 1, Integer::sum));
    return counts;
  }

  private static final class Sorter {

    private final EpisodesFile file;
    private final HeaderFile header;
    private final ScopeRules rules;
    private final Map<PlacementKey, List<Episode>> starting = new HashMap<>();
    private final List<ReportedPlacement> placements = new ArrayList<>();
    private final List<RowProblem> problems = new ArrayList<>();

    Sorter(EpisodesFile file, HeaderFile header, ScopeRules rules) {
      this.file = file;
      this.header = header;
      this.rules = rules;
    }

    SortedReturn sort() {
      for (Episode episode : file.episodes()) {
        starting.computeIfAbsent(episode.key(), unused -> new ArrayList<>(1)).add(episode);
      }
      Set<PlacementKey> endings = new HashSet<>();
      for (Episode episode : file.episodes()) {
        ReportedPlacement decided = decide(episode);
        if (decided.scope().verdict() == Scope.Verdict.CONTRADICTORY) {
          problems.add(problem(episode, decided.scope().rule()));
        } else if (decided.isEnding() && !endings.add(episode.key())) {
          problems.add(
              problem(
                  episode,
                  "An earlier row has the same CHILD and DECOM. It was taken and this one left"
                      + " out: keep only the right one."));
        } else {
          placements.add(decided);
        }
      }
      problems.addAll(file.problems());
      problems.sort(Comparator.comparingInt(RowProblem::row));
      problems.addAll(header.problems());
      return new SortedReturn(file.rows(), placements, problems);
    }

    private ReportedPlacement decide(Episode episode) {
      LocalDate dateOfBirth = header.datesOfBirth().get(episode.child());
      List<ReportedPlacement> answers =
          next(episode).stream()
              .map(next -> placement(episode, next, dateOfBirth))
              .map(placement -> decided(episode, placement))
              .toList();
      ReportedPlacement first = answers.get(0);
      boolean agreed = answers.stream().allMatch(answer -> answer.scope().equals(first.scope()));
      return agreed
          ? first
          : decided(episode, Placement.of(episode, ScopeFacts.SEVERAL_NEXT, "", dateOfBirth));
    }

    private ReportedPlacement decided(Episode episode, Placement placement) {
      return new ReportedPlacement(episode.row(), placement, rules.decide(placement.scopeFacts()));
    }

    private static Placement placement(
        Episode episode, Next next, @Nullable LocalDate dateOfBirth) {
      return Placement.of(episode, next.reason(), next.placementType(), dateOfBirth);
    }

    /** What follows; asked only where REC says that an episode follows on the same day. */
    private List<Next> next(Episode episode) {
      LocalDate endedOn = episode.endedOn();
      if (endedOn == null
          || !episode.reasonEpisodeCeased().equals(Placement.NEW_EPISODE_SAME_DAY)) {
        return List.of(Next.NONE);
      }
      List<Next> next =
          starting.getOrDefault(new PlacementKey(episode.child(), endedOn), List.of()).stream()
              .filter(other -> other.row() != episode.row())
              .map(other -> new Next(other.reasonForEpisode(), other.placementType()))
              .toList();
      return next.isEmpty() ? List.of(Next.NONE) : next;
    }

    private static RowProblem problem(Episode episode, String problem) {
      return new RowProblem(episode.row(), episode.child(), problem);
    }
  }

  private record Next(String reason, String placementType) {

    static final Next NONE = new Next(ScopeFacts.NO_NEXT, "");
  }
}
