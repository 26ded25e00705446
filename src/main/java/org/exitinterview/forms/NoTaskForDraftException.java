package org.exitinterview.forms;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The person has no such task. Whether it exists is not said. */
@ResponseStatus(HttpStatus.NOT_FOUND)
final class NoTaskForDraftException extends RuntimeException {

  NoTaskForDraftException() {
    super("This step is not in your hands any more.");
  }
}
