package dev.leasehold.verticles.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;

/// Writes to a socket, and gives up when the other side takes nothing for a while. Nothing is
/// buffered. For one thread.
final class TimedStream extends OutputStream {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Duration timeout;
  private final String name;

  private TimedStream(SocketChannel channel, Duration timeout, String name) throws IOException {
    this.channel = channel;
    this.timeout = timeout;
    this.name = name;
    this.selector = Selector.open();
    channel.configureBlocking(false);
    this.key = channel.register(selector, SelectionKey.OP_CONNECT);
  }

  /// @param name how errors begin
  static TimedStream connect(SocketChannel channel, SocketAddress to, Duration timeout, String name)
      throws IOException {
    try {
      TimedStream stream = new TimedStream(channel, timeout, name);
      stream.connect(to);
      return stream;
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  private void connect(SocketAddress to) throws IOException {
    try {
      if (!channel.connect(to)) {
        await();
        channel.finishConnect();
      }
    } catch (IOException refused) {
      selector.close();
      throw new IOException(name + ": connect: " + lowered(refused), refused);
    }
    key.interestOps(SelectionKey.OP_WRITE);
  }

  /// As Go writes what the operating system said.
  private static String lowered(IOException refused) {
    return String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
  }

  private void await() throws IOException {
    selector.selectedKeys().clear();
    if (selector.select(Math.max(1, timeout.toMillis())) == 0) {
      throw new IOException(name + ": i/o timeout");
    }
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, from, length);
    while (left.hasRemaining()) {
      if (channel.write(left) == 0) {
        await();
      }
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
