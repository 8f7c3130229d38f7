package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.request.Refusal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A file that a device appends to. Each time it is opened it is looked at again: it must be absent
/// or a regular file, no link, not executable, and empty or begin as an audit file does; its folder
/// must exist and lie outside the folders that are our own. Blocks.
final class AuditFile implements Device {
  private final FileOptions options;
  private final List<Path> forbidden;

  /// @param forbidden folders of ours, in which no audit file may lie
  AuditFile(FileOptions options, List<Path> forbidden) {
    this.options = options;
    this.forbidden = List.copyOf(forbidden);
  }

  @Override
  public LineOptions lines() {
    return options.lines();
  }

  /// Opens for appending, and creates the file where it is absent.
  @Override
  public OutputStream open() throws IOException {
    return switch (options.path()) {
      case FileOptions.STDOUT -> new FileOutputStream(FileDescriptor.out);
      case FileOptions.DISCARD -> OutputStream.nullOutputStream();
      default -> openFile(place());
    };
  }

  private Path place() throws IOException {
    Path path = path();
    Path parent = path.getParent();
    if (!path.isAbsolute() || parent == null || !path.normalize().equals(path)) {
      throw Refusal.badRequest("file_path must be an absolute path to a file");
    }
    if (!Files.isDirectory(parent)) {
      throw Refusal.badRequest(unable("no such directory"));
    }
    Path real = parent.toRealPath();
    for (Path folder : forbidden) {
      if (Files.exists(folder) && real.startsWith(folder.toRealPath())) {
        throw Refusal.badRequest("file_path lies in a folder of the server itself");
      }
    }
    return real.resolve(path.getFileName());
  }

  private Path path() {
    try {
      return Path.of(options.path());
    } catch (InvalidPathException invalid) {
      throw Refusal.badRequest("file_path must be an absolute path to a file");
    }
  }

  private OutputStream openFile(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      create(file);
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Refusal.badRequest(unable("open " + options.path() + ": is a directory"));
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Refusal.badRequest(unable("not a regular file"));
    }
    refuseForeign(file);
    if (options.mode() != 0 && !permissions(file).equals(permissions())) {
      Files.setPosixFilePermissions(file, permissions());
    }
    return Files.newOutputStream(
        file, StandardOpenOption.APPEND, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private void create(Path file) throws IOException {
    if (options.mode() == 0) {
      throw Refusal.badRequest("stat " + options.path() + ": no such file or directory");
    }
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions()));
    } catch (FileAlreadyExistsException meanwhile) {
      // Somebody was quicker: what is there now is looked at as if it had been there before.
    }
  }

  private void refuseForeign(Path file) throws IOException {
    Set<PosixFilePermission> found = permissions(file);
    if (found.contains(PosixFilePermission.OWNER_EXECUTE)
        || found.contains(PosixFilePermission.GROUP_EXECUTE)
        || found.contains(PosixFilePermission.OTHERS_EXECUTE)) {
      throw Refusal.badRequest("file_path names a program");
    }
    byte[] beginning = options.lines().beginning();
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] read = in.readNBytes(beginning.length);
      if (read.length > 0 && !Arrays.equals(read, beginning)) {
        throw Refusal.badRequest("file_path names a file that is no audit file with this prefix");
      }
    }
  }

  private static Set<PosixFilePermission> permissions(Path file) throws IOException {
    return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
  }

  private Set<PosixFilePermission> permissions() {
    Set<PosixFilePermission> allowed = EnumSet.noneOf(PosixFilePermission.class);
    int bit = 0400;
    // EnumSet goes through the constants in the order of the bits, the owner's reading first.
    for (PosixFilePermission each : EnumSet.allOf(PosixFilePermission.class)) {
      if ((options.mode() & bit) != 0) {
        allowed.add(each);
      }
      bit >>= 1;
    }
    return allowed;
  }

  private String unable(String why) {
    return "sanity check failed; unable to open \"" + options.path() + "\" for writing: " + why;
  }
}
