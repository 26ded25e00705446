package org.exitinterview.circulation;

/**
 * Says that copies to those who ran the home must wait. Why is not asked and nowhere to be seen:
 * the copies are simply not there yet.
 */
@FunctionalInterface
public interface CopiesHold {

  /** Whether the copies of that case wait. */
  boolean isHeld(String caseNumber);
}
