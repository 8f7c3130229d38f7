package dev.leasehold.verticles.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// A [Listener] in the words of Vert.x.
final class ListenerOptions {
  /// Room for paths and queries of a few thousand characters, escaped.
  private static final int MAX_REQUEST_LINE_BYTES = 16 << 10;

  /// Room for a token, or a JSON web token, beside all else.
  private static final int MAX_HEAD_BYTES = 64 << 10;

  private ListenerOptions() {}

  static HttpServerOptions of(Listener listener) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEAD_BYTES)
            .setHandle100ContinueAutomatically(true)
            .setHttp2ClearTextEnabled(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false);
    Listener.Tls tls = listener.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertPath(tls.certificate().toString())
                  .addKeyPath(tls.key().toString()))
          .setClientAuth(ClientAuth.REQUEST)
          .setTrustOptions(TrustOptions.wrap(new AnyCertificate()));
    }
    return options;
  }

  static SocketAddress address(Listener listener) {
    return switch (listener.place()) {
      case Listener.Tcp(String address, int port) ->
          port < 0
              ? SocketAddress.sharedRandomPort(-port, address)
              : SocketAddress.inetSocketAddress(port, address);
      case Listener.Unix(java.nio.file.Path path) ->
          SocketAddress.domainSocketAddress(path.toString());
    };
  }

  /// Takes every client certificate: the handshake has proven that its key is the client's, and an
  /// auth method judges whether that means anything. It never trusts a server.
  private static final class AnyCertificate extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException("this end is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new UnsupportedOperationException("this end is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException("this end is the server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
