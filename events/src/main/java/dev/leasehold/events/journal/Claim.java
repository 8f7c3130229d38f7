package dev.leasehold.events.journal;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.RecordKind;
import dev.leasehold.crypto.barrier.RecordSealer;
import dev.leasehold.crypto.barrier.Sealed;
import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent.LeadershipTaken;
import dev.leasehold.events.codec.Beat;
import dev.leasehold.events.codec.EventCodec;
import dev.leasehold.events.codec.PayloadForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The right to write to the journal, for as long as the log says so.
///
/// ```text
/// take ──► Won ──► lead ──► append, beat, tombstone ... ──► ended
/// ```
///
/// Appending never blocks and never waits: records lie behind each other in the order of the calls.
/// A claim knows the offset that each of its records must get. The first acknowledgement, judged in
/// order, that is an error, late, without an offset or with another one ends the claim; so does
/// [#close()]. Then the appender is closed, the listener told, and every call but a repeated
/// `close` throws [ClaimEnded].
///
/// [#take] blocks and runs wherever that is allowed. From [#lead] on a claim belongs to the one
/// thread of its executor, on which acknowledgements are judged and the listener is called. The
/// executor must not run them within a call that appends.
public final class Claim implements AutoCloseable {

  /// What the clear text of a commit may measure: the largest record is then far below what topic,
  /// broker and producer take. A sweep is a marker and pages, never one large decision.
  public static final int MAX_COMMIT_BYTES = 512 * 1024;

  /// How long a record may stay without acknowledgement.
  public static final Duration LATE = Duration.ofSeconds(5);

  private static final byte[] BEAT_KEY = "beat".getBytes(StandardCharsets.US_ASCII);

  private final RecordSealer sealer;
  private final Entropy entropy;
  private final Appender appender;
  private final Executor executor;
  private final ClaimListener listener;
  private final long epoch;
  private final LeadershipTaken leadership;
  private final Flight flight;
  private final LongSupplier nanoTime;
  private Instant lastTime;
  private long lastSequence;
  private String lastHash;
  private long committedSequence;
  private String committedHash;
  private boolean leading;

  /// Set by whatever thread hears of the first failure, ahead of its judgement.
  private volatile boolean failed;

  private boolean ended;

  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean hearing = new AtomicBoolean();

  /// What the log says of a record, on its way to the thread of this claim.
  private record Outcome(Flight.Sent sent, long offset, @Nullable Throwable error) {}

  private Claim(
      Claimant claimant,
      JournalReader reader,
      Entropy entropy,
      Executor executor,
      ClaimListener listener) {
    this.sealer = claimant.sealer();
    this.entropy = entropy;
    this.appender = claimant.appender();
    this.executor = executor;
    this.listener = listener;
    Position last = reader.position();
    this.epoch = reader.epoch();
    this.leadership =
        new LeadershipTaken(last.sequence(), last.chainHash(), reader.rule().epochStartedHash());
    this.flight = new Flight(reader.next());
    this.nanoTime = reader.nanoTime();
    this.lastTime = reader.lastTime();
    this.lastSequence = last.sequence();
    this.lastHash = last.chainHash();
    this.committedSequence = last.sequence();
    this.committedHash = last.chainHash();
  }

  /// Blocks to ask for the right to write, and reads up to the answer.
  ///
  /// @param reader caught up; whether won or not, it goes on being read by those who follow
  /// @param now what the clock shows
  /// @param wait how long one of fifty looks into the log may last
  public static Taking take(
      JournalReader reader,
      Keyring keyring,
      Entropy entropy,
      Instant now,
      Duration wait,
      Executor executor,
      ClaimListener listener) {
    String predecessor = reader.rule().writer();
    long asked = reader.epoch();
    Claimant claimant = new Claimant(reader, keyring, entropy);
    List<Accepted> meanwhile = new ArrayList<>();
    boolean won = false;
    try {
      won = claimant.ask(now, meanwhile, wait);
    } finally {
      if (!won) {
        claimant.giveUp();
      }
    }
    if (won) {
      Claim claim = new Claim(claimant, reader, entropy, executor, listener);
      return new Taking.Won(claim, meanwhile, predecessor);
    }
    return reader.epoch() > asked ? new Taking.Outrun(meanwhile) : new Taking.Unheard(meanwhile);
  }

  /// Appends the first commit of the claim, which says what its claimant had read.
  public Appended lead(Instant now) {
    refuseEnded();
    if (leading) {
      throw new IllegalStateException("a claim leads once");
    }
    leading = true;
    return append(now, List.of(leadership), List.of(), List.of(), null, commit -> {});
  }

