package dev.leasehold.verticles.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program in a process of its own, whose environment is what it is given and what it needs to
/// find programs. What it writes goes to a file, and what it complains of to another.
final class ChildProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts a class of the class path.
  static ChildProcess java(Path log, Map<String, String> environment, Class<?> main, String... rest)
      throws IOException {
    List<String> command = new ArrayList<>(javaCommand());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(rest));
    return start(log, environment, command);
  }

  /// How Java is started here: for a short life.
  static List<String> javaCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  static ChildProcess start(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(complaints(log).toFile()));
    String path = builder.environment().get("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path == null ? "" : path);
    builder.environment().putAll(environment);
    return new ChildProcess(builder.start(), log);
  }

  /// Waits until it has ended by itself and well; gives what it has written.
  String ended() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      close();
      throw new AssertionError("it did not end well: " + written() + complaints());
    }
    return written();
  }

  /// Waits until it has written this so often.
  void says(String text, int times) throws Exception {
    Eventually.is(
        log.getFileName() + " says " + text,
        PATIENCE,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("it has ended: " + written() + complaints());
          }
          return written().split(text, -1).length > times;
        });
  }

  String written() throws IOException {
    return Files.readString(log);
  }

  private String complaints() throws IOException {
    return Files.readString(complaints(log));
  }

  private static Path complaints(Path log) {
    return log.resolveSibling(log.getFileName() + ".err");
  }

  /// Sends SIGTERM, as `docker stop` does, and waits until it has ended.
  void stopped() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it does not stop at SIGTERM");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
