package org.exitinterview.concern;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.exitinterview.register.Act;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What safeguarding leads decide in the forms of a concern, put into effect as they finish them.
 */
@Component
class ConcernActs {

  private static final String ACKNOWLEDGE = "userTask_acknowledgeConcern";
  private static final String CONSIDER_PATTERN = "userTask_considerPattern";
  private static final String CLOSE = "userTask_closeConcern";

  private final Concerns concerns;
  private final Patterns patterns;
  private final ConcernReaders readers;
  private final Cover cover;

  ConcernActs(Concerns concerns, Patterns patterns, ConcernReaders readers, Cover cover) {
    this.concerns = concerns;
    this.patterns = patterns;
    this.readers = readers;
    this.cover = cover;
  }

  @EventListener
  void done(Act act) {
    if (act.kind() != Act.Kind.COMPLETION) {
      return;
    }
    switch (act.step()) {
      case ACKNOWLEDGE -> acknowledge(act);
      case CLOSE ->
          concerns.close(act.caseNumber(), String.valueOf(act.facts().get("concernOutcome")));
      case CONSIDER_PATTERN -> patterns.considered(act.caseNumber());
      default -> {}
    }
  }

  private void acknowledge(Act act) {
    String concernNumber = act.caseNumber();
    concerns.acknowledge(
        concernNumber, act.person(), "yes".equals(act.facts().get("supervisorsMayKnow")));
    List<String> hidden = RaiseConcern.people(act.facts().get("hiddenFrom"));
    if (!hidden.isEmpty()) {
      Set<String> all = new LinkedHashSet<>(concerns.hiddenFrom(concernNumber));
      all.addAll(hidden);
      RaiseConcern.requireSomebodyLeft(cover, all);
      concerns.hide(concernNumber, hidden, act.person());
      readers.hideFrom(concernNumber, hidden);
    }
  }
}
