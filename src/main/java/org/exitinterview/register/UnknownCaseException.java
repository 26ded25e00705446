package org.exitinterview.register;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no case with that number, or none that the person who asks may know of. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class UnknownCaseException extends RuntimeException {

  UnknownCaseException(String caseNumber) {
    super("There is no case with the number " + caseNumber);
  }
}
