package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/// Sends one request and reads the answer: by the HTTP client that starts fastest of those at hand,
/// and a patch, which that one cannot send, by the other. It blocks and repeats nothing.
final class Exchange {
  private Exchange() {}

  /// Sends a request.
  ///
  /// @throws IOException if no answer comes
  static Incoming send(Outgoing outgoing, Tls tls, Duration timeout) throws IOException {
    if (outgoing.method().equals("PATCH")) {
      return PatchExchange.send(outgoing, tls, timeout);
    }
    HttpURLConnection http = open(outgoing, tls, Math.toIntExact(timeout.toMillis()));
    if (outgoing.hasBody()) {
      http.setDoOutput(true);
      byte[] body = outgoing.body().getBytes(StandardCharsets.UTF_8);
      http.setFixedLengthStreamingMode(body.length);
      http.getOutputStream().write(body);
    }
    int status = http.getResponseCode();
    String location = http.getHeaderField("Location");
    return new Incoming(status, body(http, status), target(outgoing, location));
  }

  /// Returns the place that a redirect names, which may be relative to the request's own.
  static @Nullable URI target(Outgoing outgoing, @Nullable String location) {
    return location == null ? null : outgoing.url().resolve(location);
  }

  private static HttpURLConnection open(Outgoing outgoing, Tls tls, int timeoutMillis)
      throws IOException {
    HttpURLConnection http = (HttpURLConnection) outgoing.url().toURL().openConnection();
    if (http instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(tls.sockets());
    }
    http.setInstanceFollowRedirects(false);
    http.setConnectTimeout(timeoutMillis);
    http.setReadTimeout(timeoutMillis);
    http.setRequestMethod(outgoing.method());
    outgoing
        .headers()
        .forEach(header -> http.addRequestProperty(header.getKey(), header.getValue()));
    return http;
  }

  private static String body(HttpURLConnection http, int status) throws IOException {
    InputStream source = status >= 400 ? http.getErrorStream() : http.getInputStream();
    if (source == null) {
      return "";
    }
    try (source) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
