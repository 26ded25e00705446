package org.exitinterview.concern;

import java.util.Optional;
import java.util.Set;
import org.exitinterview.people.TaskSeal;
import org.exitinterview.process.CompanionProcesses;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From whom the steps of a concern, and of a pattern that grew from concerns, are hidden. */
@Component
class ConcernSeal implements TaskSeal {

  private final Concerns concerns;
  private final Patterns patterns;
  private final Cover cover;

  ConcernSeal(Concerns concerns, Patterns patterns, Cover cover) {
    this.concerns = concerns;
    this.patterns = patterns;
    this.cover = cover;
  }

  @Override
  public Set<String> hiddenFrom(String processKey, @Nullable String caseNumber) {
    if (caseNumber == null) {
      return Set.of();
    }
    return switch (processKey) {
      case CompanionProcesses.CONCERN -> concerns.hiddenFrom(caseNumber);
      case CompanionProcesses.PATTERN_RADAR -> patterns.hiddenFrom(caseNumber);
      default -> Set.of();
    };
  }

  @Override
  public Optional<String> standIns(String processKey, @Nullable String caseNumber) {
    return processKey.equals(CompanionProcesses.CONCERN)
            || processKey.equals(CompanionProcesses.PATTERN_RADAR)
        ? cover.standIns(hiddenFrom(processKey, caseNumber))
        : Optional.empty();
  }
}
