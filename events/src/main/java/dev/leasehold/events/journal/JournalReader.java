package dev.leasehold.events.journal;

import dev.leasehold.crypto.barrier.Opened;
import dev.leasehold.crypto.barrier.RecordKind;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.barrier.UnknownTerm;
import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.events.Commit;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.codec.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads the journal behind a position: pulls records, opens them, and passes on what counts.
///
/// It stops with [CorruptLog], for good, where the log is not the one that its position came from,
/// where a record does not authenticate, and where [Acceptance] says so. A payload that is missing
/// must be destroyed by a commit that was in the log when it was missed, since its tombstone came
/// later still; a reader that was made anew in between begins without that suspicion.
///
/// For one thread at a time; all methods that say so block on the log.
public final class JournalReader {

  /// The logical name of the topic, to which each record is bound.
  public static final String TOPIC = "journal";

  /// How long a record that must be there may take to be read.
  private static final Duration START_WAIT = Duration.ofSeconds(10);

  private final RecordLog log;
  private final UnaryOperator<RecordOpener> newer;
  private final Set<Long> voided;
  private final LongSupplier nanoTime;
  private final Position from;
  private RecordOpener opener;
  private @Nullable Acceptance acceptance;
  private long next;
  private Set<PayloadName> suspects = Set.of();
  private long explainedBy;
  private Instant lastTime = Instant.MIN;
  private @Nullable Heard heard;

  /// A reader that has not looked at the log yet.
  ///
  /// @param newer gives an opener with the newest keyring, having read the seal topic to its end;
  ///   it is asked when a record names an unknown term
  /// @param voided offsets whose records are passed over, by the operator's word
  /// @param nanoTime the monotonic clock
  public JournalReader(
      RecordLog log,
      RecordOpener opener,
      UnaryOperator<RecordOpener> newer,
      Set<Long> voided,
      LongSupplier nanoTime,
      Position from) {
    this.log = log;
    this.opener = opener;
    this.newer = newer;
    this.voided = Set.copyOf(voided);
    this.nanoTime = nanoTime;
    this.from = from;
    this.next = from.offset() + 1;
  }

  /// Blocks for the next records, at most so many and at most so long for the first of them, and
  /// gives the commits among them that count. An empty list does not mean that none was read.
  public List<Accepted> poll(int maxRecords, Duration wait) {
    Acceptance rule = opened();
    List<Accepted> accepted = new ArrayList<>();
    for (LogRecord each : pull(next, maxRecords, wait)) {
      hear(judge(rule, each), accepted);
      next = each.offset() + 1;
    }
    refuseLoss(rule);
    return accepted;
  }

  /// Blocks to tell whether all records that are in the log now were read.
  public boolean caughtUp() {
    return next >= log.end();
  }

  /// The last commit that was passed on, or where the reader began.
  public Position position() {
    return acceptance == null ? from : acceptance.position();
  }

  /// The rule and what it has seen, of a reader that was polled.
  Acceptance rule() {
    return opened();
  }

  /// The offset behind the last record that was read.
  long next() {
    return next;
  }

  RecordLog log() {
    return log;
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }

  /// The time of the last commit that was accepted, [Instant#MIN] before the first one. It is known
  /// once the reader was polled.
  public Instant lastTime() {
    return lastTime;
  }

  /// The accepted epoch, as far as was read.
  public long epoch() {
    return acceptance == null ? from.epoch() : acceptance.epoch();
  }

  /// The last sign of life of the accepted claim, or null if none was read.
  public @Nullable Heard heard() {
    return heard;
  }

  /// The keys (hexadecimal) of payloads, read behind the last commit, for which a tombstone is
  /// owed; earlier ones were named by the [Accepted] that followed them.
  public List<String> owed() {
    return acceptance == null ? List.of() : acceptance.orphans();
  }

  private Acceptance opened() {
    if (acceptance == null) {
      compareStart();
      acceptance = new Acceptance(from);
    }
    return acceptance;
  }

  /// The commit that the position names must lie where it lay.
  private void compareStart() {
    if (from.offset() < 0) {
      if (log.start() > 0) {
        throw new CorruptLog("the log was trimmed: it cannot be read from its beginning");
      }
      return;
    }
    LogRecord first = atStart();
    byte[] value = first == null ? null : first.value();
    if (first == null || value == null || !Sha256.hex(value).equals(from.chainHash())) {
      throw new CorruptLog(
          "the log does not have our commit "
              + from.sequence()
              + " at offset "
              + from.offset()
              + ": it is another one, or was rolled back");
    }
    Commit commit = EventCodec.readCommit(open(first, value).plaintext());
    lastTime = commit.time();
  }

  /// The record at the very offset of the position, or null if there is none.
  private @Nullable LogRecord atStart() {
    if (log.end() <= from.offset()) {
      return null;
    }
    List<LogRecord> there = pull(from.offset(), 1, START_WAIT);
    if (there.isEmpty()) {
      throw new LogUnavailable("the commit of our position could not be read in time");
    }
    return there.getFirst().offset() == from.offset() ? there.getFirst() : null;
  }

  private List<LogRecord> pull(long offset, int maxRecords, Duration wait) {
    try {
      return log.read(offset, maxRecords, wait);
    } catch (TruncatedLog e) {
      throw new CorruptLog("the log has lost its tail", e);
    }
  }

  private Verdict judge(Acceptance rule, LogRecord record) {
    byte[] value = record.value();
    if (voided.contains(record.offset())) {
      return new Verdict.Voided(Verdict.Reason.BY_OPERATOR);
    }
    return value == null ? rule.tombstone(record) : rule.take(record, open(record, value));
  }

  private Opened open(LogRecord record, byte[] value) {
    try {
      return openWithNewest(record, value);
    } catch (Unauthentic e) {
      throw new CorruptLog("the record at offset " + record.offset() + " does not authenticate", e);
    }
  }

  private Opened openWithNewest(LogRecord record, byte[] value) throws Unauthentic {
    try {
      return opener.open(record.key(), value);
    } catch (UnknownTerm e) {
      opener = newer.apply(opener);
      return opener.open(record.key(), value);
    }
  }

  private void hear(Verdict verdict, List<Accepted> accepted) {
    switch (verdict) {
      case Verdict.Committed committed -> {
        Accepted each = committed.accepted();
        accepted.add(each);
        lastTime = each.commit().time();
        heard = new Heard(epoch(), each.commit().time(), RecordKind.COMMIT, nanoTime.getAsLong());
      }
      case Verdict.BeatHeard beat ->
          heard = new Heard(epoch(), beat.beat().clock(), RecordKind.BEAT, nanoTime.getAsLong());
      case Verdict.EpochAccepted _,
          Verdict.PayloadHeld _,
          Verdict.PayloadOrphaned _,
          Verdict.Buried _,
          Verdict.Voided _ -> {}
    }
  }

  /// What is missing must be explained by the end that the log had when it was missed.
  private void refuseLoss(Acceptance rule) {
    while (rule.missesAny()) {
      if (suspects.isEmpty()) {
        suspects = rule.missing();
        explainedBy = log.end();
      }
      if (next < explainedBy) {
        return;
      }
      if (suspects.stream().anyMatch(rule::misses)) {
        throw new CorruptLog("a payload is missing, and no commit has destroyed it");
      }
      suspects = Set.of();
    }
    suspects = Set.of();
  }
}
