package dev.leasehold.verticles.outbound.mysql;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A server that speaks MySQL's protocol to one client and answers as it was told to, whatever it
/// is asked: each answer follows the next packet that it hears. It keeps all that it hears, and
/// works on a thread of its own.
final class RogueMysql {
  private static final int TLS = 0x800;
  private static final int PATIENCE_MILLIS = 8000;

  /// Files, several statements at once and all the rest that a server can offer.
  private static final int OFFERED = 0x81bfffff;

  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Buffer heard = Buffer.buffer();
  private final Thread thread;

  /// @param certificate of its TLS; null where it offers none
  /// @param answers the bodies of its packets
  RogueMysql(
      Vertx vertx, String plugin, @Nullable SelfSignedCertificate certificate, Buffer... answers)
      throws Exception {
    SSLContext tls = certificate == null ? null : context(vertx, certificate);
    thread = Thread.ofVirtual().start(() -> serve(plugin, tls, List.of(answers)));
  }

  private static SSLContext context(Vertx vertx, SelfSignedCertificate certificate)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        certificate.keyCertOptions().getKeyManagerFactory(vertx).getKeyManagers(), null, null);
    return context;
  }

  static Buffer ok() {
    return Buffer.buffer(new byte[] {0, 0, 0, 2, 0, 0, 0});
  }

  /// One that more results follow.
  static Buffer okAndMore() {
    return Buffer.buffer(new byte[] {0, 0, 0, 10, 0, 0, 0});
  }

  static Buffer switchTo(String plugin) {
    return Buffer.buffer(new byte[] {(byte) 0xfe})
        .appendString(plugin)
        .appendByte((byte) 0)
        .appendBytes("12345678901234567890".getBytes(StandardCharsets.US_ASCII))
        .appendByte((byte) 0);
  }

  /// Of caching_sha2_password: the password is asked for.
  static Buffer wantsPassword() {
    return Buffer.buffer(new byte[] {1, 4});
  }

  static Buffer wantsFile(String name) {
    return Buffer.buffer(new byte[] {(byte) 0xfb}).appendString(name);
  }

  private static void send(OutputStream out, int number, Buffer body) throws IOException {
    out.write(
        Buffer.buffer()
            .appendMediumLE(body.length())
            .appendByte((byte) number)
            .appendBuffer(body)
            .getBytes());
    out.flush();
  }

  private static Buffer greeting(String plugin, boolean tls) {
    int offered = tls ? OFFERED | TLS : OFFERED & ~TLS;
    return Buffer.buffer()
        .appendByte((byte) 10)
        .appendString("8.0.36\0")
        .appendIntLE(7)
        .appendString("12345678\0")
        .appendShortLE((short) offered)
        .appendByte((byte) 45)
        .appendShortLE((short) 2)
        .appendShortLE((short) (offered >>> 16))
        .appendByte((byte) 21)
        .appendBytes(new byte[10])
        .appendString("901234567890\0")
        .appendString(plugin + "\0");
  }

  private void serve(String plugin, @Nullable SSLContext tls, List<Buffer> answers) {
    try (Socket plain = server.accept()) {
      plain.setSoTimeout(PATIENCE_MILLIS);
      send(plain.getOutputStream(), 0, greeting(plugin, tls != null));
      if (tls == null) {
        answer(plain, answers.iterator());
        return;
      }
      hear(new DataInputStream(plain.getInputStream()));
      try (SSLSocket secret = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true)) {
        secret.setUseClientMode(false);
        answer(secret, answers.iterator());
      }
    } catch (IOException e) {
      // The client has gone, which is what most of these tests are about.
    }
  }

  private void answer(Socket socket, Iterator<Buffer> answers) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      int number = hear(in);
      if (!answers.hasNext()) {
        socket.shutdownOutput();
        return;
      }
      Buffer next = answers.next();
      send(socket.getOutputStream(), number + 1, next);
      if (next.equals(okAndMore())) {
        send(socket.getOutputStream(), number + 2, answers.next());
      }
    }
  }

  /// Reads a packet and says its number.
  private int hear(DataInputStream in) throws IOException {
    byte[] header = in.readNBytes(4);
    byte[] body =
        in.readNBytes(header.length < 4 ? 0 : Buffer.buffer(header).getUnsignedMediumLE(0));
    heard.appendBytes(header).appendBytes(body);
    if (header.length < 4) {
      throw new IOException("the client has gone");
    }
    return header[3];
  }

  int port() {
    return server.getLocalPort();
  }

  /// All that it heard, once the connection has ended.
  String heard() throws Exception {
    thread.join();
    server.close();
    return heard.toString(StandardCharsets.ISO_8859_1);
  }

  /// The flags that the client announced.
  int announced() throws Exception {
    heard();
    return heard.getIntLE(4);
  }
}
