package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.verticles.outbound.NotReached;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Stands between a MySQL server and the driver, which does whatever it is asked for: it would send
/// any file and, in some ways of logging in, the password. Gets whole packets.
///
/// ```text
/// packet    │ length 3 │ number 1 │ body │
/// greeting  what the driver must not take up is taken out of what the server offers
/// login     a question for the password is let through only where the way is safe
/// answers   a question for a file ends the connection, and so does a file on its way out
/// ```
final class MysqlGuard extends ChannelDuplexHandler {
  private static final int HEADER = 4;

  /// A body of this length goes on in the next packet: no answer to us is that long.
  private static final int LONGEST = 0xffffff;

  /// Taken out of the greeting: files (0x80), and several statements at once (0x10000). Without the
  /// third (0x1000000) both ends of a result's columns are marked, so that we see them.
  private static final int UNWANTED = 0x80 | 0x10000 | 0x1000000;

  private static final int TLS = 0x800;
  private static final int NONE = -1;

  /// The body of the question for TLS; it begins as the answer to the greeting does.
  private static final int TLS_REQUEST = 32;

  private final Safety safety;
  private final MysqlAnswers answers = new MysqlAnswers();
  private Stage stage = Stage.GREETING;
  private int headerless = NONE;
  private boolean announced;
  private @Nullable NotReached refusal;

  /// How safe the way to the server is.
  ///
  /// @param tls whether TLS is wanted; where the server does not offer it, it is left
  /// @param clear whether the password may be sent as it is
  /// @param encrypted whether it may be sent encrypted for a key that the server names itself
  record Safety(boolean tls, boolean clear, boolean encrypted) {}

  private enum Stage {
    GREETING,
    LOGIN,
    COMMANDS,
    REFUSED
  }

  MysqlGuard(Safety safety) {
    this.safety = safety;
  }

  /// Why the connection was ended, or null.
  @Nullable NotReached refusal() {
    return refusal;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf packet) {
      NotReached problem = stage == Stage.REFUSED ? refusal : judged(packet);
      if (problem != null) {
        packet.release();
        refuse(context, problem);
        return;
      }
    }
    context.fireChannelRead(message);
  }

  /// Only bytes go out: what is a file in the driver's eyes is not.
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf packet && stage != Stage.REFUSED) {
      announceLess(packet);
      var _ = context.write(headed(context, packet), promise);
      return;
    }
    ReferenceCountUtil.release(message);
    NotReached problem = file();
    var _ = promise.tryFailure(problem);
    refuse(context, problem);
  }

  /// Asking for TLS, the driver announces what it knows, not what was offered.
  private void announceLess(ByteBuf packet) {
    if (!announced && packet.readableBytes() >= HEADER + TLS_REQUEST) {
      int flags = packet.readerIndex() + HEADER;
      packet.setIntLE(flags, packet.getIntLE(flags) & ~UNWANTED);
      announced = packet.readableBytes() > HEADER + TLS_REQUEST;
    }
  }

  /// The driver forgets the header where it is asked for the password as it is.
  private ByteBuf headed(ChannelHandlerContext context, ByteBuf body) {
    if (headerless == NONE) {
      return body;
    }
    ByteBuf header = context.alloc().buffer(HEADER);
    header.writeMediumLE(body.readableBytes()).writeByte(headerless);
    headerless = NONE;
    return context.alloc().compositeBuffer(2).addComponents(true, header, body);
  }

  private void refuse(ChannelHandlerContext context, NotReached problem) {
    if (stage != Stage.REFUSED) {
      stage = Stage.REFUSED;
      refusal = problem;
      var _ = context.close();
    }
  }

  private @Nullable NotReached judged(ByteBuf packet) {
    int length = packet.readableBytes() - HEADER;
    if (length <= 0 || length >= LONGEST) {
      return nonsense();
    }
    return switch (stage) {
      case GREETING -> greeting(packet);
      case LOGIN -> login(packet);
      case COMMANDS -> answers.take(packet, HEADER) ? null : file();
      case REFUSED -> nonsense();
    };
  }

  private @Nullable NotReached greeting(ByteBuf packet) {
    int version = packet.getUnsignedByte(HEADER);
    if (version == MysqlAnswers.ERROR) {
      stage = Stage.LOGIN;
      return refusedAtOnce(packet);
    }
    int end = packet.indexOf(HEADER, packet.writerIndex(), (byte) 0);
    // Behind the version: thread 4, challenge 8, a zero, then what is offered and the rest.
    int lower = end + 1 + 4 + 8 + 1;
    int upper = lower + 2 + 1 + 2;
    int plugin = upper + 2 + 1 + 10 + 13;
    if (version != 10 || end < 0 || packet.writerIndex() < plugin) {
      return nonsense();
    }
    int offered = packet.getUnsignedShortLE(lower) | packet.getUnsignedShortLE(upper) << 16;
    if (safety.tls() && (offered & TLS) == 0) {
      return new NotReached("tls", "the database does not offer TLS");
    }
    if (!safety.clear() && text(packet, plugin).equals("mysql_clear_password")) {
      return cleartext();
    }
    offered &= ~UNWANTED;
    packet.setShortLE(lower, offered);
    packet.setShortLE(upper, offered >>> 16);
    stage = Stage.LOGIN;
    return null;
  }

  /// A server that has no room for us, or does not know our address, says so instead of a greeting.
  private static NotReached refusedAtOnce(ByteBuf packet) {
    int code = packet.readableBytes() < HEADER + 3 ? 0 : packet.getUnsignedShortLE(HEADER + 1);
    return new NotReached(
        "login_" + code, "Error " + code + ": the database does not accept the connection");
  }

  private @Nullable NotReached login(ByteBuf packet) {
    int kind = packet.getUnsignedByte(HEADER);
    if (kind == MysqlAnswers.OK) {
      stage = Stage.COMMANDS;
      return null;
    }
    if (kind == MysqlAnswers.ERROR) {
      return null;
    }
    if (kind == 0xfe) {
      return switched(packet, text(packet, HEADER + 1));
    }
    return kind == 1 ? more(packet) : nonsense();
  }

  private @Nullable NotReached switched(ByteBuf packet, String plugin) {
    if (plugin.equals("mysql_native_password") || plugin.equals("caching_sha2_password")) {
      return null;
    }
    if (!plugin.equals("mysql_clear_password")) {
      return new NotReached("login", "this authentication plugin is not supported");
    }
    if (!safety.clear()) {
      return cleartext();
    }
    headerless = packet.getUnsignedByte(HEADER - 1) + 1;
    return null;
  }

  /// Of caching_sha2_password: 3 says that the challenge was met, 4 asks for the password, and a
  /// key, which is longer, is the answer to our question for it.
  private @Nullable NotReached more(ByteBuf packet) {
    int asked = packet.readableBytes() > HEADER + 1 ? packet.getUnsignedByte(HEADER + 1) : 0;
    if (asked == 4 && !safety.encrypted()) {
      return cleartext();
    }
    return null;
  }

  private static String text(ByteBuf packet, int from) {
    int end = packet.indexOf(from, packet.writerIndex(), (byte) 0);
    int to = end < 0 ? packet.writerIndex() : end;
    return packet.toString(from, to - from, StandardCharsets.UTF_8);
  }

  private static NotReached cleartext() {
    return new NotReached(
        "cleartext_password", "the database asks for the password without verified TLS");
  }

  private static NotReached file() {
    return new NotReached("file", "the database asks for a file");
  }

  private static NotReached nonsense() {
    return new NotReached("protocol", "the server does not speak MySQL");
  }
}
