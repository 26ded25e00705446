package org.exitinterview.concern;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.exitinterview.process.Decisions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Police, front door and LADO of the area in which a home lies, from safeguarding-numbers.dmn. The
 * newest table counts, whatever a concern started with: a changed number is wrong for everybody.
 */
@Component
class SafeguardingNumbers {

  private static final String TABLE = "safeguarding-numbers";

  private final Decisions decisions;

  SafeguardingNumbers(Decisions decisions) {
    this.decisions = decisions;
  }

  /** The numbers for a home; those of the authority's own area for an unknown one. */
  Area of(@Nullable String homeUrn) {
    Map<String, Object> home = new HashMap<>();
    home.put("home", homeUrn == null ? "" : homeUrn);
    DmnDecisionResultEntries row = decisions.evaluateLatest(TABLE, home).getSingleResult();
    return new Area(
        row.getEntry("area"),
        row.getEntry("areaName"),
        row.getEntry("police"),
        row.getEntry("frontDoor"),
        row.getEntry("outOfHours"),
        row.getEntry("lado"));
  }
}
