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

/// What is acknowledged was forced to the disk, in the order of the appends; a disk that fails at
/// it ends the process.
class ForcedAppenderTest {
  private static final int RECORDS = 500;

  @TempDir private Path folder;

  private PartitionFiles.Place place = new PartitionFiles.Place(Path.of(""), () -> -1);
  private final RecordLog log = InMemoryRecordLog.faultless();
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
    try (Appender appender = ForcedAppender.open(log.appender(), place)) {
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
  void a_disk_that_cannot_be_forced_ends_the_process_and_acknowledges_nothing() throws Exception {
    try (Appender appender = ForcedAppender.open(log.appender(), place)) {
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
        ForcedAppender.open(log.appender(), new PartitionFiles.Place(folder, active))) {
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
    Appender appender = ForcedAppender.open(log.appender(), place);
    told.appendAndWait(appender, "before", "v");
    appender.close();
    told.append(appender, "after", "v");
    assertNotNull(told.await(1).getFirst().error());
    assertNull(halted.poll());
  }
}
