package dev.leasehold.crypto.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BinaryReaderTest {
  @Test
  void what_was_written_is_read_in_the_same_order() {
    byte[] written =
        new BinaryWriter()
            .int8(-1)
            .int32(Integer.MIN_VALUE)
            .int64(Long.MAX_VALUE)
            .raw(new byte[] {1, 2})
            .bytes(new byte[300])
            .text("grüße")
            .toBytes();

    BinaryReader reader = new BinaryReader(written);

    assertEquals(-1, reader.int8());
    assertEquals(Integer.MIN_VALUE, reader.int32());
    assertEquals(Long.MAX_VALUE, reader.int64());
    assertArrayEquals(new byte[] {1, 2}, reader.raw(2));
    assertArrayEquals(new byte[300], reader.bytes());
    assertEquals("grüße", reader.text());
    reader.end();
  }

  @Test
  void too_few_and_too_many_bytes_are_malformed() {
    assertThrows(MalformedBinary.class, () -> new BinaryReader(new byte[3]).int32());
    assertThrows(MalformedBinary.class, () -> new BinaryReader(new byte[1]).end());
    assertThrows(MalformedBinary.class, () -> new BinaryReader(new byte[] {2}).expect(1));
  }

  @Test
  void a_length_that_lies_is_malformed_before_memory_is_taken() {
    byte[] huge = ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).array();
    byte[] negative = ByteBuffer.allocate(8).putInt(-1).array();

    assertThrows(MalformedBinary.class, () -> new BinaryReader(huge).bytes());
    assertThrows(MalformedBinary.class, () -> new BinaryReader(huge).count());
    assertThrows(MalformedBinary.class, () -> new BinaryReader(negative).bytes());
    assertThrows(MalformedBinary.class, () -> new BinaryReader(negative).count());
  }

  @Test
  void a_text_that_is_not_utf_8_is_malformed() {
    byte[] written = new BinaryWriter().bytes(new byte[] {(byte) 0xc3}).toBytes();

    assertThrows(MalformedBinary.class, () -> new BinaryReader(written).text());
  }
}
