package dev.leasehold.events.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.RecordHeader;
import dev.leasehold.crypto.barrier.RecordKind;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a Kafka administrator without keys can do to the log is noticed (THREATS T1, T31, T34).
class TamperedLogTest {

  private final InMemoryRecordLog log = InMemoryRecordLog.faultless();
  private final LogFixture fixture = new LogFixture(log, 1, Duration.ZERO);
  private List<LogRecord> records = List.of();

  /// Two claims, each with payloads and a beat at its end.
  @BeforeEach
  void fill() {
    for (int i = 0; i < 2; i++) {
      Node node = fixture.node().lead();
      node.write("a", fixture.payload("one"), fixture.payload("two"));
      node.write("b");
      node.write("c", fixture.payload("three"));
      node.awaitAcknowledged(7);
      node.claim().beat(LogFixture.NOW, Map.of());
      node.awaitAcknowledged(8);
    }
    records = log.read(0, 1000, Duration.ZERO);
  }

  private static RecordKind kind(LogRecord record) {
    return header(record).kind();
  }

  private static RecordHeader header(LogRecord record) {
    return RecordOpener.peek(Objects.requireNonNull(record.value()));
  }

  private LogFixture forged(List<LogRecord> forged) {
    InMemoryRecordLog copy = InMemoryRecordLog.faultless();
    Appender appender = copy.appender();
    forged.forEach(each -> appender.append(each.key(), each.value(), (offset, error) -> {}));
    return new LogFixture(copy, 2, Duration.ZERO);
  }

  private void assertNoticed(List<LogRecord> forged, String how) {
    LogFixture other = forged(forged);
    assertThrows(CorruptLog.class, other::readAll, how);
  }

  @Test
  void t1_the_log_as_it_was_written_is_read() {
    assertEquals(8, fixture.readAll().size());
    assertEquals(8, forged(records).readAll().size());
  }

  @Test
  void t1_a_flipped_bit_is_noticed_in_any_record() {
    for (LogRecord each : records) {
      int bits = Objects.requireNonNull(each.value()).length * Byte.SIZE;
      for (int bit : new int[] {0, 20, 300, bits - 1}) {
        log.flipBit(each.offset(), bit);
        assertThrows(CorruptLog.class, fixture::readAll, each + ", bit " + bit);
        log.flipBit(each.offset(), bit);
      }
    }
    assertEquals(8, fixture.readAll().size());
  }

  @Test
  void t1_a_dropped_record_is_noticed() {
    for (LogRecord each : records) {
      if (kind(each) != RecordKind.BEAT) {
        List<LogRecord> forged = new ArrayList<>(records);
        forged.remove(each);
        assertNoticed(forged, "without " + each);
      }
    }
  }

  @Test
  void t1_two_swapped_records_are_noticed() {
    for (int i = 0; i + 1 < records.size(); i++) {
      RecordKind one = kind(records.get(i));
      RecordKind two = kind(records.get(i + 1));
      boolean harmless = one == RecordKind.PAYLOAD && two == RecordKind.PAYLOAD;
      if (!harmless && one != RecordKind.BEAT && two != RecordKind.BEAT) {
        List<LogRecord> forged = new ArrayList<>(records);
        Collections.swap(forged, i, i + 1);
        assertNoticed(forged, "swapped at " + i);
      }
    }
  }

  @Test
  void t1_a_repeated_record_changes_nothing_and_is_noticed_once_compaction_took_the_first() {
    for (LogRecord each : records) {
      List<LogRecord> forged = new ArrayList<>(records);
      forged.add(each);
      LogFixture other = forged(forged);
      List<Accepted> read = other.readAll();
      assertEquals(fixture.readAll().size(), read.size(), "repeated " + each);
      if (kind(each) != RecordKind.BEAT) {
        ((InMemoryRecordLog) other.log).compact();
        assertThrows(CorruptLog.class, other::readAll, "compacted, repeated " + each);
      }
    }
  }

  @Test
  void t1_a_record_under_another_key_is_noticed() {
    LogRecord first = records.getFirst();
    List<LogRecord> forged = new ArrayList<>(records);
    forged.set(0, new LogRecord(0, records.get(1).key(), first.value()));

    assertNoticed(forged, "moved to another key");
  }

