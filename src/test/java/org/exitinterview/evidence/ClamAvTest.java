package org.exitinterview.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes to a ClamAV daemon and what its answers mean; a daemon of a few lines stands in. */
class ClamAvTest {

  private static final byte[] FILE = "x".repeat(150_000).getBytes(StandardCharsets.US_ASCII);

  @Test
  @DisplayName("the whole file is sent, and OK means clean")
  void clean() throws Exception {
    try (Daemon daemon = new Daemon("stream: OK\0")) {
      assertThat(daemon.client().isClean(FILE)).isTrue();
      assertThat(daemon.received()).isEqualTo(FILE);
    }
  }

  @Test
  @DisplayName("a finding means not clean")
  void infected() throws Exception {
    try (Daemon daemon = new Daemon("stream: Eicar-Test-Signature FOUND\0")) {
      assertThat(daemon.client().isClean(FILE)).isFalse();
    }
  }

  @Test
  @DisplayName("an error, silence and a daemon that is away mean nothing: the file waits")
  void unavailable() throws Exception {
    int port;
    try (Daemon daemon = new Daemon("INSTREAM size limit exceeded. ERROR\0")) {
      port = daemon.port();
      assertThatThrownBy(() -> daemon.client().isClean(FILE))
          .isInstanceOf(ScannerUnavailableException.class);
    }
    try (Daemon daemon = new Daemon("")) {
      assertThatThrownBy(() -> daemon.client().isClean(FILE))
          .isInstanceOf(ScannerUnavailableException.class);
    }
    assertThatThrownBy(() -> new ClamAv("127.0.0.1:" + port, Duration.ofSeconds(1)).isClean(FILE))
        .isInstanceOf(ScannerUnavailableException.class);
  }

  private static final class Daemon implements AutoCloseable {

    private final ServerSocket socket;
    private final CompletableFuture<byte[]> received;

    Daemon(String answer) throws IOException {
      socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      received = CompletableFuture.supplyAsync(() -> serve(answer));
    }

    ClamAv client() {
      return new ClamAv("127.0.0.1:" + port(), Duration.ofSeconds(5));
    }

    int port() {
      return socket.getLocalPort();
    }

    byte[] received() {
      return received.join();
    }

    private byte[] serve(String answer) {
      try (Socket client = socket.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] command = in.readNBytes("zINSTREAM\0".length());
        assertThat(new String(command, StandardCharsets.US_ASCII)).isEqualTo("zINSTREAM\0");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
          file.write(in.readNBytes(length));
        }
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        return file.toByteArray();
      } catch (IOException e) {
        return new byte[0];
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