  /// Appends one decision: its payloads, then its commit. The commit's time is the greater of `now`
  /// and the last commit's.
  ///
  /// @param rehearsal is shown the commit before anything is sent; where it throws, nothing is
  /// @throws TooLarge if the commit or a payload is; nothing was appended then
  public Appended append(
      Instant now,
      List<Event> events,
      List<Payload> brings,
      List<PayloadName> destroys,
      @Nullable String audit,
      Consumer<Commit> rehearsal) {
    refuseIdle();
    brings.forEach(Claim::refuseTooLarge);
    long sequence = lastSequence + 1;
    List<Sealed> payloads = brings.stream().map(each -> sealed(each, sequence)).toList();
    List<Brought> brought = new ArrayList<>();
    for (int i = 0; i < payloads.size(); i++) {
      brought.add(brought(brings.get(i), payloads.get(i)));
    }
    Instant time = now.isAfter(lastTime) ? now : lastTime;
    Commit commit = new Commit(sequence, lastHash, time, events, brought, destroys, audit);
    byte[] plaintext = EventCodec.write(commit);
    if (plaintext.length > MAX_COMMIT_BYTES) {
      throw new TooLarge("the decision", MAX_COMMIT_BYTES);
    }
    rehearsal.accept(commit);
    Sealed sealed = sealer.seal(RecordKind.COMMIT, epoch, sequence, plaintext);
    lastSequence = sequence;
    lastHash = Sha256.hex(sealed.value());
    lastTime = time;
    Appended appended = new Appended(commit, lastHash, epoch, sealer.writer().hex());
    payloads.forEach(each -> send(each.key(), each.value(), 0, ""));
    send(sealed.key(), sealed.value(), sequence, appended.hash());
    return appended;
  }

  /// Says that the leader lives, and what it knows to be committed.
  ///
  /// @param auditHeads of each audit chain, named by its writer id, the hash of its last record
  public void beat(Instant now, Map<String, String> auditHeads) {
    refuseIdle();
    Beat beat =
        new Beat(epoch, sealer.writer().hex(), committedSequence, committedHash, now, auditHeads);
    Sealed sealed =
        sealer.sealUnder(
            BEAT_KEY, RecordKind.BEAT, epoch, committedSequence, EventCodec.write(beat));
    send(sealed.key(), sealed.value(), 0, "");
  }

  /// Lets the log forget a payload, named by its Kafka key in hexadecimal.
  ///
  /// @param destroyedBy the sequence of the commit that destroys it, 0 for an orphan that no commit
  ///   brings; it must be committed, since a tombstone cannot be taken back
  public void tombstone(String key, long destroyedBy) {
    refuseIdle();
    if (destroyedBy > committedSequence) {
      throw new IllegalStateException("a tombstone before its commit " + destroyedBy);
    }
    send(HexFormat.of().parseHex(key), null, 0, "");
  }

  /// Notices what is late. The owner calls it several times a second with the monotonic clock; the
  /// waiting of a record is counted from the first call that sees it.
  public void tick(long nanos) {
    if (!ended && flight.late(nanos, LATE.toNanos())) {
      end(new ClaimEnded("a record was not acknowledged in time"));
    }
  }

  /// The epoch of this claim.
  public long epoch() {
    return epoch;
  }

  /// The writer id of this claim, in hexadecimal.
  public String writer() {
    return sealer.writer().hex();
  }

  /// The sequence of the last commit that was appended.
  public long lastSequence() {
    return lastSequence;
  }

  /// The sequence of the last commit that is known to count.
  public long committedSequence() {
    return committedSequence;
  }

  public boolean ended() {
    return ended;
  }

  /// Gives the claim up. What is in flight may count or not.
  @Override
  public void close() {
    end(new ClaimEnded("the claim was given up"));
  }

  private void send(byte[] key, byte @Nullable [] value, long sequence, String hash) {
    Flight.Sent sent = flight.add(sequence, hash, nanoTime.getAsLong());
    if (failed) {
      // A commit must not be stored behind a payload that was not; the failure ends the claim.
      return;
    }
    appender.append(
        key,
        value,
        (offset, error) -> {
          if (error != null) {
            failed = true;
          }
          outcomes.add(new Outcome(sent, offset, error));
          if (hearing.compareAndSet(false, true)) {
            executor.execute(this::hear);
          }
        });
  }

  /// Judges what was acknowledged since the last time: one task for many records.
  private void hear() {
    hearing.set(false);
    for (Outcome next = outcomes.poll(); next != null; next = outcomes.poll()) {
      flight.known(next.sent(), next.offset(), next.error());
    }
    try {
      Flight.Sent settled = ended ? null : flight.settled();
      while (settled != null) {
        tell(settled);
        settled = ended ? null : flight.settled();
      }
    } catch (ClaimEnded e) {
      end(e);
    }
  }

  private void tell(Flight.Sent settled) {
    if (settled.sequence() != 0) {
      committedSequence = settled.sequence();
      committedHash = settled.hash();
      listener.committed(settled.sequence(), settled.offset());
    }
    if (!ended) {
      listener.acknowledged(settled.sentNanos());
    }
  }

  private void end(ClaimEnded why) {
    if (ended) {
      return;
    }
    ended = true;
    appender.close();
    sealer.wipe();
    listener.ended(why);
  }

  private void refuseEnded() {
    if (ended) {
      throw new ClaimEnded("the claim has ended");
    }
  }

  private void refuseIdle() {
    refuseEnded();
    if (!leading) {
      throw new IllegalStateException("a claim leads before it writes");
    }
  }

  private static void refuseTooLarge(Payload payload) {
    if (payload.content().length() > Payload.MAX_BYTES) {
      throw new TooLarge("a payload", Payload.MAX_BYTES);
    }
  }

  private Sealed sealed(Payload payload, long sequence) {
    byte[] plaintext = PayloadForm.write(payload, entropy);
    try {
      return sealer.seal(RecordKind.PAYLOAD, epoch, sequence, plaintext);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private static Brought brought(Payload payload, Sealed sealed) {
    String key = HexFormat.of().formatHex(sealed.key());
    return new Brought(payload.name(), key, Sha256.hex(sealed.value()));
  }
}
