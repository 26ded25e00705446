package org.exitinterview.concern;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.exitinterview.process.Decisions;
import org.springframework.stereotype.Component;

/**
 * Who acts on a concern: the safeguarding leads, and when it is hidden from every one of them, the
 * group that concern-cover.dmn names. There is always somebody, or hiding is refused.
 */
@Component
class Cover {

  private static final String TABLE = "concern-cover";

  /** The table asks for the first, the second, and so on; nobody needs more. */
  private static final int LAST_PLACE = 9;

  private final Decisions decisions;
  private final Directory directory;

  Cover(Decisions decisions, Directory directory) {
    this.decisions = decisions;
    this.directory = directory;
  }

  /** Everybody who may act on it, as long as it is hidden from these people; in order of names. */
  List<String> people(Collection<String> hidden) {
    List<String> leads = others(Role.SAFEGUARDING_LEAD.groupId(), hidden);
    return leads.isEmpty()
        ? standIns(hidden).map(group -> others(group, hidden)).orElse(List.of())
        : leads;
  }

  /** The group that stands in for the leads; empty while a lead is left, or nobody at all is. */
  Optional<String> standIns(Collection<String> hidden) {
    return others(Role.SAFEGUARDING_LEAD.groupId(), hidden).isEmpty()
        ? IntStream.rangeClosed(1, LAST_PLACE)
            .boxed()
            .flatMap(
                place ->
                    decisions
                        .evaluateLatest(TABLE, Map.of("place", place))
                        .getResultList()
                        .stream())
            .map(row -> String.valueOf(row.get("group")))
            .filter(group -> !others(group, hidden).isEmpty())
            .findFirst()
        : Optional.empty();
  }

  private List<String> others(String group, Collection<String> hidden) {
    return directory.membersOf(group).stream().filter(person -> !hidden.contains(person)).toList();
  }
}
