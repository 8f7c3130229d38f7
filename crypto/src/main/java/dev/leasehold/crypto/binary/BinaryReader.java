package dev.leasehold.crypto.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads a binary form from front to back and trusts nothing: what is missing, what is too much and
/// what is no UTF-8 throws [MalformedBinary]. No length that was read can ask for more memory than
/// the input has bytes. For one thread.
public final class BinaryReader {
  private final ByteBuffer rest;

  public BinaryReader(byte[] bytes) {
    this.rest = ByteBuffer.wrap(bytes);
  }

  public byte int8() {
    return need(Byte.BYTES).get();
  }

  public int int32() {
    return need(Integer.BYTES).getInt();
  }

  public long int64() {
    return need(Long.BYTES).getLong();
  }

  public byte[] raw(int length) {
    need(length);
    byte[] bytes = new byte[length];
    rest.get(bytes);
    return bytes;
  }

  public byte[] bytes() {
    return raw(int32());
  }

  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedBinary("a text is not UTF-8");
    }
  }

  /// A number of elements, which cannot be greater than the number of bytes that are left.
  public int count() {
    int count = int32();
    if (count < 0 || count > rest.remaining()) {
      throw new MalformedBinary("a list is longer than its bytes");
    }
    return count;
  }

  /// A version byte of a form of which only one version is known.
  public void expect(int version) {
    if (int8() != version) {
      throw new MalformedBinary("the version is unknown");
    }
  }

  /// Nothing may be left.
  public void end() {
    if (rest.hasRemaining()) {
      throw new MalformedBinary("there are bytes after the end");
    }
  }

  private ByteBuffer need(int length) {
    if (length < 0 || rest.remaining() < length) {
      throw new MalformedBinary("the bytes end too early");
    }
    return rest;
  }
}
