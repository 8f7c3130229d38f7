package dev.leasehold.verticles.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The way in: reads configuration files, in HCL or JSON, and of a folder all that end in `.hcl` or
/// `.json`, by name. Blocks on the disk.
public final class Configuration {
  /// More than any hand-written configuration; a log given by mistake is not read into the heap.
  private static final long MOST_BYTES = 1 << 20;

  private Configuration() {}

  /// Reads all files into one.
  ///
  /// @throws ConfigError at the first thing that is wrong
  public static Settings read(List<Path> paths) {
    Draft draft = new Draft();
    for (Path path : paths) {
      for (Path file : files(path)) {
        ConfigFile.read(file, text(file), draft);
      }
    }
    return draft.settings();
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      List<Path> found =
          new ArrayList<>(
              all.filter(file -> file.getFileName().toString().matches("[^.].*\\.(hcl|json)"))
                  .sorted()
                  .toList());
      if (found.isEmpty()) {
        throw new ConfigError(path, "no file in it ends in .hcl or .json");
      }
      return found;
    } catch (IOException e) {
      throw new ConfigError(path, "cannot be read");
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ConfigError(file, "longer than " + MOST_BYTES + " bytes");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigError(file, "no such file or directory");
    } catch (CharacterCodingException e) {
      throw new ConfigError(file, "is not UTF-8");
    } catch (IOException e) {
      throw new ConfigError(file, "cannot be read");
    }
  }
}
