package org.exitinterview.record;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The record must still be kept. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class ErasureRefusedException extends RuntimeException {

  ErasureRefusedException(String message) {
    super(message);
  }
}
