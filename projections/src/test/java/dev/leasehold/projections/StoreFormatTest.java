package dev.leasehold.projections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.store.Store;
import dev.leasehold.projections.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of a store that an earlier version of this code has left.
class StoreFormatTest {
  private static final byte[] FORMAT = {0, 0, 3};

  private final MemoryStore store = new MemoryStore();

  StoreFormatTest() {
    Committed committed = ReplayTest.open(store, 1);
    Head head = new Head(committed);
    RowBatch batch = ReplayTest.replay(head, new History(1).first());
    committed.apply(List.of(batch), HeadTest.position(1));
  }

  @Test
  void a_store_of_this_format_is_left_as_it_is() {
    Committed again = ReplayTest.open(store, 2);
    assertEquals(1, again.position().sequence());
    assertNotEquals(0, Tokens.count(again));
  }

  @Test
  void a_store_of_another_format_is_emptied_and_begins_anew() {
    store.write(List.of(new Store.Entry(FORMAT, new byte[] {9})));
    int before = keys();
    Committed again = ReplayTest.open(store, 2);

    assertEquals(Position.START, again.position());
    assertEquals(0, Tokens.count(again));
    assertEquals(2, keys(), "of " + before + " the key of the names and the format");
    assertEquals(Position.START, ReplayTest.open(store, 3).position());
  }

  @Test
  void a_store_from_before_there_was_a_number_is_emptied_too() {
    store.write(List.of(new Store.Entry(FORMAT, null)));
    assertEquals(Position.START, ReplayTest.open(store, 2).position());
  }

  private int keys() {
    List<byte[]> keys = new ArrayList<>();
    store.scan(new byte[] {0}, new byte[] {-1, -1, -1, -1}, (key, value) -> keys.add(key));
    return keys.size();
  }
}
