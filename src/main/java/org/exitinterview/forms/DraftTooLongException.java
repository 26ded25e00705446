package org.exitinterview.forms;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** More was typed than any form takes. */
@ResponseStatus(HttpStatus.PAYLOAD_TOO_LARGE)
final class DraftTooLongException extends RuntimeException {

  DraftTooLongException() {
    super("This is more text than a form can hold.");
  }
}
