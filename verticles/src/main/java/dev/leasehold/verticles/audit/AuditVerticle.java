package dev.leasehold.verticles.audit;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.LookupKey;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.journal.AuditLog;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.writer.Asked;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The room of the audit, one a node, deployed when the node is unsealed. Whoever has an answer
/// calls [#record] from any thread and lets the answer go when the future succeeds; where it fails,
/// with [AuditUnavailable], the answer must not leave.
///
/// Entries are formatted on the caller's thread. They fail at once when [#MAX_PENDING] others wait.
public final class AuditVerticle extends VerticleBase {
  /// How many entries may be on their way. More are refused: a queue never grows without end.
  public static final int MAX_PENDING = 16_384;

  private static final System.Logger LOG = System.getLogger(AuditVerticle.class.getName());
  private static final long TICK_MILLIS = 50;
  private static final long RECOVERY_PAUSE_MILLIS = 5_000;

  /// How long a record waits for more entries, where there were more before.
  private static final long MOMENT_MILLIS = 1;

  private final Plan plan;
  private final AuditFormat format;
  private final AuditDevices devices;
  private final Queue<Waiting> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicInteger pending = new AtomicInteger();
  private volatile @Nullable AuditStream stream;

  /// Not the event loop's own timers: that one does not wait for the last half of a millisecond,
  /// but looks again and again, thousands of times a second.
  private final Executor soon =
      CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

  /// What the room works with.
  ///
  /// @param log the audit topic
  /// @param state the committed state, which names the devices
  /// @param ownFolders folders of ours, in which no audit file may lie
  /// @param version how the built-in engines' version reads, as `v1.14.9+builtin.vault`
  /// @param nanos a monotonic clock
  public record Plan(
      RecordLog log,
      Keyring keyring,
      Entropy entropy,
      View state,
      List<Path> ownFolders,
      String version,
      LongSupplier nanos) {}

  public AuditVerticle(Plan plan) {
    this.plan = plan;
    AuditHash hash = AuditHash.of(plan.keyring().lookup(LookupKey.AUDIT_HASH));
    this.format =
        new AuditFormat(
            new AuditFormat.Choices(
                hash,
                true,
                false,
                AuditStream.MAX_RECORD_BYTES,
                plan.version(),
                () -> plan.state().small().settings().auditedHeaders()));
    this.devices = new AuditDevices(plan.ownFolders(), plan.version(), plan.nanos());
  }

  @Override
  public Future<?> start() {
    AuditStream opened =
        new AuditStream(
            () -> new AuditLog(plan.log(), plan.keyring(), plan.entropy()),
            task -> context.runOnContext(_ -> task.run()),
            this::onWorker,
            task -> soon.execute(() -> context.runOnContext(_ -> task.run())),
            plan.nanos());
    stream = opened;
    opened.open();
    vertx.setPeriodic(TICK_MILLIS, _ -> opened.tick());
    return Future.succeededFuture();
  }

  private void onWorker(Runnable task) {
    vertx.executeBlocking(
        () -> {
          task.run();
          return true;
        },
        false);
  }

  @Override
  public Future<?> stop() {
    AuditStream open = stream;
    if (open != null) {
      drain(open);
      open.close();
    }
    devices.close();
    return Future.succeededFuture();
  }

  /// Records both halves of an entry: in the stream, then in the devices, of which one is enough.
  /// The future is completed on this room's context.
  public Future<Void> record(AuditEntry entry) {
    return record(entry, null);
  }

  /// The same, where the request's half may have been made before.
  public Future<Void> record(AuditEntry entry, @Nullable RequestHalf before) {
    try {
      byte[] both = format.lines(entry, before).entry();
      return submit(both, entry.journalSequence(), devices.feeds(entry, plan.state()));
    } catch (RuntimeException unformatted) {
      return Future.failedFuture(new AuditUnavailable("an audit entry could not be made"));
    }
  }

  /// Records those of these requests that the stream does not tell of, marked `recovered`. Where
  /// the log does not answer this is tried again until it does, or the room closes. Any thread.
  public void recover(List<Asked> asked) {
    if (asked.isEmpty()) {
      return;
    }
    context.runOnContext(_ -> recoverHere(asked));
  }

  private void recoverHere(List<Asked> asked) {
    AuditRecovery recovery = new AuditRecovery(plan.log(), plan.keyring());
    vertx
        .executeBlocking(() -> recovery.missing(asked), false)
        .compose(missing ->
            Future.all(
                missing.stream().map(one -> recovered(one.requestHalf(), one.sequence())).toList()))
        .onFailure(failure -> {
          LOG.log(System.Logger.Level.WARNING, "audit entries are still to be recovered", failure);
          vertx.setTimer(RECOVERY_PAUSE_MILLIS, _ -> recoverHere(asked));
        });
  }

  /// Records, in the stream alone, the request half of a commit whose answer a crash took.
  Future<Void> recovered(String requestHalf, long journalSequence) {
    return submit(AuditLines.recovered(requestHalf), journalSequence, List.of());
  }

  /// The request's line with its secrets hashed under the stream's salt: what goes into the commit
  /// of a write. Any thread.
  public RequestHalf requestHalf(AuditEntry entry) {
    return format.requestHalf(entry);
  }

  /// Whether the stream is there. Where it is not, no outbound act begins. Any thread.
  public boolean available() {
    AuditStream open = stream;
    return open != null && open.available() && pending.get() < MAX_PENDING;
  }

  /// Of each audit chain of this node, by its writer id, the hash of its last record: what the
  /// beats carry. Any thread.
  public Map<String, String> heads() {
    AuditStream open = stream;
    return open == null ? Map.of() : open.heads();
  }

  /// Opens the files of all devices anew, for SIGHUP. Any thread.
  public void reopenDevices() {
    devices.reopen();
  }

  private Future<Void> submit(byte[] entry, long sequence, List<Waiting.Feed> feeds) {
    AuditStream open = stream;
    if (open == null || pending.incrementAndGet() > MAX_PENDING) {
      if (open != null) {
        pending.decrementAndGet();
      }
      return Future.failedFuture(new AuditUnavailable("too many audit entries wait"));
    }
    Promise<Void> promise = Promise.promise();
    long deadline = plan.nanos().getAsLong() + AuditStream.DEADLINE.toNanos();
    inbox.add(
        new Waiting(
            entry,
            sequence,
            feeds,
            deadline,
            failure -> {
              pending.decrementAndGet();
              if (failure == null) {
                promise.tryComplete();
              } else {
                promise.tryFail(failure);
              }
            }));
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(_ -> drain(open));
    }
    return promise.future();
  }

  private void drain(AuditStream open) {
    woken.set(false);
    for (Waiting next = inbox.poll(); next != null; next = inbox.poll()) {
      open.submit(next);
    }
    open.pump();
  }
}
