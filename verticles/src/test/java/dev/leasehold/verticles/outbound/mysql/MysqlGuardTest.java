package dev.leasehold.verticles.outbound.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.outbound.NotReached;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Single packets before the guard, where no driver is in the way.
class MysqlGuardTest {
  private static final String VERSION = "8.0.36";

  private final MysqlGuard guard = new MysqlGuard(new MysqlGuard.Safety(false, false, false));
  private final EmbeddedChannel channel = new EmbeddedChannel(guard);

  private static ByteBuf packet(int... body) {
    ByteBuf packet = Unpooled.buffer();
    packet.writeMediumLE(body.length).writeByte(1);
    for (int octet : body) {
      packet.writeByte(octet);
    }
    return packet;
  }

  private static ByteBuf greeting() {
    ByteBuf packet = Unpooled.buffer();
    packet.writeMediumLE(0).writeByte(0).writeByte(10);
    packet.writeCharSequence(VERSION + "\0", StandardCharsets.US_ASCII);
    packet.writeIntLE(7).writeLong(1).writeByte(0);
    packet.writeShortLE(0xffff).writeByte(45).writeShortLE(2).writeShortLE(0xffff);
    packet.writeByte(21).writeZero(10 + 13);
    packet.writeCharSequence("caching_sha2_password\0", StandardCharsets.US_ASCII);
    return packet.setMediumLE(0, packet.readableBytes() - 4);
  }

  /// Whether the driver would see this packet.
  private boolean passes(ByteBuf packet) {
    channel.writeInbound(packet);
    ByteBuf seen = channel.readInbound();
    if (seen != null) {
      seen.release();
    }
    return seen != null;
  }

  private void loggedIn() {
    assertTrue(passes(greeting()));
    assertTrue(passes(packet(0, 0, 0, 2, 0, 0, 0)));
  }

  private String refusal() {
    NotReached refusal = guard.refusal();
    assertNotNull(refusal);
    assertFalse(channel.isOpen());
    return refusal.errorClass();
  }

  @Test
  void what_the_driver_must_not_take_up_is_not_offered_to_it() {
    channel.writeInbound(greeting());

    ByteBuf seen = channel.readInbound();
    int lower = 4 + 1 + VERSION.length() + 1 + 4 + 8 + 1;
    assertEquals(0xff7f, seen.getUnsignedShortLE(lower));
    assertEquals(0xfefe, seen.getUnsignedShortLE(lower + 5));
    seen.release();
  }

  @Test
  void the_password_is_not_asked_for_where_the_way_is_not_safe() {
    assertTrue(passes(greeting()));

    assertFalse(passes(packet(1, 4)));
    assertEquals("cleartext_password", refusal());
  }

  @Test
  void a_null_in_a_row_is_no_question_for_a_file() {
    loggedIn();
    int[] column = {3, 'd', 'e', 'f'};
    assertTrue(passes(packet(1)));
    assertTrue(passes(packet(column)));
    assertTrue(passes(packet(0xfe, 0, 0, 2, 0)));
    assertTrue(passes(packet(0xfb)));
    assertTrue(passes(packet(0xfe, 0, 0, 10, 0)));
    assertNull(guard.refusal());

    assertFalse(passes(packet(0xfb, '/', 'x')));
    assertEquals("file", refusal());
  }

  @Test
  void a_column_that_looks_like_a_mark_hides_no_question_for_a_file() {
    loggedIn();
    assertTrue(passes(packet(1)));
    assertTrue(passes(packet(0xfe, 0, 0, 2, 0)));
    assertTrue(passes(packet(0xfe, 0, 0, 2, 0)));
    assertTrue(passes(packet(0xfe, 0, 0, 10, 0)));

    assertFalse(passes(packet(0xfb, '/', 'x')));
    assertEquals("file", refusal());
  }

  @Test
  void columns_without_end_are_refused() {
    loggedIn();

    assertFalse(passes(packet(0xfe, 0, 0, 0, 0, 0, 0, 0, 1)));
    assertFalse(channel.isOpen());
  }

  @Test
  void a_file_on_its_way_out_is_stopped() {
    loggedIn();

    assertFalse(
        channel.writeOneOutbound(new DefaultFileRegion(new File("none"), 0, 1)).isSuccess());
    assertEquals("file", refusal());
    assertNull(channel.readOutbound());
  }

  @Test
  void a_server_without_room_is_heard() {
    assertFalse(passes(packet(0xff, 0x10, 4, 'f', 'u', 'l', 'l')));
    assertEquals("login_1040", refusal());
  }
}
