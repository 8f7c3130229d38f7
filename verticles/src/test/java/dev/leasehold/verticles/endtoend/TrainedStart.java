package dev.leasehold.verticles.endtoend;

import dev.leasehold.verticles.process.TemporaryFolder;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How servers in processes of their own start in half the time: from a cache of the classes that a
/// start needs (JEP 483), made by one that is started, used and stopped before the first. Such a
/// cache takes jars alone, so folders of classes are put into jars. One for all tests of a run.
final class TrainedStart {
  private static final Path PLACE = Path.of("target", "trained-start");

  private static @Nullable List<String> arguments;

  private TrainedStart() {}

  /// What the JVM of a server is given to start so, the class path included.
  static synchronized List<String> arguments() throws IOException {
    if (arguments == null) {
      arguments = trained();
    }
    return arguments;
  }

  private static List<String> trained() throws IOException {
    Files.createDirectories(PLACE);
    String jars = jars();
    Path cache = PLACE.resolve("start.aot").toAbsolutePath();
    Files.deleteIfExists(cache);
    List<String> training = List.of("-XX:AOTCacheOutput=" + cache, "-cp", jars);
    try (TemporaryFolder data = TemporaryFolder.named("leasehold-training");
        ChildServer server =
            ChildServer.start(
                training, data.path().resolve("data"), PLACE.resolve("log"), Duration.ZERO)) {
      use(server.port());
      server.stop();
    }
    Files.deleteIfExists(PLACE.resolve("start.aot.config"));
    return List.of("-XX:AOTCache=" + cache, "-cp", jars);
  }

  private static void use(int port) throws IOException {
    Client.Answer born =
        Client.of(port, "").done("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    Client root = Client.of(port, born.text("/root_token"));
    root.done("sys/unseal", Map.of("key", born.body().at("/keys/0").asText()));
    root.done("sys/mounts/kv", Map.of("type", "kv"));
    root.done("kv/secret", Map.of("key", "value"));
  }

  private static String jars() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (entry.endsWith(".jar")) {
        jars.add(entry);
      } else if (!entry.isEmpty() && Files.isDirectory(path)) {
        jars.add(jar(path, PLACE.resolve(jars.size() + ".jar")).toAbsolutePath().toString());
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static Path jar(Path folder, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(name));
        Files.copy(path, out);
      }
    }
    return jar;
  }
}
