package dev.leasehold.verticles.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.journal.AuditLog;
import dev.leasehold.events.journal.AuditReader;
import dev.leasehold.events.journal.InMemoryRecordLog;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.Mishap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The stream on one thread, with a clock and an executor that the test moves.
class AuditStreamTest {
  private final SeededEntropy entropy = new SeededEntropy(1);
  private final Keyring keyring = Keyring.initial("cluster", entropy, Instant.EPOCH);
  private final Queue<Mishap> mishaps = new ArrayDeque<>();
  private final InMemoryRecordLog log =
      InMemoryRecordLog.paced(() -> mishaps.isEmpty() ? Mishap.NONE : mishaps.remove());
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> moments = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private long nanos;
  private boolean unreachable;
  private final AuditStream stream =
      new AuditStream(this::chain, tasks::add, tasks::add, moments::add, () -> nanos);

  private AuditLog chain() {
    if (unreachable) {
      throw new LogUnavailable("unreachable");
    }
    return new AuditLog(log, keyring, entropy);
  }

  @AfterEach
  void close() {
    stream.close();
    log.close();
  }

  @Test
  void what_arrives_while_a_record_is_in_flight_goes_into_the_next_one() {
    open();
    for (String name : List.of("a", "b", "c")) {
      submit(name);
    }
    assertEquals(List.of(), told);
    settle();
    assertEquals(List.of("a done", "b done", "c done"), told);
    assertEquals(List.of(List.of("a"), List.of("b", "c")), records());
  }

  @Test
  void a_record_waits_for_as_many_entries_as_the_last_one_held() {
    open();
    List.of("a", "b", "c").forEach(this::submit);
    settle();
    submit("d");
    settle();
    assertEquals(List.of(List.of("a"), List.of("b", "c")), records());
    submit("e");
    settle();
    assertEquals(List.of("d", "e"), records().getLast());
  }

  @Test
  void a_record_waits_no_longer_than_a_moment() {
    open();
    List.of("a", "b", "c").forEach(this::submit);
    settle();
    submit("d");
    settle();
    moments.remove().run();
    settle();
    assertEquals(List.of("d"), records().getLast());
    submit("e");
    settle();
    assertEquals(List.of("e"), records().getLast());
    assertEquals("e done", told.getLast());
  }

  @Test
  void entries_of_a_record_are_numbered_and_its_sequence_is_the_newest() {
    open();
    submit("a");
    submit("b");
    submit("c");
    settle();
    AuditReader reader = reader();
    List<AuditReader.Verified> read = reader.poll(10, Duration.ZERO);
    assertEquals(2, read.getLast().batch().firstEntry());
    assertEquals(7, read.getLast().batch().journalSequence());
    assertEquals(stream.heads(), reader.heads());
  }

  @Test
  void an_error_fails_the_record_and_a_new_chain_takes_what_waits() {
    open();
    mishaps.add(Mishap.LOST_WITH_ERROR);
    submit("a");
    submit("b");
    settle();
    assertEquals(List.of("a failed"), told);
    assertFalse(stream.available());
    later(Duration.ofMillis(150));
    assertTrue(stream.available());
    assertEquals(List.of("a failed", "b done"), told);
    assertEquals(List.of(List.of("b")), records());
  }

  @Test
  void a_record_without_answer_fails_at_the_deadline_and_ends_the_chain() {
    open();
    mishaps.add(Mishap.LOST);
    submit("a");
    settle();
    later(Duration.ofMillis(4_900));
    assertEquals(List.of(), told);
    later(Duration.ofMillis(100));
    assertEquals(List.of("a failed"), told);
    later(Duration.ofMillis(150));
    submit("b");
    settle();
    assertEquals(List.of("a failed", "b done"), told);
  }

  @Test
  void a_late_acknowledgement_never_answers_twice() {
    open();
    submit("a");
    later(Duration.ofSeconds(5), false);
    assertEquals(List.of("a failed"), told);
    settle();
    assertEquals(List.of("a failed"), told);
  }

  @Test
  void while_the_log_is_unreachable_every_entry_fails_within_the_deadline() {
    unreachable = true;
    open();
    assertFalse(stream.available());
    submit("a");
    later(Duration.ofMillis(4_900));
    assertEquals(List.of(), told);
    later(Duration.ofMillis(100));
    assertEquals(List.of("a failed"), told);
    unreachable = false;
    later(Duration.ofSeconds(5));
    submit("b");
    settle();
    assertEquals(List.of("a failed", "b done"), told);
  }

  @Test
  void an_entry_that_no_record_can_hold_fails_and_holds_up_nobody() {
    open();
    submit("x".repeat(AuditStream.MAX_RECORD_BYTES + 1));
    submit("a");
    settle();
    assertEquals(
        List.of("x failed", "a done"), told.stream().map(t -> t.replaceAll("x+", "x")).toList());
  }

  @Test
  void many_large_entries_are_spread_over_records() {
    open();
    submit("a");
    for (int i = 0; i < 5; i++) {
      submit("x".repeat(400_000));
    }
    settle();
    assertEquals(6, told.stream().filter(t -> t.endsWith("done")).count());
    assertEquals(List.of(1, 2, 2, 1), records().stream().map(List::size).toList());
  }

  @Test
  void the_heads_of_ended_chains_are_still_told() {
    open();
    submit("a");
    settle();
    mishaps.add(Mishap.LOST_WITH_ERROR);
    submit("b");
    settle();
    later(Duration.ofMillis(200));
    submit("c");
    settle();
    AuditReader reader = reader();
    reader.poll(10, Duration.ZERO);
    assertEquals(2, stream.heads().size());
    assertEquals(stream.heads(), reader.heads());
  }

  @Test
  void one_device_of_two_is_enough_and_none_is_not() {
    open();
    try (DeviceWriter good = new DeviceWriter("good", OutputStream::nullOutputStream, () -> 0);
        DeviceWriter bad = new DeviceWriter("bad", AuditStreamTest::failing, () -> 0)) {
      submit("a", new Waiting.Feed(good, new byte[1]), new Waiting.Feed(bad, new byte[1]));
      submit("b", new Waiting.Feed(bad, new byte[1]));
      while (told.size() < 2) {
        settle();
        Thread.onSpinWait();
      }
    }
    assertEquals(List.of("a done", "b failed"), told.stream().sorted().toList());
  }

  private static OutputStream failing() throws IOException {
    throw new IOException("no");
  }

  private void open() {
    stream.open();
    run();
  }

  private void submit(String name, Waiting.Feed... feeds) {
    long deadline = nanos + AuditStream.DEADLINE.toNanos();
    stream.submit(
        new Waiting(
            name.getBytes(StandardCharsets.UTF_8),
            7,
            List.of(feeds),
            deadline,
            failure -> told.add(name + (failure == null ? " done" : " failed"))));
    stream.pump();
  }

  private void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void settle() {
    do {
      run();
    } while (log.deliver() > 0 || !tasks.isEmpty());
  }

  private void later(Duration time) {
    later(time, true);
  }

  private void later(Duration time, boolean delivering) {
    nanos += time.toNanos();
    stream.tick();
    if (delivering) {
      settle();
    }
  }

  private AuditReader reader() {
    return new AuditReader(log, new RecordOpener(keyring, Purpose.AUDIT, AuditLog.TOPIC));
  }

  private List<List<String>> records() {
    return reader().poll(100, Duration.ZERO).stream()
        .map(record ->
            record.batch().entries().stream()
                .map(entry -> new String(entry, StandardCharsets.UTF_8))
                .toList())
        .toList();
  }
}
