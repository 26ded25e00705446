package org.exitinterview.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mail.MailSendException;

class FileTransportTest {

  private static final UUID ID = UUID.fromString("5f0c9a34-6c1e-4b62-9d5c-0a4f6f1a2b3c");

  private final MailFormat format =
      new MailFormat(
          new NotificationSettings(
              URI.create("http://localhost:8080"), "exit-interviews@localhost", null),
          Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC));

  @Test
  void writes_a_mail_that_a_mail_reader_opens_and_writes_it_again_in_the_same_place(
      @TempDir Path dataDir) throws Exception {
    FileTransport transport = new FileTransport(dataDir, format);
    Mail mail = new Mail(ID, "maria.novak@council.example", "A step", "It waits – for you.\n");

    transport.send(mail);
    transport.send(mail);

    assertThat(files(dataDir)).containsExactly(dataDir.resolve("mail").resolve(ID + ".eml"));
    try (InputStream content = Files.newInputStream(files(dataDir).get(0))) {
      MimeMessage read = new MimeMessage(null, content);
      assertThat(read.getMessageID()).isEqualTo("<" + ID + "@localhost>");
      assertThat(read.getSubject()).isEqualTo("A step");
      assertThat(read.getContent().toString().strip()).isEqualTo("It waits – for you.");
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_a_failure_to_try_again(@TempDir Path dataDir)
      throws Exception {
    Files.writeString(dataDir.resolve("mail"), "in the way");

    assertThatThrownBy(
            () ->
                new FileTransport(dataDir, format)
                    .send(new Mail(ID, "maria.novak@council.example", "A step", "It waits.")))
        .isInstanceOf(MailSendException.class)
        .hasMessageNotContaining("maria");
  }

  private List<Path> files(Path dataDir) throws Exception {
    try (Stream<Path> files = Files.list(dataDir.resolve("mail"))) {
      return files.toList();
    }
  }
}
