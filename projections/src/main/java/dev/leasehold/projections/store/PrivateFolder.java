package dev.leasehold.projections.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/// A folder that nobody but us may read: it is made with mode 0700; one that is there already and
/// that others own or may use is refused.
final class PrivateFolder {
  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  static void require(Path folder) {
    try {
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OURS));
      }
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !OURS.containsAll(Files.getPosixFilePermissions(folder))) {
        throw new IllegalStateException("the state folder must be a folder with mode 0700");
      }
      if (!Files.getOwner(folder).equals(ourselves(folder))) {
        throw new IllegalStateException("the state folder belongs to another user");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the state folder cannot be used", e);
    }
  }

  private static UserPrincipal ourselves(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "owner", "");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }
}
