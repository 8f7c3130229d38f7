package dev.leasehold.events.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leasehold.events.journal.Acknowledged;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.InMemoryRecordLog;
import dev.leasehold.events.journal.RecordLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is acknowledged was forced to the disk, in the order of the appends; what comes meanwhile
/// makes up the next batch; a disk that fails ends the process.
class RoundAppenderTest {
  private static final int RECORDS = 500;

  @TempDir private Path folder;

  private PartitionFiles.Place place = new PartitionFiles.Place(Path.of(""), () -> -1);
  private final RecordLog log = InMemoryRecordLog.faultless();
  private final LingeringBroker broker = new LingeringBroker(log);
  private final Acknowledged told = new Acknowledged();
  private final BlockingQueue<Integer> halted = new LinkedBlockingQueue<>();

  @BeforeEach
  void begin() throws IOException {
    Files.writeString(folder.resolve("00000000000000000000.log"), "");
    place = new PartitionFiles.Place(folder, () -> -1);
    Exit.setHaltProcedure((status, message) -> halted.add(status));
  }

  @AfterEach
  void reset() {
    Exit.resetHaltProcedure();
  }

  @Test
  void all_is_acknowledged_once_in_the_order_of_the_appends() throws InterruptedException {
    try (Appender appender = RoundAppender.forced(broker::store, place)) {
      for (int i = 0; i < RECORDS; i++) {
        told.append(appender, "key " + i, "v");
      }
      List<Acknowledged.Answer> answers = told.await(RECORDS);
      for (int i = 0; i < RECORDS; i++) {
        assertEquals(new Acknowledged.Answer("key " + i, i, null), answers.get(i));
      }
    }
  }

  @Test
  void what_comes_while_a_batch_is_on_its_way_makes_up_the_next() throws InterruptedException {
    try (Appender appender = RoundAppender.forced(broker::store, place)) {
      broker.stop();
      told.append(appender, "first", "v");
      assertEquals(1, broker.batches.poll(20, TimeUnit.SECONDS));
      for (int i = 0; i < RECORDS; i++) {
        told.append(appender, "key " + i, "v");
      }
      broker.goOn();
      told.await(1 + RECORDS);
      assertEquals(List.of(RECORDS), List.copyOf(broker.batches));
    }
  }

  @Test
  void a_round_is_never_more_than_one_batch() throws InterruptedException {
    String large = "v".repeat(RoundQueue.MAX_ROUND_BYTES / 3);
    try (Appender appender = RoundAppender.forced(broker::store, place)) {
      broker.stop();
      told.append(appender, "first", "v");
      assertEquals(1, broker.batches.poll(20, TimeUnit.SECONDS));
      for (String each : List.of("a", "b", "c", "d", "e")) {
        told.append(appender, each, large);
      }
      told.append(appender, "larger than a round", large.repeat(4));
      broker.goOn();
      told.await(7);
      assertEquals(List.of(2, 2, 1, 1), List.copyOf(broker.batches));
    }
  }

  @Test
  void what_comes_while_too_much_waits_is_refused_and_all_behind_it() throws InterruptedException {
    String large = "v".repeat(RoundQueue.MAX_ROUND_BYTES);
    int fitting = AppendLimits.WAITING_BYTES / RoundQueue.MAX_ROUND_BYTES;
    try (Appender appender = RoundAppender.forced(broker::store, place)) {
      broker.stop();
      told.append(appender, "first", "v");
      assertEquals(1, broker.batches.poll(20, TimeUnit.SECONDS));
      for (int i = 0; i < fitting; i++) {
        told.append(appender, "large", large);
      }
      told.append(appender, "too much", "v");
      told.append(appender, "behind it", "v");
      broker.goOn();
      told.await(1 + fitting).forEach(answer -> assertNull(answer.error()));
      told.await(2).forEach(answer -> assertNotNull(answer.error()));
      assertEquals(1 + fitting, log.end());
    }
  }

  @Test
  void behind_a_batch_that_was_not_stored_nothing_is_sent() throws InterruptedException {
    try (Appender appender = RoundAppender.forced(broker::store, place)) {
      told.appendAndWait(appender, "before", "v");
      broker.stop();
      broker.fail();
      told.append(appender, "a commit's payload", "v");
      told.append(appender, "its commit", "v");
      broker.goOn();
      told.await(2).forEach(answer -> assertNotNull(answer.error()));
      broker.batches.clear();
      told.append(appender, "after", "v");
      assertNotNull(told.await(1).getFirst().error());
      assertEquals(List.of(), List.copyOf(broker.batches));
      assertEquals(1, log.end());
    }
  }

  @Test
  void a_disk_that_cannot_be_forced_ends_the_process_and_acknowledges_nothing() throws Exception {
    try (Appender appender = RoundAppender.forced(broker::store, place)) {
      told.appendAndWait(appender, "before", "v");
      Files.delete(folder.resolve("00000000000000000000.log"));
      Files.delete(folder);
      told.append(appender, "after", "v");
      assertEquals(1, halted.poll(20, TimeUnit.SECONDS));
      assertNotNull(told.await(1).getFirst().error());
    }
  }

  @Test
  void where_the_broker_does_not_say_what_it_writes_a_record_is_in_doubt_and_the_next_is_not()
      throws Exception {
    boolean[] silent = {false};
    LongSupplier active =
        () -> {
          if (silent[0]) {
            throw new IllegalStateException("the broker stops");
          }
          return -1;
        };
    try (Appender appender =
        RoundAppender.forced(broker::store, new PartitionFiles.Place(folder, active))) {
      told.appendAndWait(appender, "first", "v");
      silent[0] = true;
      told.append(appender, "second", "v");
      assertNotNull(told.await(1).getFirst().error());
      silent[0] = false;
      assertEquals(2, told.appendAndWait(appender, "third", "v"));
      assertNull(halted.poll());
    }
  }

  @Test
  void what_is_appended_after_closing_is_in_doubt_and_the_process_goes_on() throws Exception {
    Appender appender = RoundAppender.forced(broker::store, place);
    told.appendAndWait(appender, "before", "v");
    appender.close();
    told.append(appender, "after", "v");
    assertNotNull(told.await(1).getFirst().error());
    assertNull(halted.poll());
  }
}
