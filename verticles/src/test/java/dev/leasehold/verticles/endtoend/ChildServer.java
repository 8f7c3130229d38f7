package dev.leasehold.verticles.endtoend;

import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.node.Server;
import dev.leasehold.verticles.node.Storage;
import dev.leasehold.verticles.node.Surroundings;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server as a process of its own, that can be killed. What it logs goes to a file.
final class ChildServer implements AutoCloseable {
  private static final String READY = "listens on ";
  private static final String STOPPED = "has stopped";

  /// How long it may take to end then, with a cache to be made of what it has loaded.
  private static final int STOP_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;
  private final int port;

  private ChildServer(Process process, BufferedReader out, int port) {
    this.process = process;
    this.out = out;
    this.port = port;
  }

  /// Starts one on a folder, with its log appended to a file.
  ///
  /// @param ahead by how much its clock is fast
  static ChildServer start(Path folder, Path log, Duration ahead) throws IOException {
    return start(TrainedStart.arguments(), folder, log, ahead);
  }

  /// The same, with these arguments for its JVM, the class path among them.
  static ChildServer start(List<String> arguments, Path folder, Path log, Duration ahead)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(arguments);
    command.addAll(
        List.of(ChildServer.class.getName(), folder.toString(), String.valueOf(ahead.toSeconds())));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        int port = Integer.parseInt(line.substring(READY.length()));
        return new ChildServer(process, out, port);
      }
    }
    throw new IOException("the server did not start; see " + log);
  }

  int port() {
    return port;
  }

  /// Ends it as `kill -9` does, and waits until it is gone.
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Has it stop by itself, as SIGTERM does, and waits until it is gone.
  void stop() throws IOException {
    // Unlike that of the process, the handle's leaves its output readable.
    process.toHandle().destroy();
    String told = out.readLine();
    boolean ended = hasEnded();
    kill();
    if (!STOPPED.equals(told) || !ended) {
      throw new AssertionError("the server did not stop by itself, but told: " + told);
    }
  }

  private boolean hasEnded() {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    kill();
  }

  /// The process: the folder of the data, and by how many seconds its clock is fast.
  public static void main(String[] arguments) {
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.parseLong(arguments[1])));
    SecureEntropy entropy = new SecureEntropy();
    Server server =
        Server.start(
            Vertx.vertx(),
            Storage.embedded(Path.of(arguments[0]), entropy),
            new Surroundings(entropy, clock, System::nanoTime),
            List.of(Listener.tcp("127.0.0.1", 0)),
            false);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.close();
              System.out.println(STOPPED);
            }));
    System.out.println(READY + server.ports().getFirst());
  }
}
