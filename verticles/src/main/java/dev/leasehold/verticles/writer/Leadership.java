package dev.leasehold.verticles.writer;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.journal.Claim;
import dev.leasehold.events.journal.ClaimListener;
import dev.leasehold.events.journal.JournalReader;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.events.journal.Taking;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.payload.PayloadProjection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Takes and keeps the right to write: catches up with the journal, claims it, hands the claim to
/// the writer, and begins anew whenever a claim ends.
///
/// What blocks runs on a worker; what the claim says arrives on the writer's thread.
public final class Leadership implements ClaimListener {
  /// How long a claimant waits in one of its looks for its own claim.
  private static final Duration LOOK = Duration.ofMillis(100);

  /// How long a leader may answer after it has sent a record that the log took from it. Its
  /// successor waits as long, so that no two of them ever answer.
  public static final Duration FRESH = Duration.ofSeconds(2);

  /// How long to wait before another attempt after one that failed.
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// What this needs of the node around it.
  ///
  /// @param self the writer's thread
  /// @param worker where blocking is allowed; one task at a time
  /// @param later runs a task on the worker after a while
  /// @param shared whether other nodes can lead as well
  /// @param fatal is told what makes going on impossible, as a corrupt log
  public record Surroundings(
      Executor self,
      Executor worker,
      Later later,
      InstantSource clock,
      LongSupplier nanoTime,
      Entropy entropy,
      boolean shared,
      Consumer<Throwable> fatal) {}

  /// Runs a task after a while.
  @FunctionalInterface
  public interface Later {
    void after(Duration wait, Runnable task);
  }

  private final RecordLog journal;
  private final Committed committed;
  private final Projections projections;
  private final Writer writer;
  private final Surroundings around;
  private final Set<String> own = ConcurrentHashMap.newKeySet();
  private volatile Consumer<List<Asked>> unanswered = asked -> {};
  private volatile Keyring keyring;
  private volatile boolean stopped;
  private volatile long heardNanos;
  private @Nullable Claim claim;
  private @Nullable Runnable whenLeading;
  private volatile @Nullable Consumer<Throwable> whenRefused;
  private volatile Runnable check = () -> {};
  private volatile @Nullable Keyring newest;

  public Leadership(
      RecordLog journal,
      Keyring keyring,
      Committed committed,
      Projections projections,
      Writer writer,
      Surroundings around) {
    this.journal = journal;
    this.keyring = keyring;
    this.committed = committed;
    this.projections = projections;
    this.writer = writer;
    this.around = around;
    this.heardNanos = around.nanoTime().getAsLong() - FRESH.toNanos();
  }

  /// Who is told, once this node leads, of requests that others have put into the log and whose
  /// answers they may have taken with them. Told on the worker; it must not wait.
  public void tell(Consumer<List<Asked>> listener) {
    unanswered = listener;
  }

  /// Names what is looked at before each claim, when all that is in the log was read: where it
  /// throws, nothing is claimed. To be called before the first claim.
  public void checkFirst(Runnable beforeClaim) {
    check = beforeClaim;
  }

  /// Reads records of terms that the keyring lacks with this one, and writes none with it. To be
  /// called before the first claim.
  public void readWith(Keyring keys) {
    newest = keys;
  }

  /// Begins to catch up and to claim; `then` runs on the writer's thread once it leads. What makes
  /// that impossible before is told as anything that does.
  public void begin(Runnable then) {
    begin(then, around.fatal());
  }

  /// As above, where what makes it impossible is told to who waits, on the worker's thread.
  public void begin(Runnable then, Consumer<Throwable> otherwise) {
    whenLeading = then;
    whenRefused = otherwise;
    around.worker().execute(this::attempt);
  }

  /// Gives the claim up and takes no other. On the writer's thread.
  public void stop() {
    stopped = true;
    if (claim != null) {
      claim.close();
    }
  }

