package dev.leasehold.verticles.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// A stream that sends each line it is given as a message of its own, for what has messages instead
/// of bytes. Whole lines are written at a time.
final class LineStream extends OutputStream {
  private final Channel channel;

  /// Where messages go.
  interface Channel extends AutoCloseable {
    /// Sends one message, whole or not at all.
    void send(byte[] message) throws IOException;

    @Override
    void close() throws IOException;
  }

  LineStream(Channel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int start = from;
    for (int i = from; i < from + length; i++) {
      if (bytes[i] == '\n') {
        if (i > start) {
          channel.send(Arrays.copyOfRange(bytes, start, i + 1));
        }
        start = i + 1;
      }
    }
    if (start < from + length) {
      channel.send(Arrays.copyOfRange(bytes, start, from + length));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
