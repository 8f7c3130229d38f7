package dev.leasehold.events.journal;

import dev.leasehold.crypto.barrier.Opened;
import dev.leasehold.crypto.barrier.RecordHeader;
import dev.leasehold.crypto.barrier.RecordKind;
import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent.LeadershipTaken;
import dev.leasehold.events.codec.Beat;
import dev.leasehold.events.codec.EpochStarted;
import dev.leasehold.events.codec.EventCodec;
import dev.leasehold.events.codec.PayloadForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one rule of what counts in the journal, the same in leader, follower, rebuild and verifier.
/// It is fed with authenticated records in the order of their offsets and does nothing else: no
/// I/O, no clock. What it says depends on the records alone, not on where reading began or was cut,
/// nor on what was compacted away: only commits and claims, which are never, decide.
///
/// ```text
///                 EpochStarted(accepted epoch + 1)
///   no claim ──────────────────────────────────────► taken ◄─┐ EpochStarted(accepted epoch + 1)
///                                                      │     │ from each of these
///                          LeadershipTaken, same values│     │
///                                                      ▼     │
///       ┌── commit: last sequence + 1, hash of the last ── leading
///       └─────────────────────────────────────────────────►  │
///                                                            ▼ a commit with another sequence
///                                                         broken: all of this claim is void
/// ```
///
/// A commit's payloads stand directly before it: what a commit does not name, none can any more.
/// After a [CorruptLog] it must not be used again. For one thread.
public final class Acceptance {

  private enum Stage {
    TAKEN,
    LEADING,
    BROKEN
  }

  private record Held(String hash, Payload payload) {}

  private Position last;
  private long epoch;
  private @Nullable String writer;
  private Stage stage = Stage.LEADING;
  private String epochStartedHash = "";
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final List<String> orphans = new ArrayList<>();
  private final List<String> buried = new ArrayList<>();
  private final Set<PayloadName> missing = new HashSet<>();

  /// Begins behind a commit that was accepted before.
  public Acceptance(Position from) {
    last = from;
    epoch = from.epoch();
    writer = from.writer();
  }

  /// The last commit that was accepted.
  public Position position() {
    return last;
  }

  /// The accepted epoch: that of the last claim, whether or not a commit of it was read.
  public long epoch() {
    return epoch;
  }

  /// The writer id of the accepted claim in hexadecimal, null before the first one.
  public @Nullable String writer() {
    return writer;
  }

  /// The hash of the record by which the accepted claim began. It is known from that record until
  /// the claim's first commit.
  String epochStartedHash() {
    return epochStartedHash;
  }

  /// Payloads that accepted commits bring, that were not there, and that no commit read so far has
  /// destroyed. Whoever has read to the end and still misses one is at a corrupt log.
  public Set<PayloadName> missing() {
    return Set.copyOf(missing);
  }

  boolean missesAny() {
    return !missing.isEmpty();
  }

  boolean misses(PayloadName name) {
    return missing.contains(name);
  }

  /// The keys of payloads read since the last commit for which a tombstone is owed.
  public List<String> orphans() {
    return List.copyOf(orphans);
  }

  /// Judges one authenticated record, whose plaintext is its own from now on.
  public Verdict take(LogRecord record, Opened opened) {
    RecordHeader header = opened.header();
    // A claimant has read a part of what we have read, so it cannot know of more claims than we.
    if (header.epoch() > epoch + (header.kind() == RecordKind.EPOCH_STARTED ? 1 : 0)) {
      throw new CorruptLog(
          "the claim of epoch " + header.epoch() + " is missing before offset " + record.offset());
    }
    return switch (header.kind()) {
      case EPOCH_STARTED -> epochStarted(record, opened);
      case COMMIT -> commit(record, opened);
      case PAYLOAD -> payload(record, opened);
      case BEAT -> beat(record, opened);
      case AUDIT, GENERATION ->
          throw new CorruptLog("offset " + record.offset() + " holds no record of a journal");
    };
  }

  /// Takes in a tombstone. It carries no proof, so nothing is erased because of it.
  public Verdict tombstone(LogRecord record) {
    String key = HexFormat.of().formatHex(record.key());
    buried.add(key);
    orphans.remove(key);
    return new Verdict.Buried(key);
  }

  private Verdict epochStarted(LogRecord record, Opened opened) {
    EpochStarted started = EventCodec.readEpochStarted(opened.plaintext());
    RecordHeader header = opened.header();
    if (started.epoch() != header.epoch() || !started.writer().equals(header.writer().hex())) {
      throw new CorruptLog("the claim at offset " + record.offset() + " contradicts its header");
    }
    if (started.epoch() != epoch + 1) {
      return new Verdict.Voided(Verdict.Reason.NOT_THE_NEXT_EPOCH);
    }
    endClaim();
    epoch = started.epoch();
    writer = started.writer();
    stage = Stage.TAKEN;
    epochStartedHash = hash(record);
    return new Verdict.EpochAccepted(epoch, started.writer());
  }

