package dev.leasehold.events.journal;

import dev.leasehold.crypto.barrier.Opened;
import dev.leasehold.crypto.barrier.RecordKind;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.events.Commit;
import dev.leasehold.events.CorruptLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the audit topic, opens each record and follows the chain of each writer; an edit, a gap, a
/// record moved or repeated, or one of another kind is a [CorruptLog]. That a chain goes on as far
/// as it should, only the heads in the journal's beats show. Blocks on the log; for one thread.
public final class AuditReader {

  /// A record that was verified.
  ///
  /// @param writer the writer id of its chain, in hexadecimal
  /// @param number of the record within its chain, from 1
  /// @param hash of its stored bytes, in hexadecimal
  public record Verified(String writer, long number, String hash, long offset, AuditBatch batch) {}

  private final RecordLog log;
  private final RecordOpener opener;
  private final boolean trimmed;
  private final Map<String, Verified> heads = new HashMap<>();
  private long next;

  /// Begins at the start of the log. Where entries were deleted by age, the first record of a chain
  /// that is still there is taken as given.
  public AuditReader(RecordLog log, RecordOpener opener) {
    this.log = log;
    this.opener = opener;
    this.next = log.start();
    this.trimmed = next > 0;
  }

  /// Blocks for the next records, at most so many and at most so long for the first of them.
  public List<Verified> poll(int maxRecords, Duration wait) {
    List<Verified> verified = new ArrayList<>();
    for (LogRecord each : log.read(next, maxRecords, wait)) {
      Verified record = verify(each);
      heads.put(record.writer(), record);
      verified.add(record);
      next = each.offset() + 1;
    }
    return verified;
  }

  /// Blocks to tell whether all records that are in the log now were read.
  public boolean caughtUp() {
    return next >= log.end();
  }

  /// Of each chain the hash of its last record read, in hexadecimal.
  public Map<String, String> heads() {
    Map<String, String> hashes = new HashMap<>();
    heads.forEach((writer, head) -> hashes.put(writer, head.hash()));
    return hashes;
  }

  private Verified verify(LogRecord record) {
    byte[] value = record.value();
    if (value == null) {
      throw new CorruptLog("a tombstone in the audit log at offset " + record.offset());
    }
    Opened opened = open(record, value);
    if (opened.header().kind() != RecordKind.AUDIT) {
      throw new CorruptLog("offset " + record.offset() + " holds no audit record");
    }
    Verified read =
        new Verified(
            opened.header().writer().hex(),
            opened.header().sequence(),
            Sha256.hex(value),
            record.offset(),
            AuditBatch.decode(opened.plaintext()));
    refuseBrokenChain(read);
    return read;
  }

  private void refuseBrokenChain(Verified read) {
    Verified head = heads.get(read.writer());
    boolean follows;
    if (head == null) {
      boolean first =
          read.number() == 1
              && read.batch().firstEntry() == 1
              && read.batch().previous().equals(Commit.NO_HASH);
      follows = first || trimmed;
    } else {
      follows =
          read.number() == head.number() + 1
              && read.batch().previous().equals(head.hash())
              && read.batch().firstEntry()
                  == head.batch().firstEntry() + head.batch().entries().size();
    }
    if (!follows) {
      throw new CorruptLog("the audit chain is broken at offset " + read.offset());
    }
  }

  private Opened open(LogRecord record, byte[] value) {
    try {
      return opener.open(record.key(), value);
    } catch (Unauthentic e) {
      throw new CorruptLog(
          "the audit record at offset " + record.offset() + " does not authenticate", e);
    }
  }
}
