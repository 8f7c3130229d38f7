package dev.leasehold.events.journal;

import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.binary.MalformedBinary;
import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.events.CorruptLog;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// One record of an audit chain: entries that were appended together.
///
/// ```text
/// version (1) | previous hash (32) | first entry (8) | journal sequence (8) | count (4)
///             | each entry: length (4), JSON
/// ```
///
/// @param previous the hash, in hexadecimal, of the record before of the same writer
/// @param firstEntry the number of the first entry; the first one of a chain is 1
/// @param journalSequence of the last commit that the writer had seen committed
/// @param entries as JSON, with secrets hashed; the arrays must not be changed
public record AuditBatch(
    String previous, long firstEntry, long journalSequence, List<byte[]> entries) {
  private static final int VERSION = 1;

  public AuditBatch {
    entries = List.copyOf(entries);
  }

  byte[] encode() {
    BinaryWriter writer =
        new BinaryWriter()
            .int8(VERSION)
            .raw(HexFormat.of().parseHex(previous))
            .int64(firstEntry)
            .int64(journalSequence)
            .int32(entries.size());
    entries.forEach(writer::bytes);
    return writer.toBytes();
  }

  static AuditBatch decode(byte[] plaintext) {
    try {
      BinaryReader reader = new BinaryReader(plaintext);
      reader.expect(VERSION);
      String previous = HexFormat.of().formatHex(reader.raw(Sha256.LENGTH));
      long firstEntry = reader.int64();
      long journalSequence = reader.int64();
      int count = reader.count();
      List<byte[]> entries = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        entries.add(reader.bytes());
      }
      reader.end();
      return new AuditBatch(previous, firstEntry, journalSequence, entries);
    } catch (MalformedBinary e) {
      throw new CorruptLog("a record holds no audit entries", e);
    }
  }
}
