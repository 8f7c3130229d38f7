package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.binary.MalformedBinary;
import java.util.Arrays;

/// The clear part of a record, in front of its ciphertext and authenticated with it. It tells a
/// reader which key opens the record and where it belongs; **until the record was opened nothing in
/// it may be believed**. Numbers are big endian; the layout of a format version is fixed for ever.
///
/// ```text
///  0        1      2          6                22            30          38             46
///  +--------+------+----------+----------------+-------------+-----------+--------------+
///  | format | kind | term (4) | writer id (16) | counter (8) | epoch (8) | sequence (8) |
///  +--------+------+----------+----------------+-------------+-----------+--------------+
/// ```
///
/// The term of an audit record is the number of its audit period.
public record RecordHeader(
    byte formatVersion,
    RecordKind kind,
    int term,
    WriterId writer,
    long counter,
    long epoch,
    long sequence) {
  public static final byte FORMAT = 1;
  public static final int LENGTH = 46;

  public byte[] encode() {
    return new BinaryWriter()
        .int8(formatVersion)
        .int8(kind.code())
        .int32(term)
        .raw(writer.bytes())
        .int64(counter)
        .int64(epoch)
        .int64(sequence)
        .toBytes();
  }

  /// Reads the header at the front of a record; what follows it is not looked at. Throws
  /// [MalformedBinary] for a short record and for an unknown format or kind.
  public static RecordHeader decode(byte[] record) {
    if (record.length < LENGTH) {
      throw new MalformedBinary("a record is shorter than its header");
    }
    BinaryReader reader = new BinaryReader(Arrays.copyOf(record, LENGTH));
    byte format = reader.int8();
    if (format != FORMAT) {
      throw new MalformedBinary("the format of a record is unknown");
    }
    return new RecordHeader(
        format,
        RecordKind.of(reader.int8()),
        reader.int32(),
        WriterId.of(reader.raw(WriterId.LENGTH)),
        reader.int64(),
        reader.int64(),
        reader.int64());
  }
}
