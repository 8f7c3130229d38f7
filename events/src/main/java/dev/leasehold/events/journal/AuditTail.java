package dev.leasehold.events.journal;

import dev.leasehold.crypto.barrier.Opened;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.events.CorruptLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads the end of the audit topic, as far back as entries may tell of the last commits. Each
/// record is opened; chains are not followed, since they begin before. Blocks on the log; for one
/// thread.
public final class AuditTail {
  /// How many records are read at once.
  private static final int PAGE = 1_000;

  private static final Duration LOOK = Duration.ofMillis(50);

  private final RecordLog log;
  private final RecordOpener opener;

  public AuditTail(RecordLog log, RecordOpener opener) {
    this.log = log;
    this.opener = opener;
  }

  /// Shows every entry that may rest on a commit of this number or a later one, page by page from
  /// the end. Entries are written in about the order of the commits that they rest on: a whole page
  /// of older ones is the last that is read.
  public void read(long sequence, Consumer<byte[]> entry) {
    long start = log.start();
    long end = log.end();
    boolean newer = true;
    while (newer && end > start) {
      long from = Math.max(start, end - PAGE);
      newer = false;
      for (AuditBatch batch : page(from, end)) {
        newer |= batch.journalSequence() >= sequence;
        batch.entries().forEach(entry);
      }
      end = from;
    }
  }

  private List<AuditBatch> page(long from, long end) {
    List<AuditBatch> batches = new ArrayList<>();
    long next = from;
    while (next < end) {
      List<LogRecord> records = log.read(next, PAGE, LOOK);
      if (records.isEmpty()) {
        break;
      }
      for (LogRecord record : records) {
        next = record.offset() + 1;
        if (record.offset() < end) {
          batches.add(opened(record));
        }
      }
    }
    return batches;
  }

  private AuditBatch opened(LogRecord record) {
    byte[] value = record.value();
    if (value == null) {
      throw new CorruptLog("a tombstone in the audit log at offset " + record.offset());
    }
    try {
      Opened opened = opener.open(record.key(), value);
      return AuditBatch.decode(opened.plaintext());
    } catch (Unauthentic e) {
      throw new CorruptLog(
          "the audit record at offset " + record.offset() + " does not authenticate", e);
    }
  }
}
