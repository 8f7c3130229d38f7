package dev.leasehold.events.journal;

import static dev.leasehold.events.journal.Acknowledged.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every [RecordLog] promises. One suite for the one in memory and the one on Kafka.
@Timeout(60)
public interface RecordLogContract {

  /// Longer than any wait of a log that works.
  Duration PATIENCE = Duration.ofSeconds(20);

  /// Opens a new, empty log. The test closes it.
  RecordLog empty();

  /// Makes the log forget what compaction may remove, and returns once it has: everything but the
  /// last record of each key, but tombstones, and but the newest record of the log.
  void compact(RecordLog log);

  @Test
  default void an_empty_log_starts_where_it_ends_and_gives_nothing() {
    try (RecordLog log = empty()) {
      assertEquals(log.start(), log.end());
      assertEquals(List.of(), log.read(log.start(), 10, Duration.ZERO));
    }
  }

  @Test
  default void what_was_appended_is_read_in_order_with_contiguous_offsets() throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      Acknowledged acknowledged = new Acknowledged();
      long first = log.end();
      IntStream.range(0, 500).forEach(i -> acknowledged.append(appender, "k" + i, "v" + i));
      List<Acknowledged.Answer> answers = acknowledged.await(500);
      List<LogRecord> records = readAll(log, first);
      assertEquals(500, records.size());
      for (int i = 0; i < 500; i++) {
        assertEquals(new Acknowledged.Answer("k" + i, first + i, null), answers.get(i));
        assertEquals(first + i, records.get(i).offset());
        assertEquals("k" + i + "=v" + i, text(records.get(i)));
      }
      assertEquals(first + 500, log.end());
    }
  }

  @Test
  default void bytes_come_back_as_they_went_in() throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      byte[] all = new byte[1 << 20];
      IntStream.range(0, all.length).forEach(i -> all[i] = (byte) (i * 31 + (i >> 8)));
      CompletableFuture<Long> offset = new CompletableFuture<>();
      appender.append(new byte[] {0, -1}, all.clone(), (at, error) -> offset.complete(at));
      LogRecord record = log.read(offset.get(20, TimeUnit.SECONDS), 1, PATIENCE).getFirst();
      assertArrayEquals(new byte[] {0, -1}, record.key());
      assertArrayEquals(all, record.value());
    }
  }

  @Test
  default void two_appenders_share_one_order_in_which_each_keeps_its_own() throws Exception {
    try (RecordLog log = empty();
        Appender one = log.appender();
        Appender two = log.appender()) {
      Acknowledged acknowledged = new Acknowledged();
      for (int i = 0; i < 100; i++) {
        acknowledged.append(one, "one-" + i, "x");
        acknowledged.append(two, "two-" + i, "x");
      }
      acknowledged.await(200);
      List<String> keys = readAll(log, log.start()).stream().map(RecordLogContract::key).toList();
      for (String name : List.of("one-", "two-")) {
        assertEquals(
            IntStream.range(0, 100).mapToObj(i -> name + i).toList(),
            keys.stream().filter(each -> each.startsWith(name)).toList());
      }
    }
  }

  @Test
  default void a_tombstone_has_a_key_and_no_value() throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      long offset = new Acknowledged().appendAndWait(appender, "gone", null);
      LogRecord record = log.read(offset, 1, PATIENCE).getFirst();
      assertEquals("gone", key(record));
      assertNull(record.value());
    }
  }

  @Test
  default void reading_from_the_middle_starts_there_and_keeps_to_the_limit() throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      Acknowledged acknowledged = new Acknowledged();
      long first = log.end();
      IntStream.range(0, 20).forEach(i -> acknowledged.append(appender, "k" + i, "v"));
      acknowledged.await(20);
      assertEquals(List.of("k7=v"), texts(log.read(first + 7, 1, PATIENCE)));
      assertEquals(List.of("k3=v"), texts(log.read(first + 3, 1, PATIENCE)));
      assertEquals(List.of("k4=v"), texts(log.read(first + 4, 1, PATIENCE)));
      assertEquals(List.of("k19=v"), texts(log.read(first + 19, 5, PATIENCE)));
      assertEquals(List.of(), texts(log.read(first + 20, 5, Duration.ZERO)));
    }
  }

  @Test
  default void a_waiting_reader_is_given_what_is_appended_meanwhile() throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      long from = log.end();
      CountDownLatch reading = new CountDownLatch(1);
      CompletableFuture<List<LogRecord>> read =
          CompletableFuture.supplyAsync(() -> {
            reading.countDown();
            return log.read(from, 10, PATIENCE);
          });
      reading.await();
      new Acknowledged().appendAndWait(appender, "late", "v");
      assertEquals(List.of("late=v"), texts(read.get(20, TimeUnit.SECONDS)));
    }
  }

  @Test
  default void several_readers_read_at_their_own_places() throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      Acknowledged acknowledged = new Acknowledged();
      long first = log.end();
      IntStream.range(0, 200).forEach(i -> acknowledged.append(appender, "k" + i, "v"));
      acknowledged.await(200);
      List<CompletableFuture<List<LogRecord>>> readers =
          IntStream.range(0, 3)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> readAll(log, first)))
              .toList();
      for (CompletableFuture<List<LogRecord>> each : readers) {
        assertEquals(200, each.get(20, TimeUnit.SECONDS).size());
      }
    }
  }

  @Test
  default void compaction_moves_no_offset_and_reading_goes_on_behind_what_is_gone()
      throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      Acknowledged acknowledged = new Acknowledged();
      long first = log.end();
      acknowledged.append(appender, "a", "old");
      acknowledged.append(appender, "b", "kept");
      acknowledged.append(appender, "a", "new");
      acknowledged.append(appender, "c", "erased");
      acknowledged.append(appender, "c", null);
      acknowledged.append(appender, "d", "newest");
      acknowledged.await(6);
      compact(log);
      List<LogRecord> left = readAll(log, first);
      assertEquals("b=kept", text(left.getFirst()));
      assertEquals(first + 1, left.getFirst().offset());
      assertEquals("a=new", text(left.get(1)));
      assertEquals(first + 2, left.get(1).offset());
      assertTrue(left.stream().noneMatch(each -> text(each).contains("=erased")));
      assertEquals("a=new", text(log.read(first + 2, 1, PATIENCE).getFirst()));
    }
  }

  @Test
  default void a_closed_appender_stores_nothing_more_and_says_so() throws Exception {
    try (RecordLog log = empty()) {
      Appender appender = log.appender();
      Acknowledged acknowledged = new Acknowledged();
      acknowledged.appendAndWait(appender, "before", "v");
      long end = log.end();
      appender.close();
      appender.close();
      acknowledged.append(appender, "after", "v");
      assertNotNull(acknowledged.await(1).getFirst().error());
      assertEquals(end, log.end());
    }
  }

  @Test
  default void closing_answers_for_every_append_in_order_once() throws Exception {
    try (RecordLog log = empty()) {
      Appender appender = log.appender();
      Acknowledged acknowledged = new Acknowledged();
      IntStream.range(0, 300).forEach(i -> acknowledged.append(appender, "k" + i, "v"));
      appender.close();
      List<Acknowledged.Answer> answers = acknowledged.await(300);
      assertEquals(
          IntStream.range(0, 300).mapToObj(i -> "k" + i).toList(),
          answers.stream().map(Acknowledged.Answer::key).toList());
      long surelyStored = answers.stream().takeWhile(each -> each.error() == null).count();
      assertTrue(answers.stream().skip(surelyStored).allMatch(each -> each.error() != null));
      assertTrue(log.end() - log.start() >= surelyStored);
    }
  }

  @Test
  default void reading_beyond_the_end_tells_that_the_tail_is_gone() throws Exception {
    try (RecordLog log = empty();
        Appender appender = log.appender()) {
      long last = new Acknowledged().appendAndWait(appender, "k", "v");
      assertThrows(TruncatedLog.class, () -> log.read(last + 100, 1, PATIENCE));
      assertEquals(List.of("k=v"), texts(log.read(last, 1, PATIENCE)));
    }
  }

  @Test
  default void closing_the_log_ends_a_waiting_read() throws Exception {
    RecordLog log = empty();
    long from = log.end();
    CountDownLatch reading = new CountDownLatch(1);
    CompletableFuture<List<LogRecord>> read =
        CompletableFuture.supplyAsync(() -> {
          reading.countDown();
          return log.read(from, 1, PATIENCE);
        });
    reading.await();
    log.close();
    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> read.get(10, TimeUnit.SECONDS));
    assertTrue(thrown.getCause() instanceof LogUnavailable, () -> "threw " + thrown.getCause());
  }

  @Test
  default void a_log_set_up_as_required_passes_the_check() {
    try (RecordLog log = empty()) {
      log.check();
    }
  }

  /// Reads up to the end that the log has now.
  static List<LogRecord> readAll(RecordLog log, long from) {
    long end = log.end();
    List<LogRecord> all = new ArrayList<>();
    long next = from;
    while (next < end) {
      List<LogRecord> page = log.read(next, 64, PATIENCE);
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      next = page.getLast().offset() + 1;
    }
    return all;
  }

  private static String key(LogRecord each) {
    return text(new LogRecord(each.offset(), each.key(), null));
  }

  private static List<String> texts(List<LogRecord> records) {
    return records.stream().map(Acknowledged::text).toList();
  }
}
