package dev.leasehold.events.kafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// The files in which the embedded broker keeps one partition, to force them to the disk. The name
/// of a file is the offset of its first record in twenty digits, so the order of the names is that
/// of the records; Kafka appends to the last one alone.
///
/// For one thread at a time.
final class PartitionFiles implements AutoCloseable {

  private static final String SUFFIX = ".log";

  private final Path folder;
  private Path last;
  private FileChannel channel;

  /// Takes what is in the folder for forced already: Kafka forces what it recovers.
  PartitionFiles(Path folder) throws IOException {
    this.folder = folder;
    List<Path> all = from("");
    if (all.isEmpty()) {
      throw new NoSuchFileException(folder.toString(), null, "no file of the partition is there");
    }
    this.last = all.getLast();
    this.channel = FileChannel.open(last, StandardOpenOption.WRITE);
  }

  /// Forces all that Kafka has appended before this call. What it has of indexes is not forced: it
  /// makes them anew after a crash.
  void force() throws IOException {
    List<Path> files = from(last.getFileName().toString());
    channel.force(false);
    for (Path next : files.subList(1, files.size())) {
      follow(next);
    }
  }

  /// Goes over to a file that Kafka has begun since. One that is gone again was rewritten by the
  /// cleaner, which forces what it writes.
  private void follow(Path next) throws IOException {
    try {
      FileChannel opened = FileChannel.open(next, StandardOpenOption.WRITE);
      channel.close();
      channel = opened;
      last = next;
    } catch (NoSuchFileException rewritten) {
      return;
    }
    channel.force(false);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /// The files from one of that name on; that one is the first even where the cleaner has taken it.
  private List<Path> from(String name) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      Stream<Path> later =
          all.filter(each -> each.toString().endsWith(SUFFIX))
              .filter(each -> each.getFileName().toString().compareTo(name) > 0)
              .sorted();
      return name.isEmpty()
          ? later.toList()
          : Stream.concat(Stream.of(folder.resolve(name)), later).toList();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
