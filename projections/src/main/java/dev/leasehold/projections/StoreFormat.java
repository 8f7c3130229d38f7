package dev.leasehold.projections;

import dev.leasehold.projections.store.Store;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which rows a store has. A store of another number than this code's is emptied when it is opened,
/// and the journal is replayed from its beginning: the state folder is worth no more than that.
///
/// The number is raised whenever replay makes other rows of the same events than before; a new
/// table for new events is no such thing.
final class StoreFormat {
  /// 1: before tokens were counted by their mounts, leases by their paths, and entities. 2: before
  /// leases were found by user name, entity and role. 3: before those that are open, and those that
  /// are being revoked, had rows of their own, and rotations were due by rows.
  private static final int NUMBER = 4;

  private static final byte[] KEY = {0, 0, 3};
  private static final byte[] FIRST = {0};
  private static final byte[] END = {-1, -1, -1, -1};

  /// How many rows go at once.
  private static final int PAGE = 10_000;

  private StoreFormat() {}

  /// Empties a store of another format, and notes in it which it has from now on.
  static void prepare(Store store) {
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(NUMBER).array();
    if (Arrays.equals(store.get(KEY), number)) {
      return;
    }
    List<Store.Entry> page;
    do {
      page = page(store);
      store.write(page);
    } while (page.size() == PAGE);
    store.write(List.of(new Store.Entry(KEY, number)));
    store.flush();
  }

  private static List<Store.Entry> page(Store store) {
    List<Store.Entry> page = new ArrayList<>();
    store.scan(
        FIRST, END, (key, value) -> page.add(new Store.Entry(key, null)) && page.size() < PAGE);
    return page;
  }
}
