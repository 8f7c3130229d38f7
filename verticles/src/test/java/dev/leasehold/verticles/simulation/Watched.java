package dev.leasehold.verticles.simulation;

import dev.leasehold.events.Event;
import dev.leasehold.verticles.writer.Reply;
import dev.leasehold.verticles.writer.Resolution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reply that looks whether what it is told is true: that everything which the decision made or
/// saw is in the log when the answer may go, and that it is told once.
final class Watched implements Reply {
  private final SimulatedNode node;
  private final Follower log;
  private final Told told;
  private @Nullable Resolution resolution;
  private @Nullable List<Event> last;
  private long sequence;
  private boolean settled;

  /// Who asked.
  interface Told {
    /// It was decided; nothing may leave yet.
    default void decided(Resolution resolution, long sequence) {}

    /// The answer leaves.
    default void durable(Resolution resolution, long sequence) {}

    /// It is not known to have happened.
    default void lost() {}
  }

  Watched(SimulatedNode node, Follower log, Told told) {
    this.node = node;
    this.log = log;
    this.told = told;
  }

  @Override
  public void decided(Resolution decided, long at) {
    refuse(resolution != null || settled, "it was decided twice");
    resolution = decided;
    sequence = at;
    List<Event> events = decided.decision().events();
    if (!events.isEmpty()) {
      node.written.put(at, events);
    }
    last = node.written.get(at);
    told.decided(decided, at);
  }

  @Override
  public void durable() {
    refuse(settled || resolution == null, "an answer leaves twice, or before it was decided");
    settled = true;
    log.catchUp();
    refuse(log.sequence() < sequence, "an answer leaves before its position " + sequence);
    refuse(
        last != null && !log.events(sequence).equals(last),
        "an answer leaves and the log has another commit " + sequence);
    refuse(node.committed.sequence() < sequence, "an answer leaves before its rows are there");
    if (resolution != null) {
      told.durable(resolution, sequence);
    }
  }

  @Override
  public void lost(Throwable why) {
    refuse(settled, "an answer is lost that was settled before");
    settled = true;
    told.lost();
  }

  private static void refuse(boolean wrong, String what) {
    if (wrong) {
      throw new AssertionError(what);
    }
  }
}
