package dev.leasehold.projections.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract on disk, and what only a disk has.
class RocksStoreTest extends StoreContract {
  private static final long CACHE = 1 << 20;

  @TempDir private Path folder = Path.of("unset");

  @Override
  Store open() {
    return RocksStore.open(folder.resolve("state"), CACHE);
  }

  @Test
  void what_was_flushed_is_there_when_it_is_opened_again() {
    Path other = folder.resolve("other");
    try (RocksStore first = RocksStore.open(other, CACHE)) {
      first.write(List.of(put("a", "1")));
      first.flush();
      first.write(List.of(put("b", "2")));
    }
    try (RocksStore second = RocksStore.open(other, CACHE)) {
      assertArrayEquals(bytes("1"), second.get(bytes("a")));
      assertNull(second.get(bytes("b")));
    }
  }

  @Test
  void a_folder_that_others_may_read_is_refused() throws IOException {
    Path open = folder.resolve("open");
    Files.createDirectory(open);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
    assertThrows(IllegalStateException.class, () -> RocksStore.open(open, CACHE));
  }

  @Test
  void a_new_folder_is_closed_to_others() throws IOException {
    try (RocksStore fresh = RocksStore.open(folder.resolve("fresh"), CACHE)) {
      fresh.flush();
      assertTrue(
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("fresh")))
              .equals("rwx------"));
    }
  }

  @Test
  void no_byte_of_what_was_deleted_is_left_after_compacting() throws IOException {
    Path other = folder.resolve("erased");
    String canary = "canary-".repeat(8);
    try (RocksStore store = RocksStore.open(other, CACHE)) {
      store.write(List.of(put("p1", canary), put("p2", "kept")));
      store.flush();
      assertTrue(holds(other, canary));
      store.write(List.of(new Store.Entry(bytes("p1"), null)));
      store.eraseCompact(bytes("p"), bytes("q"));
      assertFalse(holds(other, canary));
      assertArrayEquals(bytes("kept"), store.get(bytes("p2")));
    }
  }

  private static boolean holds(Path folder, String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }
}
