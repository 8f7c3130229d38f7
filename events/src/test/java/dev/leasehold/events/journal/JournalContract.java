package dev.leasehold.events.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Payload;
import dev.leasehold.events.SysEvent.LeadershipTaken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the journal promises over every kind of log that stores what it acknowledges.
public abstract class JournalContract {

  private RecordLog log;
  private LogFixture fixture;

  /// An empty log.
  protected abstract RecordLog emptyLog();

  /// How long a reader waits for a record that is on its way.
  protected abstract Duration patience();

  @BeforeEach
  void open() {
    log = emptyLog();
    fixture = new LogFixture(log, 1, patience());
  }

  @AfterEach
  void close() {
    log.close();
  }

  private List<String> told() {
    return fixture.readAll().stream().map(LogFixture::told).toList();
  }

  @Test
  void an_empty_log_is_read_to_its_end_at_once() {
    JournalReader reader = fixture.reader(Position.START);

    assertEquals(List.of(), reader.poll(10, Duration.ZERO));
    assertTrue(reader.caughtUp());
    assertEquals(Position.START, reader.position());
  }

  @Test
  void the_first_commit_of_a_claim_says_what_its_claimant_had_read() {
    Node first = fixture.node().lead().awaitCommitted(1);
    fixture.node().lead().awaitCommitted(2);

    List<Accepted> all = fixture.readAll();

    assertEquals(2, all.size());
    LeadershipTaken taken =
        assertInstanceOf(LeadershipTaken.class, all.getLast().commit().events().getFirst());
    assertEquals(1, taken.lastSequence());
    assertEquals(first.positions.getFirst().chainHash(), taken.chainHash());
  }

  @Test
  void commits_are_read_in_the_order_of_appending_at_the_positions_that_were_told() {
    Node node = fixture.node().lead();
    LongStream.range(0, 200).forEach(each -> node.write("event " + each));
    node.awaitCommitted(201);

    List<Accepted> all = fixture.readAll();

    assertEquals(LongStream.rangeClosed(1, 201).boxed().toList(), node.committed);
    assertEquals(node.positions, all.stream().map(Accepted::position).toList());
    assertEquals("event 199", LogFixture.told(all.getLast()));
  }

  @Test
  void payloads_are_read_with_the_commit_that_brings_them() {
    Payload one = fixture.payload("one");
    Payload two = fixture.payload("two");
    fixture.node().lead().writeAnd("both", one, two).writeAnd("none").awaitCommitted(3);

    List<Accepted> all = fixture.readAll();

    assertEquals(List.of(one, two), all.get(1).payloads());
    assertEquals(List.of(), all.get(2).payloads());
  }

  @Test
  void the_time_of_a_commit_never_goes_back() {
    Node node = fixture.node().lead();
    Instant earlier = LogFixture.NOW.minusSeconds(60);
    node.claim()
        .append(earlier, LogFixture.event("early"), List.of(), List.of(), null, commit -> {});

    assertEquals(LogFixture.NOW, fixture.awaitRead(2).getLast().commit().time());
  }

  @Test
  void reading_on_from_any_position_is_the_same_as_reading_at_once() {
    Node first = fixture.node().lead().writeAnd("a", fixture.payload("a")).awaitCommitted(2);
    fixture.node().lead().writeAnd("b", fixture.payload("b")).awaitCommitted(4);
    first.claim().close();
    List<Accepted> all = fixture.readAll();

    for (int i = 0; i < all.size(); i++) {
      JournalReader reader = fixture.reader(all.get(i).position());
      List<Accepted> rest = new ArrayList<>();
      while (!reader.caughtUp()) {
        rest.addAll(reader.poll(1, patience()));
      }
      assertEquals(all.subList(i + 1, all.size()), rest, "from " + i);
    }
  }

  @Test
  void of_two_claimants_at_once_the_first_in_the_log_wins() {
    JournalReader one = fixture.reader(Position.START);
    JournalReader two = fixture.reader(Position.START);
    one.poll(10, Duration.ZERO);
    two.poll(10, Duration.ZERO);

    Taking won = fixture.node().take(one);
    Taking outrun = fixture.node().take(two);

    assertInstanceOf(Taking.Won.class, won);
    assertInstanceOf(Taking.Outrun.class, outrun);
  }

