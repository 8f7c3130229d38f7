package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Undecodable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;

/// A device of type `socket`: lines to another process over TCP, UDP or a Unix socket. Connecting
/// and each write take at most the `write_timeout`.
///
/// @param type `tcp`, `udp` or `unix`, with a `4` or `6` behind it as Go has them
record SocketDevice(String address, String type, Duration timeout, LineOptions lines)
    implements Device {
  private static final String DEFAULT_TIMEOUT = "2s";

  static SocketDevice read(Map<String, String> options) {
    String address = options.get("address");
    if (address == null) {
      throw Refusal.badRequest("address is required");
    }
    Duration timeout;
    try {
      timeout = DurationText.read(options.getOrDefault("write_timeout", DEFAULT_TIMEOUT));
    } catch (Undecodable undecodable) {
      throw Refusal.badRequest(String.valueOf(undecodable.getMessage()));
    }
    String type = options.getOrDefault("socket_type", "tcp");
    return new SocketDevice(address, type, timeout, LineOptions.read(options));
  }

  @Override
  public OutputStream open() throws IOException {
    return switch (type) {
      case "tcp", "tcp4", "tcp6" -> stream(SocketChannel.open(), inet());
      case "unix" ->
          stream(
              SocketChannel.open(java.net.StandardProtocolFamily.UNIX),
              UnixDomainSocketAddress.of(address));
      case "udp", "udp4", "udp6" -> datagrams();
      default -> throw new IOException("dial " + type + ": unknown network " + type);
    };
  }

  private OutputStream stream(SocketChannel channel, SocketAddress to) throws IOException {
    return TimedStream.connect(channel, to, timeout, "dial " + type + " " + address);
  }

  private OutputStream datagrams() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.connect(inet());
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
    return new LineStream(
        new LineStream.Channel() {
          @Override
          public void send(byte[] message) throws IOException {
            channel.write(ByteBuffer.wrap(message));
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        });
  }

  private InetSocketAddress inet() throws IOException {
    int colon = address.lastIndexOf(':');
    try {
      String host = colon < 0 ? "" : address.substring(0, colon);
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      int port = Integer.parseInt(address.substring(colon + 1));
      InetSocketAddress to = new InetSocketAddress(bare.isEmpty() ? "localhost" : bare, port);
      if (colon >= 0 && !to.isUnresolved()) {
        return to;
      }
    } catch (IllegalArgumentException invalid) {
      throw new IOException("dial " + type + ": address " + address + ": invalid", invalid);
    }
    throw new IOException(
        colon < 0
            ? "dial " + type + ": address " + address + ": missing port in address"
            : "dial " + type + ": lookup of " + address + ": no such host");
  }
}
