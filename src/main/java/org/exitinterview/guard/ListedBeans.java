package org.exitinterview.guard;

import java.util.Set;

/**
 * The beans that models may call. Any other bean stays out of reach of whoever draws a model:
 * {@code ${recordVault.read(...)}} in the name of a task would otherwise print the record.
 */
final class ListedBeans {

  static final Set<String> NAMES =
      Set.of(
          // Asked by expressions.
          "circulation",
          "deadlines",
          "promises",
          "recommendations",
          // Steps of exit-interview.bpmn.
          "alertSeniorManager",
          "checkIndependence",
          "decideScope",
          "keepWhatWasAgreed",
          "noteRecommendation",
          "passOnDetails",
          "proposeCirculation",
          "sendCopies",
          "tellServiceManager",
          // Steps of the processes that accompany a case.
          "pressForAnswer",
          "alertSafeguarding",
          "decideConcernRoute",
          "releaseCopies",
          "remindOfPattern",
          "remindSafeguarding",
          "sendRecommendation",
          "stopCase",
          "stopCirculation",
          "tellComplaintsManager",
          "tellInvolved",
          "tellNextOnDuty",
          "tellSafeguardingLead",
          // Steps of the monitoring report and of the nightly reconciliation.
          "annualReport",
          "drawUpFigures",
          "drawUpWithHomes",
          "issueReport",
          "reconcileLeavers",
          // Reminders and alerts, in every model.
          "alert",
          "escalate",
          "findRung",
          "remind");

  private ListedBeans() {}
}
