package dev.leasehold.verticles.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The Java files of all modules, by their paths below the root of the repository.
final class Sources {
  private static final Path ROOT = root();

  private Sources() {}

  static List<Path> java() {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(Sources::below)
          .filter(file -> file.toString().endsWith(".java"))
          .map(ROOT::relativize)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path absolute(Path file) {
    return ROOT.resolve(file);
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(absolute(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Maven runs tests in their module's folder, an editor perhaps in the root.
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (here != null && !Files.exists(here.resolve("mvnw"))) {
      here = here.getParent();
    }
    if (here == null) {
      throw new IllegalStateException("not run within the repository");
    }
    return here;
  }
}
