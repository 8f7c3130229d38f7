package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The token that `login` keeps between commands, in `~/.vault-token`. The file is born readable by
/// its owner alone and replaces the older one in one step, so nobody ever sees half of it.
record TokenFile(Path path) {
  /// The token file in that home folder.
  static TokenFile in(Path home) {
    return new TokenFile(home.resolve(".vault-token"));
  }

  /// Returns the stored token, or the empty string.
  ///
  /// @throws IOException if the file exists and cannot be read
  String read() throws IOException {
    try {
      return Files.readString(path).strip();
    } catch (NoSuchFileException absent) {
      return "";
    }
  }

  /// Stores the token.
  ///
  /// @throws IOException if it could not be written; an older token then still stands
  void store(String token) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".tmp");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(fresh, token);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
