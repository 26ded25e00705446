package org.exitinterview.record;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** An override that does not say what for, or for which parts. */
@ResponseStatus(HttpStatus.BAD_REQUEST)
public final class OverrideRefusedException extends RuntimeException {

  OverrideRefusedException(String message) {
    super(message);
  }
}