  @Test
  void t1_a_record_rolled_back_below_a_position_is_noticed() {
    List<Accepted> all = fixture.readAll();
    for (int length = 0; length <= all.getLast().offset(); length++) {
      LogFixture shorter = forged(records.subList(0, length));
      JournalReader reader = shorter.reader(all.getLast().position());
      assertThrows(CorruptLog.class, () -> reader.poll(1, Duration.ZERO), "length " + length);
    }
  }

  @Test
  void t1_a_fork_is_noticed_by_who_has_read_the_other_branch() {
    List<Accepted> all = fixture.readAll();
    long fork = all.get(6).offset();
    LogFixture other = forged(records.subList(0, (int) fork));
    Node node = other.node().lead();
    node.writeAnd("x").writeAnd("y").writeAnd("z").awaitCommitted(9);

    JournalReader reader = other.reader(all.getLast().position());
    assertThrows(CorruptLog.class, () -> reader.poll(100, Duration.ZERO));
  }

  @Test
  void t31_what_is_not_ours_stops_a_node_until_the_operator_passes_it_over() {
    log.appender().append(new byte[] {1}, new byte[100], (offset, error) -> {});
    long offset = records.size();

    CorruptLog error = assertThrows(CorruptLog.class, fixture::readAll);

    assertTrue(String.valueOf(error.getMessage()).contains("offset " + offset));
    List<Accepted> read = fixture.drain(fixture.reader(Position.START, Set.of(offset)));
    assertEquals(8, read.size());
  }

  @Test
  void t31_a_tombstone_of_a_commit_is_noticed_once_compaction_took_it() {
    for (LogRecord each : records) {
      if (kind(each) != RecordKind.BEAT) {
        LogFixture other = forged(records);
        other.log.appender().append(each.key(), null, (offset, error) -> {});
        ((InMemoryRecordLog) other.log).compact();
        assertThrows(CorruptLog.class, other::readAll, "tombstone of " + each);
      }
    }
  }

  @Test
  void an_erased_payload_is_left_out_and_a_lost_one_is_noticed() {
    Payload payload = fixture.payload("secret");
    Node node = fixture.node().lead();
    Appended brings = node.write("brings", payload);
    node.awaitCommitted(brings.commit().sequence());
    Appended destroys = node.destroy("destroys", payload.name());
    node.awaitCommitted(destroys.commit().sequence());
    String key = brings.commit().brings().getFirst().key();
    node.claim().tombstone(key, destroys.commit().sequence());
    node.write("last");
    log.compact();

    List<Accepted> all = fixture.readAll();

    assertEquals(12, all.size());
    assertEquals(List.of(), all.get(9).payloads());
    assertEquals(1, all.get(7).payloads().size());
  }

  @Test
  void t34_a_leader_stopped_between_any_two_sends_and_continued_under_a_successor_loses_nothing() {
    for (int stop = 0; stop < 6; stop++) {
      int sends = stop;
      int[] sent = {0};
      InMemoryRecordLog stopping =
          InMemoryRecordLog.faulty(() -> sent[0]++ == 2 + sends ? Mishap.DELAYED : Mishap.NONE);
      LogFixture cluster = new LogFixture(stopping, 3, Duration.ZERO);
      Node old = cluster.node().lead();
      old.write("a", cluster.payload("1"));
      old.write("b", cluster.payload("2"));
      old.write("c", cluster.payload("3"));
      old.pump();
      Node young = cluster.node().lead();
      young.write("d", cluster.payload("4"));
      young.pump();

      stopping.release();
      List<Accepted> before = cluster.readAll();
      stopping.compact();
      List<Accepted> after = cluster.readAll();

      assertEquals(before, after, "stopped after " + stop);
      List<Position> positions = before.stream().map(Accepted::position).toList();
      assertTrue(positions.containsAll(old.positions), "stopped after " + stop);
      assertTrue(positions.containsAll(young.positions), "stopped after " + stop);
      assertEquals("d", LogFixture.told(before.getLast()));
    }
  }
}
