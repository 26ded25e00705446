package org.exitinterview.notification;

import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.exitinterview.config.PrivateFiles;
import org.springframework.mail.MailSendException;

/**
 * Writes each mail to a file of its own when there is no mail server, for demonstrations and for
 * trying the product out. A mail reader opens the files.
 */
class FileTransport implements MailTransport {

  private final Path dataDir;
  private final Path folder;
  private final MailFormat format;

  /**
   * @param dataDir the mails go to its folder {@code mail}, which is created when needed
   */
  FileTransport(Path dataDir, MailFormat format) {
    this.dataDir = dataDir.toAbsolutePath().normalize();
    this.folder = this.dataDir.resolve("mail");
    this.format = format;
  }

  @Override
  public void send(Mail mail) {
    try {
      PrivateFiles.createDirectory(dataDir);
      PrivateFiles.createDirectory(folder);
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      format.message(mail).writeTo(content);
      // Moved into place, so that a file with the final name is always a whole mail.
      Path unfinished = folder.resolve(mail.id() + ".part");
      Files.write(unfinished, content.toByteArray());
      Files.move(
          unfinished,
          folder.resolve(mail.id() + ".eml"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | MessagingException e) {
      throw new MailSendException("The mail could not be written to a file", e);
    }
  }
}
