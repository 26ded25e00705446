package org.exitinterview.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Files that only the user who runs the application may read: generated secrets, keys. */
public final class PrivateFiles {

  private static final int SECRET_BYTES = 24;

  private PrivateFiles() {}

  /** Creates the folder, closed to other users where the file system knows permissions. */
  public static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(directory, ownerOnly("rwx------"));
    }
  }

  /** Returns the secret kept in the file; generates and stores one when there is no such file. */
  public static String readOrGenerate(Path file) throws IOException {
    if (!Files.exists(file)) {
      write(file, generateSecret());
    }
    return Files.readString(file, StandardCharsets.UTF_8).strip();
  }

  /** Writes a new file that only the owner may read; fails if it exists. */
  public static void write(Path file, String content) throws IOException {
    Files.createFile(file, ownerOnly("rw-------"));
    Files.writeString(file, content, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
  }

  /** A random secret of 192 bits, safe in URLs and on a command line. */
  public static String generateSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
