package dev.leasehold.projections.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The bounded cache of opened rows never keeps what replay has overtaken.
class HotRowsTest {
  record Text(String text) {}

  private static final Table<NameKey, Text> TABLE =
      Table.of(900, "hot", NameKey.class, Text.class).cached();
  private static final RowId ID = new RowId(TABLE, new NameKey("a"));

  private final HotRows rows = new HotRows(10);

  @Test
  void a_row_that_was_read_before_a_change_is_not_put_in_after_it() throws Exception {
    CountDownLatch hasRead = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(() ->
                rows.get(
                    ID,
                    Text.class,
                    () -> {
                      hasRead.countDown();
                      await(goOn);
                      return new Text("before");
                    }));
    hasRead.await();
    Thread replay = Thread.ofPlatform().start(() -> rows.put(ID, new Text("after")));
    while (replay.getState() == Thread.State.NEW || replay.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    // Replay waits for the reader's entry now; were it done, the reader would overwrite its row.
    goOn.countDown();
    reader.join();
    replay.join();
    assertEquals(new Text("after"), rows.get(ID, Text.class, () -> new Text("loaded again")));
  }

  @Test
  void an_absent_row_is_remembered_until_it_is_written() {
    AtomicInteger loads = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      assertNull(
          rows.get(
              ID,
              Text.class,
              () -> {
                loads.incrementAndGet();
                return null;
              }));
    }
    assertEquals(1, loads.get());
    rows.put(ID, new Text("there"));
    assertEquals(new Text("there"), rows.get(ID, Text.class, () -> null));
  }

  @Test
  void a_folder_that_was_read_before_a_change_is_not_kept_after_it() throws Exception {
    FolderIndex.Folder folder = new FolderIndex.Folder(901, "scope", "a/");
    CountDownLatch hasRead = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(() ->
                rows.children(
                    folder,
                    limit -> {
                      hasRead.countDown();
                      await(goOn);
                      return List.of("before");
                    }));
    hasRead.await();
    Thread replay = Thread.ofPlatform().start(() -> rows.changed(folder));
    while (replay.getState() == Thread.State.NEW || replay.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    // Replay waits for the reader now; were it done, the reader would keep what is over.
    goOn.countDown();
    reader.join();
    replay.join();
    assertEquals(List.of("after"), rows.children(folder, limit -> List.of("after")));
    assertEquals(List.of("after"), rows.children(folder, limit -> List.of("not asked")));
  }

  @Test
  void a_folder_of_too_many_names_is_not_kept() {
    FolderIndex.Folder folder = new FolderIndex.Folder(901, "scope", "a/");
    assertNull(rows.children(folder, limit -> Collections.nCopies(limit, "x")));
    assertEquals(List.of("few"), rows.children(folder, limit -> List.of("few")));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
