package org.exitinterview.evidence;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a ClamAV daemon by its command INSTREAM; the file goes over the wire and onto no disk. */
final class ClamAv implements EvidenceScanner {

  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_ANSWER = 1_000;

  private final InetSocketAddress daemon;
  private final int timeout;

  /**
   * A client of one daemon.
   *
   * @param address host and port, such as {@code scanner:3310}
   */
  ClamAv(String address, Duration timeout) {
    int colon = address.lastIndexOf(':');
    this.daemon =
        InetSocketAddress.createUnresolved(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    this.timeout = Math.toIntExact(timeout.toMillis());
  }

  @Override
  public boolean isClean(byte[] content) throws ScannerUnavailableException {
    String answer;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(daemon.getHostString(), daemon.getPort()), timeout);
      socket.setSoTimeout(timeout);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
      for (int from = 0; from < content.length; from += CHUNK) {
        int length = Math.min(CHUNK, content.length - from);
        out.writeInt(length);
        out.write(content, from, length);
      }
      out.writeInt(0);
      out.flush();
      answer =
          new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII)
              .replace("\0", "")
              .strip();
    } catch (IOException e) {
      throw new ScannerUnavailableException("The virus scanner gives no answer");
    }
    if (answer.endsWith("FOUND")) {
      return false;
    }
    if (answer.endsWith(": OK")) {
      return true;
    }
    throw new ScannerUnavailableException("The virus scanner could not look at the file");
  }
}
