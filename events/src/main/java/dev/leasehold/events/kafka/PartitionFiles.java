package dev.leasehold.events.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files in which the embedded broker keeps one partition, to force them to the disk. The name
/// of a file is the offset of its first record in twenty digits, so the order of the names is that
/// of the records; Kafka appends to the last one alone.
///
/// For one thread at a time.
final class PartitionFiles implements AutoCloseable {

  private static final String SUFFIX = ".log";

  /// A partition on the disk.
  ///
  /// @param active gives the offset with which the file begins that Kafka appends to, and a
  ///   negative number where that is not known: then the folder is looked at, which has ever more
  ///   files
  record Place(Path folder, LongSupplier active) {}

  private final Place place;
  private final Path folder;
  private @Nullable Path last;
  private @Nullable FileChannel channel;
  private boolean closed;

  /// Takes what is in the folder for forced already: Kafka forces what it recovers. A partition
  /// that was just made may not have its folder yet.
  PartitionFiles(Place place) throws IOException {
    this.place = place;
    this.folder = place.folder();
    List<Path> all = from(null);
    if (!all.isEmpty()) {
      open(all.getLast());
    }
  }

  /// Forces all that Kafka has appended before this call. What it has of indexes is not forced: it
  /// makes them anew after a crash.
  void force() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    Path known = last;
    List<Path> files = known != null && isActive(known) ? List.of(known) : from(known);
    if (files.isEmpty()) {
      throw new NoSuchFileException(folder.toString(), null, "no file of the partition is there");
    }
    if (channel != null) {
      channel.force(false);
    }
    for (Path next : last == null ? files : files.subList(1, files.size())) {
      follow(next);
    }
  }

  /// Asked before forcing: what was appended until now lies in this file or in one before it.
  private boolean isActive(Path file) {
    long active = place.active().getAsLong();
    return active >= 0 && file.endsWith("%020d".formatted(active) + SUFFIX);
  }

  /// Goes over to a file that Kafka has begun since. One that is gone again was rewritten by the
  /// cleaner, which forces what it writes.
  private void follow(Path next) throws IOException {
    try {
      open(next).force(false);
    } catch (NoSuchFileException rewritten) {
      return;
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private FileChannel open(Path file) throws IOException {
    FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE);
    if (channel != null) {
      channel.close();
    }
    channel = opened;
    last = file;
    return opened;
  }

  /// The files from that one on, which is the first even where the cleaner has taken it; without
  /// one, all there are.
  private List<Path> from(@Nullable Path first) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    String name = first == null ? "" : first.getFileName().toString();
    try (Stream<Path> all = Files.list(folder)) {
      Stream<Path> later =
          all.filter(each -> each.toString().endsWith(SUFFIX))
              .filter(each -> each.getFileName().toString().compareTo(name) > 0)
              .sorted();
      return Stream.concat(Stream.ofNullable(first), later).toList();
    } catch (UncheckedIOException e) { // of a folder that fails while it is read
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    if (channel != null) {
      channel.close();
    }
  }
}