  @Test
  void a_deposed_leader_is_told_once_and_what_it_wrote_late_is_void() {
    Node old = fixture.node().lead().writeAnd("before").awaitCommitted(2);
    Node young = fixture.node().lead().writeAnd("young").awaitCommitted(4);

    old.write("late");
    old.write("later", fixture.payload("lost"));
    old.awaitEnd();
    young.claim().close();
    fixture.node().lead().awaitCommitted(5);

    assertEquals(List.of("leader", "before", "leader", "young", "leader"), told());
    assertEquals(1, old.ends.size());
    assertEquals(List.of(1L, 2L), old.committed);
    assertThrows(ClaimEnded.class, () -> old.write("again"));
  }

  @Test
  void a_payload_whose_claim_ended_first_is_owed_a_tombstone_once() {
    Node old = fixture.node().lead().awaitCommitted(1);
    Node young = fixture.node().lead().awaitCommitted(2);
    old.write("late", fixture.payload("lost"));
    old.awaitEnd();
    young.claim().close();
    Node third = fixture.node().lead().awaitCommitted(3);

    List<String> orphans = fixture.readAll().getLast().orphans();
    assertEquals(1, orphans.size());
    third.claim().tombstone(orphans.getFirst(), 0);
    third.write("afterwards");
    third.awaitCommitted(4);

    assertEquals(orphans, fixture.readAll().getLast().buried());
  }

  @Test
  void a_tombstone_before_its_commit_is_refused() {
    Payload payload = fixture.payload("secret");
    Node node = fixture.node().lead();
    Appended brings = node.write("brings", payload);
    String key = brings.commit().brings().getFirst().key();
    Appended destroys = node.destroy("destroys", payload.name());

    assertThrows(
        IllegalStateException.class,
        () -> node.claim().tombstone(key, destroys.commit().sequence()));

    node.awaitCommitted(3);
    node.claim().tombstone(key, destroys.commit().sequence());
    node.writeAnd("last").awaitCommitted(4);
    assertEquals(List.of(key), fixture.readAll().getLast().buried());
  }

  @Test
  void a_beat_is_heard_by_readers() {
    Node node = fixture.node().lead().awaitCommitted(1);
    Instant clock = LogFixture.NOW.plusSeconds(9);
    node.claim().beat(clock, Map.of("writer", "head"));
    node.awaitAcknowledged(2);
    JournalReader reader = fixture.reader(Position.START);
    fixture.drain(reader);

    Heard heard = reader.heard();

    assertNotNull(heard);
    assertEquals(clock, heard.clock());
    assertEquals(1, heard.epoch());
  }

  @Test
  void what_is_too_large_is_refused_and_the_claim_stands() {
    Node node = fixture.node().lead();
    byte[] bytes = new byte[Payload.MAX_BYTES + 1];
    Payload payload = new Payload(fixture.payload("").name(), SecretBytes.copyOf(bytes));
    String name = "x".repeat(Claim.MAX_COMMIT_BYTES);

    assertThrows(TooLarge.class, () -> node.write("payload", payload));
    assertThrows(TooLarge.class, () -> node.write(name));

    node.writeAnd("small").awaitCommitted(2);
    assertEquals(List.of("leader", "small"), told());
  }

  @Test
  void a_claim_that_is_given_up_says_so_once_and_writes_no_more() {
    Node node = fixture.node().lead().awaitCommitted(1);

    node.claim().close();
    node.claim().close();

    assertEquals(1, node.ends.size());
    assertThrows(ClaimEnded.class, () -> node.write("late"));
    assertThrows(ClaimEnded.class, () -> node.claim().beat(LogFixture.NOW, Map.of()));
  }

  @Test
  void a_claim_writes_nothing_before_it_leads_and_leads_once() {
    Node node = fixture.node();
    assertInstanceOf(Taking.Won.class, node.take());

    assertThrows(IllegalStateException.class, () -> node.write("early"));
    node.claim().lead(LogFixture.NOW);
    assertThrows(IllegalStateException.class, () -> node.claim().lead(LogFixture.NOW));
  }
}
