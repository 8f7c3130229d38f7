package dev.leasehold.events.journal;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordKind;
import dev.leasehold.crypto.barrier.RecordSealer;
import dev.leasehold.crypto.barrier.Sealed;
import dev.leasehold.crypto.barrier.WriterId;
import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Commit;
import java.util.List;

/// The writer of one audit chain, under a writer id of its own and the key of the active audit
/// period. Each record names the hash of the one before, so that none can be edited, dropped or
/// moved unnoticed once a later one, or a beat in the journal, names its hash.
///
/// The first record that is not acknowledged ends the chain: the owner opens a new one. Appending
/// never blocks. For one thread at a time; acknowledgements come on any thread.
public final class AuditLog implements AutoCloseable {

  /// The logical name of the topic, to which each record is bound.
  public static final String TOPIC = "audit";

  /// What the entries of one record may measure together.
  public static final int MAX_BATCH_BYTES = 1024 * 1024;

  private final RecordSealer sealer;
  private final Appender appender;
  private String last = Commit.NO_HASH;
  private long records;
  private long entries;
  private volatile String acknowledgedHead = Commit.NO_HASH;
  private volatile boolean ended;

  /// Opens a chain; a commit of the journal should name its writer before its first entry.
  public AuditLog(RecordLog log, Keyring keyring, Entropy entropy) {
    this.sealer =
        new RecordSealer(
            keyring, Purpose.AUDIT, keyring.activeAuditPeriod(), WriterId.draw(entropy), TOPIC);
    this.appender = log.appender();
  }

  /// The writer id of this chain, in hexadecimal.
  public String writer() {
    return sealer.writer().hex();
  }

  /// The hash of the last record that was acknowledged: what beats carry. Any thread.
  public String head() {
    return acknowledgedHead;
  }

  /// Appends entries as one record, all of them or none.
  ///
  /// @param journalSequence of the last commit seen committed
  /// @throws TooLarge if the entries are too many for one record; nothing was appended then
  /// @throws ClaimEnded if an earlier record was not acknowledged, or the chain was closed
  public void append(List<byte[]> jsonEntries, long journalSequence, Acknowledgement whenKnown) {
    if (ended) {
      throw new ClaimEnded("the audit chain has ended");
    }
    byte[] plaintext = new AuditBatch(last, entries + 1, journalSequence, jsonEntries).encode();
    if (plaintext.length > MAX_BATCH_BYTES) {
      throw new TooLarge("an audit record", MAX_BATCH_BYTES);
    }
    Sealed sealed = sealer.seal(RecordKind.AUDIT, 0, records + 1, plaintext);
    String hash = Sha256.hex(sealed.value());
    last = hash;
    records++;
    entries += jsonEntries.size();
    appender.append(
        sealed.key(),
        sealed.value(),
        (offset, error) -> {
          if (error == null && !ended) {
            acknowledgedHead = hash;
          } else {
            ended = true;
          }
          whenKnown.known(offset, error);
        });
  }

  /// Ends the chain. What is not yet acknowledged is in doubt.
  @Override
  public void close() {
    ended = true;
    appender.close();
    sealer.wipe();
  }
}
