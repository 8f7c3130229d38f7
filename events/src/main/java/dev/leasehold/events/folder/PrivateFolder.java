package dev.leasehold.events.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/// A folder that its owner alone may enter (0700), and whose owner is the user of this process. It
/// is made where it is missing and otherwise refused unless it already is so: rights that were too
/// wide may have been used, and only the operator knows. Blocks on the disk.
public record PrivateFolder(Path path) {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /// Makes the folder, and those above it that are missing, or checks the one that is there.
  ///
  /// @throws UnfitFolder if it cannot be made, is a link or no folder, or others own or may read it
  public static PrivateFolder open(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
        make(absolute);
      }
      check(absolute);
      return new PrivateFolder(absolute);
    } catch (IOException e) {
      throw new UnfitFolder(absolute, "cannot be used", e);
    }
  }

  /// Opens a folder within this one.
  public PrivateFolder within(String name) {
    return open(path.resolve(name));
  }

  private static void make(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !Files.exists(parent)) {
      make(parent);
    }
    Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  private static void check(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnfitFolder(folder, "is not a folder");
    }
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))) {
      throw new UnfitFolder(folder, "may be read by others: set its rights to 0700");
    }
    UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(ourselves(folder))) {
      throw new UnfitFolder(folder, "belongs to another user: " + owner.getName());
    }
  }

  /// Who we are is the owner of what we make: the name of the user may be unknown in a container.
  private static UserPrincipal ourselves(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, ".owner", null);
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }
}
