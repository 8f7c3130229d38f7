package dev.leasehold.events.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forcing goes on through all that Kafka does to the files of a partition. Which files are open is
/// asked of the system, where it tells.
class PartitionFilesTest {
  private static final Path OPEN = Path.of("/proc/self/fd");

  @TempDir private Path folder;

  @BeforeEach
  void begin() throws IOException {
    file(0);
    Files.createFile(folder.resolve("00000000000000000000.index"));
  }

  @Test
  void a_file_that_was_begun_since_is_followed_and_the_one_before_let_go() throws IOException {
    try (PartitionFiles files = new PartitionFiles(unknown(folder))) {
      files.force();
      file(7);
      file(12);
      files.force();
      if (Files.isDirectory(OPEN)) {
        assertEquals(1, open(), "one file is held");
      }
      Files.delete(folder.resolve("00000000000000000000.log"));
      Files.delete(folder.resolve("00000000000000000007.log"));
      files.force();
    }
  }

  @Test
  void a_file_that_the_cleaner_takes_away_is_forced_to_its_end() throws IOException {
    try (PartitionFiles files = new PartitionFiles(unknown(folder))) {
      Path last = folder.resolve("00000000000000000000.log");
      Files.move(last, folder.resolve("00000000000000000000.log.deleted"));
      file(9);
      files.force();
      files.force();
    }
  }

  @Test
  void a_partition_may_come_into_being_after_it_was_opened() throws IOException {
    Path later = folder.resolve("later");
    try (PartitionFiles files = new PartitionFiles(unknown(later))) {
      assertThrows(NoSuchFileException.class, files::force);
      Files.createDirectory(later);
      Files.writeString(later.resolve("00000000000000000000.log"), "records");
      Files.writeString(later.resolve("00000000000000000003.log"), "records");
      files.force();
      if (Files.isDirectory(OPEN)) {
        assertEquals(1, open(), "one file is held");
      }
    }
  }

  @Test
  void nothing_is_forced_after_closing() throws IOException {
    PartitionFiles files = new PartitionFiles(unknown(folder));
    files.close();
    assertThrows(ClosedChannelException.class, files::force);
  }

  @Test
  void the_folder_is_looked_at_when_another_file_is_active() throws IOException {
    long[] active = {0};
    try (PartitionFiles files =
        new PartitionFiles(new PartitionFiles.Place(folder, () -> active[0]))) {
      file(7);
      files.force();
      Files.move(folder, folder.resolveSibling("moved"));
      files.force();
      Files.move(folder.resolveSibling("moved"), folder);
      active[0] = 7;
      files.force();
      if (Files.isDirectory(OPEN)) {
        assertEquals(1, open(), "one file is held");
      }
    }
  }

  private static PartitionFiles.Place unknown(Path folder) {
    return new PartitionFiles.Place(folder, () -> -1);
  }

  private void file(long offset) throws IOException {
    Files.writeString(folder.resolve("%020d.log".formatted(offset)), "records");
  }

  private long open() throws IOException {
    try (Stream<Path> all = Files.list(OPEN)) {
      return all.filter(each -> target(each).startsWith(folder)).count();
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException closedMeanwhile) {
      return Path.of("/gone");
    }
  }
}
