package org.exitinterview.notification;

import java.util.Locale;

/**
 * What people are told. Subject and text are in {@code notices/}, one file each, and never carry
 * anything about the young person: what waits, the case number and a link.
 */
public enum Notice {
  /** A step waits for the reader. */
  TASK_WAITING,
  /** It still does. */
  REMINDER,
  /** It does for somebody else, beyond the time agreed. */
  ALERT,
  /** Nobody answered in time, and the procedure has moved on. */
  ESCALATION,
  /** The young person's answer to the offer is known. */
  AGREEMENT_OUTCOME,
  /** No independent interviewer is free. */
  NO_INTERVIEWER_FREE,
  /** The interviewer may now see what is needed to make the appointment. */
  DETAILS_PASSED_ON,
  /** A copy of an interview may be read. */
  COPY_READY,
  /** A recommendation names the reader. */
  RECOMMENDATION_SENT,
  /** The case has been stopped. */
  WITHDRAWN,
  /** Somebody raised a concern. */
  CONCERN_RAISED,
  /** The safeguarding lead read what the circulation list withholds. */
  RECORD_OVERRIDDEN,
  /** Somebody asked for the complaints procedure or an advocate. */
  SIGNPOSTED,
  /** The young person wants the interview to wait. */
  INTERVIEW_WAITS;

  String templateFile() {
    return "notices/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }
}
