package dev.leasehold.events.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.CorruptLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditLogTest {

  private final SeededEntropy entropy = new SeededEntropy(1);
  private final Keyring keyring = Keyring.initial("cluster", entropy, LogFixture.NOW);
  private final InMemoryRecordLog log = InMemoryRecordLog.faultless();

  private AuditReader reader(RecordLog of) {
    return new AuditReader(of, new RecordOpener(keyring, Purpose.AUDIT, AuditLog.TOPIC));
  }

  private static byte[] entry(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private AuditLog filled() {
    AuditLog audit = new AuditLog(log, keyring, entropy);
    audit.append(List.of(entry("{1}"), entry("{2}")), 5, (offset, error) -> {});
    audit.append(List.of(entry("{3}")), 6, (offset, error) -> {});
    audit.append(List.of(entry("{4}")), 6, (offset, error) -> {});
    return audit;
  }

  @Test
  void entries_are_read_in_order_with_their_numbers_and_the_head() {
    AuditLog audit = filled();
    AuditReader reader = reader(log);

    List<AuditReader.Verified> read = reader.poll(100, Duration.ZERO);

    assertEquals(
        List.of(1L, 3L, 4L), read.stream().map(each -> each.batch().firstEntry()).toList());
    assertEquals(6, read.getLast().batch().journalSequence());
    assertArrayEquals(entry("{2}"), read.getFirst().batch().entries().get(1));
    assertEquals(Map.of(audit.writer(), audit.head()), reader.heads());
  }

  @Test
  void two_chains_on_one_log_do_not_disturb_each_other() {
    AuditLog one = filled();
    AuditLog two = filled();
    one.append(List.of(entry("{5}")), 7, (offset, error) -> {});
    AuditReader reader = reader(log);

    assertEquals(7, reader.poll(100, Duration.ZERO).size());
    assertEquals(Map.of(one.writer(), one.head(), two.writer(), two.head()), reader.heads());
  }

  @Test
  void t1_a_dropped_swapped_repeated_or_changed_audit_record_is_noticed() {
    filled();
    List<LogRecord> records = log.read(0, 10, Duration.ZERO);
    List<LogRecord> dropped = new ArrayList<>(records);
    dropped.remove(1);
    List<LogRecord> swapped = new ArrayList<>(records);
    Collections.swap(swapped, 1, 2);
    List<LogRecord> repeated = new ArrayList<>(records);
    repeated.add(records.get(1));

    for (List<LogRecord> each : List.of(dropped, swapped, repeated)) {
      InMemoryRecordLog forged = InMemoryRecordLog.faultless();
      Appender appender = forged.appender();
      each.forEach(one -> appender.append(one.key(), one.value(), (offset, error) -> {}));
      assertThrows(CorruptLog.class, () -> reader(forged).poll(10, Duration.ZERO));
    }
    log.flipBit(1, 500);
    assertThrows(CorruptLog.class, () -> reader(log).poll(10, Duration.ZERO));
  }

  @Test
  void a_record_that_was_not_acknowledged_ends_the_chain() {
    InMemoryRecordLog losing = InMemoryRecordLog.faulty(() -> Mishap.LOST_WITH_ERROR);
    AuditLog audit = new AuditLog(losing, keyring, entropy);
    audit.append(List.of(entry("{1}")), 1, (offset, error) -> {});

    assertThrows(
        ClaimEnded.class, () -> audit.append(List.of(entry("{2}")), 1, (offset, error) -> {}));
  }

  @Test
  void a_batch_that_is_too_large_is_refused_and_the_chain_stands() {
    AuditLog audit = new AuditLog(log, keyring, entropy);

    assertThrows(
        TooLarge.class,
        () -> audit.append(List.of(new byte[AuditLog.MAX_BATCH_BYTES]), 1, (offset, error) -> {}));

    audit.append(List.of(entry("{1}")), 1, (offset, error) -> {});
    assertEquals(1, reader(log).poll(10, Duration.ZERO).size());
  }
}
