package org.exitinterview.register;

/** A case may not close: the young person has not heard what came of what he or she said. */
public final class UntoldPromiseException extends RuntimeException {

  UntoldPromiseException(String caseNumber) {
    super(
        "Case %s cannot close: the young person has not been told what came of it"
            .formatted(caseNumber));
  }
}
