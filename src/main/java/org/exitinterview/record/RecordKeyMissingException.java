package org.exitinterview.record;

import java.nio.file.Path;

/** The application must not start: it could not open the interview records. */
final class RecordKeyMissingException extends RuntimeException {

  private RecordKeyMissingException(String message) {
    super(message);
  }

  static RecordKeyMissingException noFile(Path file) {
    return new RecordKeyMissingException(
        ("There is no key for the interview records: %s does not exist. Put the file with the key"
                + " there (exitinterview.record.key-file names another place). Only for a new"
                + " installation: start once with --exitinterview.record.generate-key=true, then"
                + " keep two sealed copies of the file that is written.")
            .formatted(file));
  }

  static RecordKeyMissingException lost(Path file) {
    return new RecordKeyMissingException(
        ("There are interview records, but their key is missing: %s does not exist. Put a sealed"
                + " copy of the key back there. No new key is made, because it could not open them.")
            .formatted(file));
  }

  static RecordKeyMissingException unreadable(Path file) {
    return new RecordKeyMissingException(
        "The key for the interview records cannot be read: %s is not a key file".formatted(file));
  }
}
