package org.exitinterview.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.exitinterview.config.PrivateFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * A password that is set, or else generated at the first start and kept in a file that only the
 * owner of the application can read.
 *
 * @param file where a generated password is kept; null for one that is set
 */
record FirstSecret(String value, @Nullable Path file) {

  static FirstSecret setOrGenerated(@Nullable String set, Path dataDir, String name) {
    if (StringUtils.hasText(set)) {
      return new FirstSecret(set, null);
    }
    Path file = dataDir.resolve(name);
    try {
      if (Files.exists(file)) {
        String kept = Files.readString(file, StandardCharsets.UTF_8).strip();
        return new FirstSecret(kept, file);
      }
      PrivateFiles.createDirectory(dataDir);
      String generated = Passwords.generate();
      PrivateFiles.write(file, generated + System.lineSeparator());
      return new FirstSecret(generated, file);
    } catch (IOException e) {
      throw new UncheckedIOException("The password file cannot be read or written", e);
    }
  }
}
