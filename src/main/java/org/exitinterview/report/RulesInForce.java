package org.exitinterview.report;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Which rules counted when a report was drawn up, so that two years can be compared fairly. */
@Component
class RulesInForce {

  private final ObjectProvider<ProcessEngine> engine;
  private final ReportSettings settings;

  RulesInForce(ObjectProvider<ProcessEngine> engine, ReportSettings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /** A sentence for each. */
  List<String> sentences() {
    return List.of(
        "Scope, limits and escalation as decided by the rules in force when this was drawn up: %s."
            .formatted(
                String.join(
                    ", ",
                    engine
                        .getObject()
                        .getRepositoryService()
                        .createDecisionDefinitionQuery()
                        .latestVersion()
                        .orderByDecisionDefinitionKey()
                        .asc()
                        .list()
                        .stream()
                        .map(RulesInForce::named)
                        .toList())),
        "The year begins with month %d. Numbers from 1 to %d are withheld."
            .formatted(settings.firstMonth(), Conventions.SMALLEST_PUBLISHED - 1));
  }

  private static String named(DecisionDefinition table) {
    return "%s (version %d)".formatted(table.getKey(), table.getVersion());
  }
}
