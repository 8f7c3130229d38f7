package dev.leasehold.verticles.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the files of the dev stack are.
public final class Stack {
  public static final String COMPOSE_FILE = "compose/docker-compose.yml";
  public static final String DOCKERFILE = "compose/Dockerfile";
  public static final String CONFIGURATION = "compose/leasehold.hcl";
  public static final String SETUP = "compose/setup";

  private static final Path ROOT = root();

  private Stack() {}

  /// A path below the root of the repository.
  public static Path path(String below) {
    return ROOT.resolve(below);
  }

  public static String text(String below) {
    try {
      return Files.readString(path(below));
    } catch (IOException e) {
      throw new UncheckedIOException(below, e);
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
