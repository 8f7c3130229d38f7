package dev.leasehold.verticles.figures;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One keep-alive HTTP connection that costs the load generator as little as can be: requests are
/// bytes made beforehand, of an answer only status and length are read. For one thread.
final class Connection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final byte[] skipped = new byte[1 << 16];

  Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
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

  /// Sends a request and waits for its answer; gives the status.
  int exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon);
      if (name.equalsIgnoreCase("content-length")) {
        length = Integer.parseInt(header.substring(colon + 1).strip());
      } else if (name.equalsIgnoreCase("transfer-encoding")) {
        chunked = true;
      }
    }
    if (chunked) {
      skipChunks();
    } else {
      skip(length);
    }
    return Integer.parseInt(status.substring(9, 12));
  }

  private void skipChunks() throws IOException {
    int size = Integer.parseInt(line().strip(), 16);
    while (size > 0) {
      skip(size);
      line();
      size = Integer.parseInt(line().strip(), 16);
    }
    line();
  }

  private void skip(int length) throws IOException {
    int left = length;
    while (left > 0) {
      int read = in.read(skipped, 0, Math.min(left, skipped.length));
      if (read < 0) {
        throw new EOFException("the connection was closed in an answer");
      }
      left -= read;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