  private Verdict commit(LogRecord record, Opened opened) {
    if (!bearsClaim(opened.header())) {
      return new Verdict.Voided(Verdict.Reason.ANOTHER_CLAIM);
    }
    if (stage == Stage.BROKEN) {
      return new Verdict.Voided(Verdict.Reason.BROKEN_CLAIM);
    }
    Commit commit = EventCodec.readCommit(opened.plaintext());
    if (commit.sequence() != opened.header().sequence()) {
      throw new CorruptLog("the commit at offset " + record.offset() + " contradicts its header");
    }
    if (stage == Stage.TAKEN) {
      compareLeadership(record, commit);
    }
    if (commit.sequence() != last.sequence() + 1) {
      endClaim();
      stage = Stage.BROKEN;
      return new Verdict.Voided(Verdict.Reason.WRONG_SEQUENCE);
    }
    if (!commit.previous().equals(last.chainHash())) {
      throw new CorruptLog(
          "commit " + commit.sequence() + " at offset " + record.offset() + " follows another one");
    }
    if (stage == Stage.TAKEN && leadership(commit) == null) {
      throw new CorruptLog("the first commit of epoch " + epoch + " does not take leadership");
    }
    return accept(record, commit);
  }

  private Verdict accept(LogRecord record, Commit commit) {
    stage = Stage.LEADING;
    List<Payload> payloads = new ArrayList<>();
    for (Brought each : commit.brings()) {
      Held found = held.remove(each.key());
      if (found == null) {
        missing.add(each.name());
      } else {
        payloads.add(matched(each, found, record.offset()));
      }
    }
    commit.destroys().forEach(missing::remove);
    endClaim();
    last = new Position(record.offset(), epoch, writer, commit.sequence(), hash(record));
    Accepted accepted = new Accepted(commit, last, payloads, orphans, buried);
    orphans.clear();
    buried.clear();
    return new Verdict.Committed(accepted);
  }

  private static Payload matched(Brought brought, Held found, long offset) {
    if (!found.hash.equals(brought.hash()) || !found.payload.name().equals(brought.name())) {
      throw new CorruptLog("the commit at offset " + offset + " brings another payload");
    }
    return found.payload;
  }

  private Verdict payload(LogRecord record, Opened opened) {
    String key = HexFormat.of().formatHex(record.key());
    Payload payload = PayloadForm.read(opened.plaintext());
    if (!bearsClaim(opened.header()) || stage == Stage.BROKEN) {
      orphans.add(key);
      return new Verdict.PayloadOrphaned(key);
    }
    held.put(key, new Held(hash(record), payload));
    return new Verdict.PayloadHeld(key);
  }

  /// A beat says what its claim was acknowledged. Beats are compacted away, so they decide nothing;
  /// but a reader that lacks what was acknowledged is at a corrupt log.
  private Verdict beat(LogRecord record, Opened opened) {
    if (!bearsClaim(opened.header())) {
      return new Verdict.Voided(Verdict.Reason.ANOTHER_CLAIM);
    }
    Beat beat = EventCodec.readBeat(opened.plaintext());
    boolean lacking = beat.sequence() > last.sequence();
    boolean forked =
        beat.sequence() == last.sequence() && !beat.chainHash().equals(last.chainHash());
    if (lacking || forked) {
      throw new CorruptLog(
          "the beat at offset " + record.offset() + " knows another commit " + beat.sequence());
    }
    return stage == Stage.BROKEN
        ? new Verdict.Voided(Verdict.Reason.BROKEN_CLAIM)
        : new Verdict.BeatHeard(beat);
  }

  private void compareLeadership(LogRecord record, Commit commit) {
    LeadershipTaken taken = leadership(commit);
    LeadershipTaken ours = new LeadershipTaken(last.sequence(), last.chainHash(), epochStartedHash);
    if (taken != null && !taken.equals(ours)) {
      throw new CorruptLog(
          "the leader of epoch "
              + epoch
              + " had read another log before offset "
              + record.offset());
    }
  }

  private static @Nullable LeadershipTaken leadership(Commit commit) {
    boolean taken =
        !commit.events().isEmpty() && commit.events().getFirst() instanceof LeadershipTaken;
    return taken ? (LeadershipTaken) commit.events().getFirst() : null;
  }

  private boolean bearsClaim(RecordHeader header) {
    return header.epoch() == epoch && header.writer().hex().equals(writer);
  }

  /// No commit can name any more what is held now.
  private void endClaim() {
    orphans.addAll(held.keySet());
    held.clear();
  }

  private static String hash(LogRecord record) {
    byte[] value = record.value();
    if (value == null) {
      throw new IllegalArgumentException("a tombstone has no hash");
    }
    return Sha256.hex(value);
  }
}
