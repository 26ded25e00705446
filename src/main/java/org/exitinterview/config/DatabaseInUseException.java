package org.exitinterview.config;

import java.nio.file.Path;

/** Another copy of the application is running on the same data folder. */
final class DatabaseInUseException extends RuntimeException {

  DatabaseInUseException(Path dataDir) {
    super("Another copy of this application is already using the data in %s.".formatted(dataDir));
  }
}
