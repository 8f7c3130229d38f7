package dev.leasehold.projections.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store must do.
abstract class StoreContract {
  private Store store = new MemoryStore();

  abstract Store open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void what_was_written_is_read_until_it_is_deleted() {
    store.write(List.of(put("a", "1"), put("b", "2")));
    assertArrayEquals(bytes("1"), store.get(bytes("a")));
    store.write(List.of(new Store.Entry(bytes("a"), null)));
    assertNull(store.get(bytes("a")));
    assertArrayEquals(bytes("2"), store.get(bytes("b")));
  }

  @Test
  void a_key_is_there_from_its_writing_to_its_deletion_also_after_a_flush() {
    assertFalse(store.contains(bytes("a")));
    store.write(List.of(put("a", ""), put("b", "2")));
    assertTrue(store.contains(bytes("a")));
    store.flush();
    assertTrue(store.contains(bytes("a")));
    store.write(List.of(new Store.Entry(bytes("a"), null)));
    assertFalse(store.contains(bytes("a")));
    assertTrue(store.contains(bytes("b")));
    store.flush();
    assertFalse(store.contains(bytes("a")));
    assertFalse(store.contains(bytes("aa")));
  }

  @Test
  void of_two_entries_for_one_key_the_later_counts() {
    store.write(List.of(put("a", "1"), new Store.Entry(bytes("a"), null), put("a", "3")));
    assertArrayEquals(bytes("3"), store.get(bytes("a")));
  }

  @Test
  void keys_are_ordered_as_unsigned_bytes() {
    store.write(
        List.of(
            new Store.Entry(new byte[] {(byte) 0xf0}, bytes("high")),
            new Store.Entry(new byte[] {0x10}, bytes("low")),
            new Store.Entry(new byte[] {0x10, 0}, bytes("longer"))));
    assertEquals(
        List.of("low", "longer", "high"), values(new byte[] {0}, new byte[] {(byte) 0xff}));
  }

  @Test
  void a_scan_begins_at_its_start_and_ends_before_its_end() {
    store.write(List.of(put("a", "1"), put("b", "2"), put("c", "3"), put("d", "4")));
    assertEquals(List.of("2", "3"), values(bytes("b"), bytes("d")));
  }

  @Test
  void a_scan_stops_when_the_visitor_has_had_enough() {
    store.write(List.of(put("a", "1"), put("b", "2")));
    List<String> seen = new ArrayList<>();
    store.scan(
        bytes("a"),
        bytes("z"),
        (key, value) -> {
          seen.add(text(value));
          return false;
        });
    assertEquals(List.of("1"), seen);
  }

  @Test
  void a_scan_shows_what_was_there_when_it_began() {
    store.write(List.of(put("a", "1"), put("b", "2")));
    List<String> seen = new ArrayList<>();
    store.scan(
        bytes("a"),
        bytes("z"),
        (key, value) -> {
          store.write(List.of(new Store.Entry(bytes("b"), null), put("c", "3")));
          return seen.add(text(value));
        });
    assertEquals(List.of("1", "2"), seen);
  }

  @Test
  void it_does_as_a_sorted_map_does() {
    long seed = 20_261_122;
    System.out.println("StoreContract seed " + seed);
    Random random = new Random(seed);
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    for (int round = 0; round < 300; round++) {
      List<Store.Entry> batch = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        byte[] key = {(byte) random.nextInt(256), (byte) random.nextInt(4)};
        byte[] value = random.nextInt(3) == 0 ? null : bytes("v" + random.nextInt());
        batch.add(new Store.Entry(key, value));
        if (value == null) {
          model.remove(key);
        } else {
          model.put(key, value);
        }
      }
      store.write(batch);
      if (round % 50 == 0) {
        store.flush();
        store.eraseCompact(new byte[] {0x20}, new byte[] {0x60});
      }
    }
    List<String> expected = model.values().stream().map(StoreContract::text).toList();
    assertEquals(expected, values(new byte[] {0}, new byte[] {-1, -1, -1}));
  }

  private List<String> values(byte[] from, byte[] end) {
    List<String> found = new ArrayList<>();
    store.scan(from, end, (key, value) -> found.add(text(value)));
    return found;
  }

  static Store.Entry put(String key, String value) {
    return new Store.Entry(bytes(key), bytes(value));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
