package org.exitinterview.register;

/** How a case ended. The end events of the model carry these names. */
public enum CaseOutcome {
  COMPLETED,
  PARTIAL,
  DECLINED,
  WITHDRAWN,
  NOT_FEASIBLE,
  NOT_REACHED,
  /** A failure of the service, not a choice of the young person; always visible in the report. */
  NOT_OFFERED,
  OUT_OF_SCOPE
}
