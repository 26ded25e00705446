package org.exitinterview.register;

/** There is no case with that number. */
public final class UnknownCaseException extends RuntimeException {

  UnknownCaseException(String caseNumber) {
    super("There is no case with the number " + caseNumber);
  }
}