  /// Writes and reads with a newer keyring from the next claim on, which is taken at once: what is
  /// in flight is settled as after any claim that ends. `then` runs once this node leads again. On
  /// the writer's thread.
  public void renew(Keyring newer, Runnable then) {
    keyring = newer;
    whenLeading = then;
    if (claim != null) {
      claim.close();
    }
  }

  /// Says to the log that the leader lives. On the writer's thread, every half second.
  public void beat(Map<String, String> auditHeads) {
    if (claim != null && !claim.ended()) {
      claim.tick(around.nanoTime().getAsLong());
    }
    if (claim != null && !claim.ended()) {
      claim.beat(around.clock().instant(), auditHeads);
    }
  }

  /// Looks for acknowledgements that are late. On the writer's thread, several times a second.
  public void tick() {
    if (claim != null && !claim.ended()) {
      claim.tick(around.nanoTime().getAsLong());
    }
  }

  /// Whether this node may answer: always where nobody else can lead, else only a moment after it
  /// sent what the log took from it. Any thread.
  public boolean fresh() {
    return !around.shared() || around.nanoTime().getAsLong() - heardNanos < FRESH.toNanos();
  }

  private void attempt() {
    if (stopped) {
      return;
    }
    try {
      Replaying replaying = new Replaying(committed, projections);
      JournalReader reader = reader();
      replaying.catchUp(reader);
      check.run();
      Taking taking =
          Claim.take(
              reader,
              keyring,
              around.entropy(),
              around.clock().instant(),
              LOOK,
              around.self(),
              this);
      replaying.replay(taking.meanwhile());
      switch (taking) {
        case Taking.Won won -> {
          PayloadProjection.checkComplete(committed);
          List<Asked> asked = replaying.askedOfOthers(own);
          boolean mayAnswer = mayAnswer(won.predecessor());
          own.add(won.claim().writer());
          unanswered.accept(asked);
          Runnable next =
              () -> around.self().execute(() -> lead(won.claim(), replaying.accepted()));
          if (mayAnswer) {
            around.later().after(FRESH, next);
          } else {
            next.run();
          }
        }
        case Taking.Outrun outrun -> around.later().after(PAUSE, this::attempt);
        case Taking.Unheard unheard -> around.later().after(PAUSE, this::attempt);
      }
    } catch (LogUnavailable unavailable) {
      around.later().after(PAUSE, this::attempt);
    } catch (RuntimeException impossible) {
      Consumer<Throwable> waiting = whenRefused;
      (waiting == null ? around.fatal() : waiting).accept(impossible);
    }
  }

  /// Whether another node led until now, and may answer for a while before it finds out.
  private boolean mayAnswer(@Nullable String predecessor) {
    return around.shared() && predecessor != null && !own.contains(predecessor);
  }

  private JournalReader reader() {
    RecordOpener opener = new RecordOpener(keyring, Purpose.JOURNAL, JournalReader.TOPIC);
    return new JournalReader(
        journal, opener, this::newer, Set.of(), around.nanoTime(), Replaying.start(committed));
  }

  private RecordOpener newer(RecordOpener opener) {
    Keyring keys = newest;
    return keys == null || keys.activeTerm() <= keyring.activeTerm()
        ? opener
        : opener.withKeyring(keys);
  }

  private void lead(Claim taken, Map<Long, String> accepted) {
    if (stopped) {
      taken.close();
      return;
    }
    whenRefused = null;
    claim = taken;
    writer.lead(taken, accepted);
  }

  @Override
  public void committed(long sequence, long offset) {
    writer.committed(sequence, offset);
  }

  @Override
  public void acknowledged(long sentNanos) {
    heardNanos = sentNanos;
    Runnable then = whenLeading;
    whenLeading = null;
    if (then != null) {
      then.run();
    }
  }

  @Override
  public void ended(Throwable why) {
    claim = null;
    writer.ended(() -> around.worker().execute(this::attempt));
  }
}
