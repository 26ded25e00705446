package org.exitinterview.notification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.exitinterview.config.PrivateFiles;

/** Writes each message to a file, to try the product without a gateway. */
final class UrgentFiles implements UrgentTransport {

  private final Path dataDir;

  UrgentFiles(Path dataDir) {
    this.dataDir = dataDir.toAbsolutePath().normalize();
  }

  @Override
  public void send(UUID id, String telephone, String text) throws IOException {
    PrivateFiles.createDirectory(dataDir);
    Path folder = dataDir.resolve("urgent");
    PrivateFiles.createDirectory(folder);
    Files.writeString(folder.resolve(id + ".txt"), "To: " + telephone + "\n\n" + text + "\n");
  }
}
