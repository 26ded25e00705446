package org.exitinterview.record;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no record with that number. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class UnknownRecordException extends RuntimeException {

  UnknownRecordException() {
    super("There is no interview record with that number.");
  }
}
