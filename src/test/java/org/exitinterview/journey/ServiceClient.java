package org.exitinterview.journey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A program that talks to {@code /api} and {@code /engine-rest} with HTTP basic. */
final class ServiceClient {

  private static final String BOUNDARY = "---------------------------a-return";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final String login;

  ServiceClient(int port, String userId, String password) {
    this.address = "http://localhost:" + port;
    this.login =
        Base64.getEncoder()
            .encodeToString((userId + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return post(path, "application/json", BodyPublishers.ofString(json));
  }

  HttpResponse<String> post(String path, String contentType, BodyPublisher body)
      throws IOException, InterruptedException {
    return http.send(
        request(path).header("Content-Type", contentType).POST(body).build(),
        BodyHandlers.ofString());
  }

  /** Uploads the files of a return, by the name of their field. */
  HttpResponse<String> upload(String query, Map<String, byte[]> files)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      body.writeBytes(
          """
          --%s\r
          Content-Disposition: form-data; name="%s"; filename="%s.csv"\r
          Content-Type: text/csv\r
          \r
          """
              .formatted(BOUNDARY, file.getKey(), file.getKey())
              .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(file.getValue());
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
    return post(
        "/api/leavers" + query,
        "multipart/form-data; boundary=" + BOUNDARY,
        BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Basic " + login)
        .header("Accept", "application/json");
  }
}
