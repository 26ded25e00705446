package org.exitinterview.record;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The record's key is destroyed. That is how records end, not a fault. */
@ResponseStatus(HttpStatus.GONE)
public final class RecordErasedException extends RecordUnreadableException {

  RecordErasedException(String caseNumber) {
    super(
        "The interview record %s was erased. Nothing of it can be read any more."
            .formatted(caseNumber));
  }
}
