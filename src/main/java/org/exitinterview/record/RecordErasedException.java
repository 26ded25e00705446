package org.exitinterview.record;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The record's key is destroyed. That is how records end, not a fault. */
@ResponseStatus(HttpStatus.GONE)
public final class RecordErasedException extends RecordUnreadableException {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  /** A record that was erased in its time. */
  RecordErasedException(String caseNumber, LocalDate erasedOn, LocalDate completeOn) {
    super(
        ("The interview record %s was erased on %s. The erasure is complete on %s, when the last"
                + " backup of its key has expired. Nothing of it can be read any more.")
            .formatted(caseNumber, DAY.format(erasedOn), DAY.format(completeOn)));
  }

  RecordErasedException(String caseNumber) {
    super(
        "The interview record %s was erased. Nothing of it can be read any more."
            .formatted(caseNumber));
  }
}
