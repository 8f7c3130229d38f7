package dev.leasehold.verticles.process;

import dev.leasehold.verticles.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program in a process of its own, with a home and a folder for temporary files of its own.
final class ChildServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;
  private static final Pattern ADDRESS =
      Pattern.compile("(?:addr: \"|runs at http://)(127\\.0\\.0\\.1:\\d+)");

  final List<String> lines = new ArrayList<>();
  private final Process process;
  private final BufferedReader out;

  ChildServer(Path folder, String... arguments) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    process = builder.start();
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Reads on until a line holds this text; gives false if the process ended without one.
  boolean says(String text) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.contains(text)) {
        return true;
      }
    }
    return false;
  }

  String address() {
    Matcher found = ADDRESS.matcher(String.join("\n", lines));
    if (!found.find()) {
      throw new AssertionError("no address in " + lines);
    }
    return found.group(1);
  }

  int health() throws IOException, InterruptedException {
    return status("http://" + address() + "/v1/sys/health");
  }

  /// The status with which the API answers a request of the holder of the token `ours`.
  int asked(String method, String path, String body) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + address() + "/v1/" + path))
              .header("X-Vault-Token", "ours")
              .method(
                  method,
                  body.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  /// The status with which a server answers a GET.
  int status(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  /// Sends SIGTERM and returns the exit code.
  int terminated() throws IOException, InterruptedException {
    // Unlike that of the process, the handle's leaves its output readable.
    process.toHandle().destroy();
    return ended();
  }

  int ended() throws IOException, InterruptedException {
    boolean more = says("\0");
    if (more || !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + lines);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
