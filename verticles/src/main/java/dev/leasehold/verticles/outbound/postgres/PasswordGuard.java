package dev.leasehold.verticles.outbound.postgres;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Reads along with what a PostgreSQL server says, and hangs up when it asks for the password as it
/// is: the driver would send it, and a rogue server would have it.
///
/// ```text
/// message  │ kind 1 │ length 4, itself included │ body │
/// 'R'      │ body begins with what is asked for: 3 is the password as it is
/// ```
final class PasswordGuard extends ChannelInboundHandlerAdapter {
  private static final int AUTHENTICATION = 'R';
  private static final int CLEARTEXT = 3;
  private static final int LENGTH_BYTES = 4;

  /// How far into the current message: the kind, the length, then the first four bytes of its body.
  private int position;

  private int kind;
  private long length;
  private long asked;
  private boolean refused;

  /// Whether the server has asked for the password as it is.
  boolean refused() {
    return refused;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      for (int at = bytes.readerIndex(); at < bytes.writerIndex() && !refused; at++) {
        take(bytes.getByte(at) & 0xff);
      }
      if (refused) {
        bytes.release();
        var _ = context.close();
        return;
      }
    }
    context.fireChannelRead(message);
  }

  private void take(int octet) {
    if (position == 0) {
      kind = octet;
      length = 0;
      asked = 0;
    } else if (position <= LENGTH_BYTES) {
      length = length << 8 | octet;
    } else if (position <= 2 * LENGTH_BYTES) {
      asked = asked << 8 | octet;
    }
    refused = kind == AUTHENTICATION && position == 2 * LENGTH_BYTES && asked == CLEARTEXT;
    position = position >= LENGTH_BYTES && position >= length ? 0 : position + 1;
  }
}
