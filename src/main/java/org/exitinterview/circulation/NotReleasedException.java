package org.exitinterview.circulation;

import org.exitinterview.process.NotToBeTriedAgain;

/** The record is not sent; no later attempt of the same step may send it either. */
final class NotReleasedException extends IllegalStateException implements NotToBeTriedAgain {

  NotReleasedException(String message) {
    super(message);
  }
}
