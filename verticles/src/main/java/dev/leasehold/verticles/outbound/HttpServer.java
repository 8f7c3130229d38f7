package dev.leasehold.verticles.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// An HTTP server to talk to: how, by which name, at which port. Immutable.
public record HttpServer(boolean tls, String host, int port) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /// The server that a URL names. Throws `IllegalArgumentException` where it names none.
  public static HttpServer of(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean tls = scheme.equals("https");
      if (uri.getHost() == null || !(tls || scheme.equals("http")) || uri.getUserInfo() != null) {
        throw new IllegalArgumentException("the URL names no server");
      }
      String host = uri.getHost();
      String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return new HttpServer(tls, plain, uri.getPort() > 0 ? uri.getPort() : tls ? HTTPS : HTTP);
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException("the URL cannot be read", wrong);
    }
  }

  /// The URL of a path on it, for messages.
  String url(String uri) {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    boolean usual = port == (tls ? HTTPS : HTTP);
    return (tls ? "https://" : "http://") + shown + (usual ? "" : ":" + port) + uri;
  }
}
