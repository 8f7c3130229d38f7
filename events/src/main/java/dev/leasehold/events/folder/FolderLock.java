package dev.leasehold.events.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a second server from a folder, until it is closed or its process ends, however it ends.
/// The file stays; only the lock on it counts.
public final class FolderLock implements AutoCloseable {
  private static final String FILE = "leasehold.lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Locks a folder that is ours alone.
  ///
  /// @throws UnfitFolder if another server uses it
  public static FolderLock of(PrivateFolder folder) {
    Path file = folder.path().resolve(FILE);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (taken(channel) == null) {
        channel.close();
        throw new UnfitFolder(folder.path(), "is in use by another server");
      }
      return new FolderLock(channel);
    } catch (IOException e) {
      throw new UnfitFolder(folder.path(), "cannot be locked", e);
    }
  }

  private static @Nullable FileLock taken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException withinThisProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock of a folder cannot be released", e);
    }
  }
}
