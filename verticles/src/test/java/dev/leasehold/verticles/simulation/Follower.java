package dev.leasehold.verticles.simulation;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Event;
import dev.leasehold.events.journal.Accepted;
import dev.leasehold.events.journal.JournalReader;
import dev.leasehold.events.journal.Position;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.verticles.writer.Replaying;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One that reads the log from its first record and believes nothing else: what the log holds, and
/// the state that it means.
final class Follower {
  private static final int PAGE = 1_000;
  private static final long HOT_ROWS = 1_000;

  private final Committed state;
  private final Replaying replaying;
  private final JournalReader reader;
  private final List<Accepted> commits = new ArrayList<>();

  Follower(RecordLog log, Keyring keyring) {
    this.state = Committed.open(new MemoryStore(), keyring, new SeededEntropy(5), HOT_ROWS);
    this.replaying = new Replaying(state, new Projections());
    RecordOpener opener = new RecordOpener(keyring, Purpose.JOURNAL, JournalReader.TOPIC);
    this.reader = new JournalReader(log, opener, same -> same, Set.of(), () -> 0, Position.START);
  }

  /// Reads what is in the log now.
  Follower catchUp() {
    do {
      List<Accepted> page = reader.poll(PAGE, Duration.ZERO);
      commits.addAll(page);
      replaying.replay(page);
    } while (!reader.caughtUp());
    return this;
  }

  Committed state() {
    return state;
  }

  /// The number of the last commit.
  long sequence() {
    return commits.size();
  }

  /// The events of a commit that was read.
  List<Event> events(long sequence) {
    return commits.get((int) sequence - 1).commit().events();
  }

  /// The hashes of all commits, in order.
  List<String> hashes() {
    return commits.stream().map(Accepted::hash).toList();
  }
}
