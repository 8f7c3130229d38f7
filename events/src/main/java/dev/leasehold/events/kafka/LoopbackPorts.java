package dev.leasehold.events.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/// Two free ports of 127.0.0.1, bound before the broker is configured and handed to it when it
/// asks: nobody else can take them in between.
final class LoopbackPorts implements ServerSocketFactory, AutoCloseable {

  private static final int BACKLOG = 50;

  private final Map<String, ServerSocketChannel> unused = new ConcurrentHashMap<>();

  /// Binds a free port for a listener and tells its number.
  int bind(String listener) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    unused.put(listener, channel);
    channel.configureBlocking(false);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    channel.bind(new InetSocketAddress(loopback, 0), BACKLOG);
    return channel.socket().getLocalPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer)
      throws IOException {
    ServerSocketChannel channel = unused.remove(listener);
    if (channel == null || channel.socket().getLocalPort() != address.getPort()) {
      throw new IOException("no port was bound for listener " + listener);
    }
    return channel;
  }

  /// Frees the ports that were not asked for.
  @Override
  public void close() {
    for (ServerSocketChannel each : unused.values()) {
      try {
        each.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    unused.clear();
  }
}
