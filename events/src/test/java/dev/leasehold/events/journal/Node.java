package dev.leasehold.events.journal;

import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One node that may lead: its claim, and what it was told of it. One thread, but acknowledgements
/// may be queued from others.
final class Node implements ClaimListener {

  final LogFixture fixture;
  final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  final List<Long> committed = new ArrayList<>();
  final List<Position> positions = new ArrayList<>();
  final List<Throwable> ends = new ArrayList<>();
  int acknowledged;
  private final Queue<Appended> inFlight = new ArrayDeque<>();
  private @Nullable Claim claim;

  Node(LogFixture fixture) {
    this.fixture = fixture;
  }

  /// Reads all there is and claims, without leading yet.
  Taking take() {
    JournalReader reader = fixture.reader(Position.START);
    fixture.drain(reader);
    return take(reader);
  }

  Taking take(JournalReader reader) {
    Taking taking =
        Claim.take(
            reader,
            fixture.keyring,
            fixture.entropy,
            LogFixture.NOW,
            fixture.patience,
            tasks::add,
            this);
    if (taking instanceof Taking.Won won) {
      claim = won.claim();
      inFlight.clear();
    }
    return taking;
  }

  /// Claims and leads.
  Node lead() {
    if (!(take() instanceof Taking.Won)) {
      throw new AssertionError("the claim was not won");
    }
    return start();
  }

  /// Leads under a claim that was won.
  Node start() {
    inFlight.add(claim().lead(LogFixture.NOW));
    return this;
  }

  Claim claim() {
    if (claim == null) {
      throw new AssertionError("this node never led");
    }
    return claim;
  }

  Appended write(String name, Payload... payloads) {
    return remembered(
        claim()
            .append(
                LogFixture.NOW,
                LogFixture.event(name),
                List.of(payloads),
                List.of(),
                null,
                commit -> {}));
  }

  Appended destroy(String name, PayloadName... payloads) {
    return remembered(
        claim()
            .append(
                LogFixture.NOW,
                LogFixture.event(name),
                List.of(),
                List.of(payloads),
                null,
                commit -> {}));
  }

  private Appended remembered(Appended appended) {
    inFlight.add(appended);
    return appended;
  }

  Node writeAnd(String name, Payload... payloads) {
    write(name, payloads);
    return this;
  }

  /// Runs the executor until a commit is known to count.
  Node awaitCommitted(long sequence) {
    return await(() -> committed.contains(sequence));
  }

  /// Runs the executor until so many records are known to lie where they must.
  Node awaitAcknowledged(int count) {
    return await(() -> acknowledged >= count);
  }

  /// Runs the executor until the claim has ended.
  Node awaitEnd() {
    return await(() -> !ends.isEmpty());
  }

  private Node await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Runnable next = tasks.poll(10, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("nothing was heard for ten seconds; ended by " + ends);
        }
        next.run();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  /// Runs what the claim's executor was given, and tells how much that was.
  int pump() {
    int ran = 0;
    for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
      next.run();
      ran++;
    }
    return ran;
  }

  @Override
  public void committed(long sequence, long offset) {
    committed.add(sequence);
    Appended first = inFlight.remove();
    if (first.commit().sequence() != sequence) {
      throw new AssertionError("committed out of order");
    }
    positions.add(first.position(offset));
  }

  @Override
  public void acknowledged(long sentNanos) {
    acknowledged++;
  }

  @Override
  public void ended(Throwable why) {
    ends.add(why);
  }
}
