package dev.leasehold.events.journal;

import static dev.leasehold.events.journal.Acknowledged.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class InMemoryRecordLogTest implements RecordLogContract {

  private final Acknowledged acknowledged = new Acknowledged();

  @Override
  public RecordLog empty() {
    return InMemoryRecordLog.faultless();
  }

  @Override
  public void compact(RecordLog log) {
    ((InMemoryRecordLog) log).compact();
  }

  @Test
  void a_paced_log_keeps_acknowledgements_until_they_are_delivered() {
    InMemoryRecordLog log = InMemoryRecordLog.paced(inTurn());
    Appender appender = log.appender();
    acknowledged.append(appender, "a", "1");
    acknowledged.append(appender, "b", "2");
    assertEquals(List.of("a=1", "b=2"), stored(log));
    assertEquals(List.of(), acknowledged.now());
    assertTrue(log.deliverOne());
    assertEquals(List.of(new Acknowledged.Answer("a", 0, null)), acknowledged.now());
    assertEquals(1, log.deliver());
    assertEquals(List.of(new Acknowledged.Answer("b", 1, null)), acknowledged.now());
    assertEquals(0, log.deliver());
  }

  @Test
  void an_acknowledgement_may_append_and_is_never_overtaken() {
    InMemoryRecordLog log = InMemoryRecordLog.faultless();
    Appender appender = log.appender();
    List<String> seen = new ArrayList<>();
    appender.append(
        new byte[] {1},
        null,
        (offset, error) -> {
          appender.append(new byte[] {2}, null, (at, also) -> seen.add("second"));
          seen.add("first");
        });
    assertEquals(List.of("first", "second"), seen);
  }

  @Test
  void a_lost_record_is_not_stored_and_is_in_doubt_when_the_appender_closes() {
    InMemoryRecordLog log = InMemoryRecordLog.faulty(inTurn(Mishap.LOST));
    Appender appender = log.appender();
    acknowledged.append(appender, "a", "1");
    acknowledged.append(appender, "b", "2");
    assertEquals(List.of("b=2"), stored(log));
    assertEquals(List.of(), acknowledged.now(), "nothing overtakes what is not yet known");
    appender.close();
    List<Acknowledged.Answer> answers = acknowledged.now();
    assertNotNull(answers.getFirst().error());
    assertEquals(new Acknowledged.Answer("b", 0, null), answers.get(1));
  }

  @Test
  void a_record_stored_unheard_is_in_doubt_when_the_appender_closes() {
    InMemoryRecordLog log = InMemoryRecordLog.faulty(inTurn(Mishap.STORED_UNHEARD));
    Appender appender = log.appender();
    acknowledged.append(appender, "a", "1");
    assertEquals(List.of(), acknowledged.now());
    appender.close();
    assertNotNull(acknowledged.now().getFirst().error());
    assertEquals(List.of("a=1"), stored(log));
  }

  @Test
  void an_error_tells_nothing_about_being_stored() {
    InMemoryRecordLog log =
        InMemoryRecordLog.faulty(inTurn(Mishap.STORED_WITH_ERROR, Mishap.LOST_WITH_ERROR));
    Appender appender = log.appender();
    acknowledged.append(appender, "a", "1");
    acknowledged.append(appender, "b", "2");
    acknowledged.append(appender, "c", "3");
    assertEquals(List.of("a=1", "c=3"), stored(log));
    List<Acknowledged.Answer> answers = acknowledged.now();
    assertNotNull(answers.get(0).error());
    assertNotNull(answers.get(1).error());
    assertEquals(new Acknowledged.Answer("c", 1, null), answers.get(2));
  }

  @Test
  void an_offset_may_be_skipped_or_untold() {
    InMemoryRecordLog log =
        InMemoryRecordLog.faulty(inTurn(Mishap.STORED_AFTER_GAP, Mishap.STORED_SOMEWHERE));
    Appender appender = log.appender();
    acknowledged.append(appender, "a", "1");
    acknowledged.append(appender, "b", "2");
    assertEquals(
        List.of(new Acknowledged.Answer("a", 1, null), new Acknowledged.Answer("b", -1, null)),
        acknowledged.now());
    assertEquals(List.of(1L, 2L), offsets(log));
  }

  @Test
  void a_delayed_record_arrives_in_its_appenders_order_and_after_others() {
    InMemoryRecordLog log =
        InMemoryRecordLog.faulty(inTurn(Mishap.DELAYED, Mishap.NONE, Mishap.NONE));
    Appender slow = log.appender();
    Appender quick = log.appender();
    acknowledged.append(slow, "slow-1", "x");
    acknowledged.append(slow, "slow-2", "x");
    acknowledged.append(quick, "quick", "x");
    assertEquals(List.of("quick=x"), stored(log));
    assertTrue(log.release());
    assertEquals(List.of("quick=x", "slow-1=x", "slow-2=x"), stored(log));
    assertEquals(
        List.of("quick", "slow-1", "slow-2"),
        acknowledged.now().stream().map(Acknowledged.Answer::key).toList());
  }

  @Test
  void a_delayed_record_may_arrive_long_after_its_appender_closed() {
    InMemoryRecordLog log = InMemoryRecordLog.faulty(inTurn(Mishap.DELAYED));
    Appender deposed = log.appender();
    acknowledged.append(deposed, "late", "x");
    deposed.close();
    assertNotNull(acknowledged.now().getFirst().error());
    acknowledged.append(log.appender(), "successor", "x");
    acknowledged.now();
    assertTrue(log.release());
    assertEquals(List.of("successor=x", "late=x"), stored(log));
    assertEquals(List.of(), acknowledged.now(), "it was answered for when it closed");
  }

  @Test
  void tombstones_go_with_compaction_but_never_the_newest_record() {
    InMemoryRecordLog log = InMemoryRecordLog.faultless();
    Appender appender = log.appender();
    acknowledged.append(appender, "a", "1");
    acknowledged.append(appender, "a", null);
    log.compact();
    assertEquals(List.of("a"), stored(log));
    acknowledged.append(appender, "b", "2");
    log.compact();
    assertEquals(List.of("b=2"), stored(log));
    assertEquals(List.of(2L), offsets(log));
  }

  @Test
  void a_trimmed_log_is_read_from_its_new_start() {
    InMemoryRecordLog log = InMemoryRecordLog.faultless();
    Appender appender = log.appender();
    acknowledged.append(appender, "a", "1");
    acknowledged.append(appender, "b", "2");
    log.trim(1);
    assertEquals(1, log.start());
    assertEquals(List.of("b=2"), stored(log));
  }

  @Test
  void a_truncated_log_is_noticed_by_who_had_read_further() {
    InMemoryRecordLog log = InMemoryRecordLog.faultless();
    Appender appender = log.appender();
    acknowledged.append(appender, "a", "1");
    acknowledged.append(appender, "b", "2");
    log.truncate(1);
    assertEquals(List.of("a=1"), stored(log));
    assertThrows(TruncatedLog.class, () -> log.read(2, 1, Duration.ZERO));
  }

  @Test
  void a_flipped_bit_changes_what_is_read_and_nothing_else() {
    InMemoryRecordLog log = InMemoryRecordLog.faultless();
    Appender appender = log.appender();
    byte[] value = {1, 2, 3};
    appender.append(new byte[] {9}, value, (offset, error) -> assertNull(error));
    log.flipBit(0, 10);
    LogRecord damaged = log.read(0, 1, Duration.ZERO).getFirst();
    assertEquals("[1, 6, 3]", Arrays.toString(damaged.value()));
    assertEquals("[1, 2, 3]", Arrays.toString(value));
    assertNotEquals(new LogRecord(0, new byte[] {9}, value), damaged);
  }

  private static Supplier<Mishap> inTurn(Mishap... mishaps) {
    Queue<Mishap> left = new ArrayDeque<>(List.of(mishaps));
    return () -> Objects.requireNonNullElse(left.poll(), Mishap.NONE);
  }

  private static List<String> stored(RecordLog log) {
    return log.read(0, 100, Duration.ZERO).stream().map(each -> text(each)).toList();
  }

  private static List<Long> offsets(RecordLog log) {
    return log.read(0, 100, Duration.ZERO).stream().map(LogRecord::offset).toList();
  }
}
