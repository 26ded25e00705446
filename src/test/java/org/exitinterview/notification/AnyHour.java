package org.exitinterview.notification;

import java.time.Duration;
import java.time.Instant;

/** Mails at any hour, each by itself: what a test of something else wants. */
record AnyHour() implements MailRules {

  @Override
  public boolean isMailTime(Instant time) {
    return true;
  }

  @Override
  public Duration gatherFor() {
    return Duration.ZERO;
  }

  @Override
  public int digestFrom() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration digestAgainAfter() {
    return Duration.ZERO;
  }
}
