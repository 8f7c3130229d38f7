package dev.leasehold.verticles.writer;

import dev.leasehold.events.journal.Accepted;
import dev.leasehold.events.journal.JournalReader;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Position;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.RowBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Brings a committed state up to what the journal says: after a start, while another node leads,
/// and when a claim has ended. Blocks; for one thread, which is then the only one that applies.
public final class Replaying {
  /// How many records are read at once.
  private static final int PAGE = 1_000;

  /// How long one look into the log may wait for a record that is there.
  private static final Duration LOOK = Duration.ofMillis(50);

  /// How many hashes are remembered, of the last commits that were replayed.
  private static final int REMEMBERED = Writer.MAX_WAITING + 1;

  private final Committed committed;
  private final Projections projections;
  private final Map<Long, String> accepted = new HashMap<>();
  private final Deque<Replayed> asked = new ArrayDeque<>();

  /// A request in a commit, and by which claim's writer that was appended.
  private record Replayed(Asked asked, String writer) {}

  public Replaying(Committed committed, Projections projections) {
    this.committed = committed;
    this.projections = projections;
  }

  /// Where the journal is to be read from.
  public static dev.leasehold.events.journal.Position start(Committed committed) {
    Position position = committed.position();
    return new dev.leasehold.events.journal.Position(
        position.offset(),
        position.epoch(),
        position.writerId().isEmpty() ? null : position.writerId(),
        position.sequence(),
        position.chainHash());
  }

  /// Reads and replays all that is in the log now.
  public void catchUp(JournalReader reader) {
    do {
      replay(reader.poll(PAGE, LOOK));
    } while (!reader.caughtUp());
  }

  /// Replays commits that were read, in order, as one batch of rows.
  public void replay(List<Accepted> commits) {
    if (commits.isEmpty()) {
      return;
    }
    Head head = new Head(committed);
    List<RowBatch> batches = new ArrayList<>();
    for (Accepted one : commits) {
      head.begin(one.commit().sequence());
      projections.replay(one.commit(), one.payloads(), head);
      one.orphans().forEach(key -> projections.unclaimed(key, head));
      one.buried().forEach(key -> projections.tombstoneRead(key, head));
      batches.add(head.end());
      remember(one);
    }
    committed.apply(batches, position(commits.getLast()));
  }

  /// More than can wait for an answer: older ones nobody asks about.
  private void remember(Accepted one) {
    String half = one.commit().audit();
    String writer = one.position().writer();
    if (half != null && writer != null) {
      asked.addLast(new Replayed(new Asked(one.commit().sequence(), half), writer));
      if (asked.size() > REMEMBERED) {
        asked.removeFirst();
      }
    }
    accepted.put(one.commit().sequence(), one.hash());
    accepted.remove(one.commit().sequence() - REMEMBERED);
  }

  private static Position position(Accepted last) {
    dev.leasehold.events.journal.Position position = last.position();
    String writer = position.writer();
    return new Position(
        position.offset(),
        position.epoch(),
        writer == null ? "" : writer,
        position.sequence(),
        position.chainHash(),
        last.commit().time());
  }

  /// The requests in the last commits that were replayed here, but for those of these writers.
  public List<Asked> askedOfOthers(Set<String> own) {
    return asked.stream().filter(one -> !own.contains(one.writer())).map(Replayed::asked).toList();
  }

  /// The hashes of the last commits that were replayed here, by sequence.
  public Map<Long, String> accepted() {
    return Map.copyOf(accepted);
  }
}
