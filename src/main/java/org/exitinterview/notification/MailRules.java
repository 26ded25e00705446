package org.exitinterview.notification;

import java.time.Duration;
import java.time.Instant;

/** When people are mailed, and when several things become one mail. */
public interface MailRules {

  /** Whether it is a time at which people are mailed: a working day, in office hours. */
  boolean isMailTime(Instant time);

  /** How long a mail waits for others to the same person. */
  Duration gatherFor();

  /** From how many on, what waits for one person becomes one mail. */
  int digestFrom();

  /** How long whoever had such a mail is left alone. */
  Duration digestAgainAfter();
}
