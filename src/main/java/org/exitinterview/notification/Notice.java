package org.exitinterview.notification;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
  /** It does in spite of reminders and alert. */
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
  /** The reviewing officer asks for an answer, or a better one, again. */
  PRESSED,
  /** Somebody asks for more time again, which only the manager gives. */
  EXTENSION_ASKED,
  /** The manager has decided about the reader's wish for more time. */
  EXTENSION_DECIDED,
  /** A recommendation names the reader, who has no account and answers by the link. */
  REPLY_ASKED,
  /** It still does. */
  REPLY_REMINDER,
  /** Mails to the person whom a recommendation names do not arrive. */
  OWNER_NOT_REACHED,
  /** The case has been stopped. */
  WITHDRAWN,
  /** Somebody raised a concern. */
  CONCERN_RAISED,
  /** The safeguarding lead read what the circulation list withholds. */
  RECORD_OVERRIDDEN,
  /** The young person lets fewer people see the record than before. */
  NARROWED,
  /** Somebody asked for the complaints procedure or an advocate. */
  SIGNPOSTED,
  /** The young person wants the interview to wait. */
  INTERVIEW_WAITS,
  /** Somebody should have been told, but nobody holds the role or all its holders are away. */
  ROLE_EMPTY,
  /** Mails to somebody who has a step do not arrive. */
  PERSON_NOT_REACHED;

  private static final Set<Notice> ALONE =
      EnumSet.of(REPLY_ASKED, REPLY_REMINDER, OWNER_NOT_REACHED, WITHDRAWN, NARROWED, ROLE_EMPTY);

  /** The page of ours that the notice is about, without its leading slash; empty for a step. */
  Optional<String> page(String caseNumber) {
    return switch (this) {
      case COPY_READY -> Optional.of("pages/cases/%s/copy".formatted(caseNumber));
      case NARROWED -> Optional.of("pages/cases/%s/circulation".formatted(caseNumber));
      case EXTENSION_ASKED, EXTENSION_DECIDED, PERSON_NOT_REACHED ->
          Optional.of("pages/cases/%s".formatted(caseNumber));
      case ROLE_EMPTY ->
          Outbox.isSealed(caseNumber)
              ? Optional.empty()
              : Optional.of("pages/cases/%s".formatted(caseNumber));
      default -> Optional.empty();
    };
  }

  /** Whether it goes out at any hour and on days nobody works. */
  boolean cannotWait() {
    return this == CONCERN_RAISED || this == RECORD_OVERRIDDEN;
  }

  /** Whether several at once may be told in one mail; what stops work or is a link may not. */
  boolean isGathered() {
    return !cannotWait() && !ALONE.contains(this);
  }

  String templateFile() {
    return "notices/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }
}
