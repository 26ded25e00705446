package org.exitinterview.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Posts each message as JSON ({@code id}, {@code to}, {@code text}) to the authority's gateway. */
final class WebhookTransport implements UrgentTransport {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI gateway;
  private final ObjectMapper json;

  WebhookTransport(URI gateway, ObjectMapper json) {
    this.gateway = gateway;
    this.json = json;
  }

  @Override
  public void send(UUID id, String telephone, String text) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    json.writeValueAsString(Map.of("id", id, "to", telephone, "text", text))))
            .build();
    int status;
    try {
      status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the gateway was asked", e);
    }
    if (status / 100 != 2) {
      throw new IOException("The gateway answered " + status);
    }
  }
}
