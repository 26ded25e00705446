package org.exitinterview.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.exitinterview.ExitInterviewApplication;

/** The application as a process of its own, for what only a whole start and stop can show. */
public final class ForkedApplication implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Pattern PORT = Pattern.compile("Tasklist {2}http://localhost:(\\d+)/");

  private final Process process;
  private final Path output;

  private ForkedApplication(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it on a free port; the console goes to {@code output}. */
  public static ForkedApplication start(Path output, Map<String, String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ExitInterviewApplication.class.getName());
    command.add("--server.port=0");
    settings.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new ForkedApplication(process, output);
  }

  /** Waits until it has greeted; fails with its console when it ends or takes too long. */
  public int awaitPort() throws InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      Matcher greeting = PORT.matcher(console());
      if (greeting.find()) {
        return Integer.parseInt(greeting.group(1));
      }
      Thread.sleep(200);
    }
    throw new AssertionError("The application did not start:\n" + console());
  }

  /** Waits until it has ended by itself. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("The application did not end:\n" + console());
    }
    return process.exitValue();
  }

  /** Asks it to end, as an operating system does. */
  public void terminate() {
    process.destroy();
  }

  /** Ends it without giving it a chance to clean up. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public String console() {
    try {
      return Files.exists(output) ? Files.readString(output, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Status of a request; without login when {@code userId} is empty. */
  public static HttpResponse<String> get(int port, String path, String userId, String password)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)));
    if (!userId.isEmpty()) {
      byte[] login = (userId + ":" + password).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .orTimeout(30, TimeUnit.SECONDS)
        .exceptionally(stillRunning -> process.destroyForcibly())
        .join();
  }
}
