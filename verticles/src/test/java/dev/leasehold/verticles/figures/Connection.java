package dev.leasehold.verticles.figures;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// One keep-alive HTTP connection that costs the load generator as little as can be: requests are
/// bytes made beforehand, of an answer only status and length are read, and it never blocks. For
/// one thread.
final class Connection implements AutoCloseable {
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

  private final SocketChannel channel;
  private byte[] answer = new byte[1 << 14];
  private int received;
  private int bodyBegin;
  private int bodyLength;
  private boolean chunked;
  private int status;
  private long sent;

  /// Connects, and shows itself to the selector when there is something to receive.
  Connection(int port, Selector selector) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /// The bytes of a request.
  static byte[] request(String method, String path, String token, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " /v1/"
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nX-Vault-Token: "
            + token
            + "\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[start.length + content.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(content, 0, all, start.length, content.length);
    return all;
  }

  /// Sends a request. The answer to the one before must be there.
  void send(byte[] request) throws IOException {
    received = 0;
    bodyBegin = 0;
    sent = System.nanoTime();
    ByteBuffer left = ByteBuffer.wrap(request);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  /// Takes what has come; tells whether the answer is there to its end.
  boolean receive() throws IOException {
    if (received == answer.length) {
      answer = Arrays.copyOf(answer, 2 * received);
    }
    int read = channel.read(ByteBuffer.wrap(answer, received, answer.length - received));
    if (read < 0) {
      throw new EOFException("the connection was closed in an answer");
    }
    received += read;
    if (bodyBegin == 0 && !head()) {
      return false;
    }
    return chunked ? lastChunk() : received >= bodyBegin + bodyLength;
  }

  /// The status of the answer.
  int status() {
    return status;
  }

  /// How long ago the request was sent.
  long micros() {
    return (System.nanoTime() - sent) / 1000;
  }

  private boolean head() {
    int end = 0;
    while (end + END_OF_HEAD.length <= received
        && !Arrays.equals(answer, end, end + END_OF_HEAD.length, END_OF_HEAD, 0, 4)) {
      end++;
    }
    if (end + END_OF_HEAD.length > received) {
      return false;
    }
    bodyBegin = end + END_OF_HEAD.length;
    String head =
        new String(answer, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT) + "\r\n";
    status = Integer.parseInt(head, 9, 12, 10);
    chunked = head.contains(CHUNKED);
    int length = head.indexOf(LENGTH);
    bodyLength =
        length < 0
            ? 0
            : Integer.parseInt(
                head.substring(length + LENGTH.length(), head.indexOf('\r', length + 2)).strip());
    return true;
  }

  private boolean lastChunk() {
    int at = bodyBegin;
    while (true) {
      int line = at;
      while (line < received && answer[line] != '\n') {
        line++;
      }
      if (line >= received) {
        return false;
      }
      String size = new String(answer, at, line - at, StandardCharsets.ISO_8859_1).strip();
      at = line + 1 + Integer.parseInt(size, 16) + 2;
      if (size.equals("0")) {
        return at <= received;
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
