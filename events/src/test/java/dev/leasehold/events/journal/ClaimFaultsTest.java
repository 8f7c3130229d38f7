package dev.leasehold.events.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Payload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What ends a claim, and that nothing behind it counts.
class ClaimFaultsTest {

  private final Queue<Mishap> mishaps = new ArrayDeque<>();
  private final InMemoryRecordLog log =
      InMemoryRecordLog.faulty(() -> {
        Mishap next = mishaps.poll();
        return next == null ? Mishap.NONE : next;
      });
  private final LogFixture fixture = new LogFixture(log, 1, Duration.ZERO);

  private List<String> told() {
    return fixture.readAll().stream().map(LogFixture::told).toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mishap.class,
      names = {"LOST_WITH_ERROR", "STORED_WITH_ERROR", "STORED_SOMEWHERE", "STORED_AFTER_GAP"})
  void the_first_record_that_is_not_where_it_must_be_ends_the_claim(Mishap mishap) {
    Node node = fixture.node().lead().awaitCommitted(1);
    mishaps.add(mishap);

    node.write("doubtful");
    node.write("behind it");
    node.pump();

    assertEquals(List.of(1L), node.committed);
    assertEquals(1, node.ends.size());
    assertThrows(ClaimEnded.class, () -> node.write("again"));
  }

  @Test
  void a_commit_is_not_sent_behind_a_payload_that_is_known_to_have_failed() {
    Node node = fixture.node().lead().awaitCommitted(1);
    mishaps.add(Mishap.LOST_WITH_ERROR);

    node.write("incomplete", fixture.payload("refused"));
    node.awaitEnd();

    assertEquals(List.of("leader"), told());
  }

  @Test
  void a_record_without_acknowledgement_ends_the_claim_after_five_seconds() {
    Node node = fixture.node().lead().awaitCommitted(1);
    mishaps.add(Mishap.STORED_UNHEARD);
    node.write("unheard");
    node.write("behind it");
    long begin = Long.MAX_VALUE - 1000;
    node.claim().tick(begin);
    node.claim().tick(begin + Claim.LATE.toNanos() - 1);
    assertEquals(0, node.ends.size());

    node.claim().tick(begin + Claim.LATE.toNanos());
    node.pump();

    assertEquals(1, node.ends.size());
    assertEquals(List.of(1L), node.committed);
    assertEquals(List.of("leader", "unheard", "behind it"), told());
  }

  @Test
  void what_stands_behind_a_lost_commit_is_void_and_its_payloads_are_owed() {
    Node node = fixture.node().lead().awaitCommitted(1);
    mishaps.add(Mishap.LOST);
    node.write("lost");
    Payload payload = fixture.payload("orphan");
    node.write("behind it", payload);

    fixture.node().lead().awaitCommitted(2);

    List<Accepted> all = fixture.readAll();
    assertEquals(List.of("leader", "leader"), told());
    assertEquals(1, all.getLast().orphans().size());
  }

  @Test
  void the_late_record_of_a_deposed_leader_is_void_also_if_it_comes_much_later() {
    Node old = fixture.node().lead().awaitCommitted(1);
    mishaps.add(Mishap.DELAYED);
    old.write("late", fixture.payload("late"));
    old.claim().close();
    fixture.node().lead().writeAnd("young").awaitCommitted(3);

    log.release();
    fixture.node().lead().writeAnd("third").awaitCommitted(5);

    assertEquals(List.of("leader", "leader", "young", "leader", "third"), told());
  }

  @Test
  void a_claim_that_is_never_stored_is_unheard() {
    mishaps.add(Mishap.LOST_WITH_ERROR);

    assertInstanceOf(Taking.Unheard.class, fixture.node().take());
    assertEquals(List.of(), told());
  }

  @Test
  void a_claim_that_was_stored_against_its_acknowledgement_is_won() {
    mishaps.add(Mishap.STORED_WITH_ERROR);

    assertInstanceOf(Taking.Won.class, fixture.node().take());
  }

  @Test
  void a_torn_tail_is_told_to_who_had_read_it() {
    Node node = fixture.node().lead().writeAnd("a").writeAnd("b").awaitCommitted(3);
    JournalReader ahead = fixture.reader(Position.START);
    fixture.drain(ahead);

    log.truncate(node.positions.getLast().offset());

    assertThrows(CorruptLog.class, () -> ahead.poll(1, Duration.ZERO));
    JournalReader resumed = fixture.reader(node.positions.getLast());
    assertThrows(CorruptLog.class, () -> resumed.poll(1, Duration.ZERO));
    assertEquals(List.of("leader", "a"), told());
  }

  @Test
  void a_leader_that_overwrites_a_torn_tail_is_refused_by_who_had_read_it() {
    Node node = fixture.node().lead().writeAnd("a").writeAnd("b").awaitCommitted(3);
    log.truncate(node.positions.getLast().offset());
    fixture.node().lead().writeAnd("other").awaitCommitted(4);

    JournalReader resumed = fixture.reader(node.positions.getLast());

    assertThrows(CorruptLog.class, () -> resumed.poll(1, Duration.ZERO));
  }

  @Test
  void a_log_whose_beginning_was_trimmed_needs_a_position() {
    Node node = fixture.node().lead().writeAnd("a").writeAnd("b").awaitCommitted(3);
    log.trim(node.positions.get(1).offset());

    assertThrows(CorruptLog.class, fixture::readAll);
    List<Accepted> rest = fixture.drain(fixture.reader(node.positions.get(1)));
    assertEquals(List.of("b"), rest.stream().map(LogFixture::told).toList());
  }
}
