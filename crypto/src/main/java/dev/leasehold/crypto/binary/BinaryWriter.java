package dev.leasehold.crypto.binary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a binary form from front to back; [BinaryReader] reads the same calls in the same order.
/// For one thread.
public final class BinaryWriter {
  private byte[] buffer = new byte[256];
  private int length;

  /// The parts, each preceded by its length in 4 bytes: no two different lists give the same bytes.
  public static byte[] framed(byte[]... parts) {
    int total = 0;
    for (byte[] part : parts) {
      total += Integer.BYTES + part.length;
    }
    ByteBuffer target = ByteBuffer.allocate(total);
    for (byte[] part : parts) {
      target.putInt(part.length).put(part);
    }
    return target.array();
  }

  public BinaryWriter int8(int number) {
    room(Byte.BYTES).put((byte) number);
    return this;
  }

  public BinaryWriter int32(int number) {
    room(Integer.BYTES).putInt(number);
    return this;
  }

  public BinaryWriter int64(long number) {
    room(Long.BYTES).putLong(number);
    return this;
  }

  /// Bytes whose number the reader knows.
  public BinaryWriter raw(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  /// The length in 4 bytes, then the bytes.
  public BinaryWriter bytes(byte[] bytes) {
    return int32(bytes.length).raw(bytes);
  }

  /// The length of the UTF-8 form in 4 bytes, then that form.
  public BinaryWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  /// Zeroes what was written, for forms that hold keys.
  public void wipe() {
    Arrays.fill(buffer, (byte) 0);
    length = 0;
  }

  private ByteBuffer room(int more) {
    if (buffer.length - length < more) {
      byte[] larger = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
      Arrays.fill(buffer, (byte) 0);
      buffer = larger;
    }
    ByteBuffer room = ByteBuffer.wrap(buffer, length, more);
    length += more;
    return room;
  }
}
