package org.exitinterview.notification;

/** What people are told; subject and text never carry anything about the young person. */
public enum Notice {
  TASK_WAITING,
  REMINDER,
  ALERT,
  ESCALATION,
  AGREEMENT_OUTCOME,
  NO_INTERVIEWER_FREE,
  DETAILS_PASSED_ON,
  COPY_READY,
  RECOMMENDATION_SENT,
  WITHDRAWN,
  CONCERN_RAISED,
  SIGNPOSTED
}
