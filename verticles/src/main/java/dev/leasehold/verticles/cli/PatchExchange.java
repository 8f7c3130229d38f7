package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;

/// Sends a `PATCH`, which `HttpURLConnection` does not know, by the JDK's other client.
final class PatchExchange {
  private static final String RESTRICTED = "jdk.httpclient.allowRestrictedHeaders";

  private PatchExchange() {}

  /// Sends a request.
  ///
  /// @throws IOException if no answer comes
  static Incoming send(Outgoing outgoing, Tls tls, Duration timeout) throws IOException {
    // Read once, when the client is first used: with a name of its own for TLS the host's name
    // travels in the header alone.
    System.setProperty(RESTRICTED, "host");
    boolean renamed = !tls.serverName().isEmpty();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(renamed ? numeric(outgoing.url()) : outgoing.url())
            .timeout(timeout)
            .method(outgoing.method(), HttpRequest.BodyPublishers.ofString(outgoing.body()));
    if (renamed) {
      request.header("Host", outgoing.url().getRawAuthority());
    }
    outgoing.headers().forEach(header -> request.header(header.getKey(), header.getValue()));
    try (HttpClient client = client(outgoing, tls, timeout)) {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String location = response.headers().firstValue("Location").orElse(null);
      return new Incoming(
          response.statusCode(), response.body(), Exchange.target(outgoing, location));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static HttpClient client(Outgoing outgoing, Tls tls, Duration timeout) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
    if ("https".equals(outgoing.url().getScheme())) {
      builder.sslContext(tls.context().get());
      if (!tls.serverName().isEmpty()) {
        SSLParameters parameters = tls.context().get().getDefaultSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(tls.serverName())));
        builder.sslParameters(parameters);
      }
    }
    return builder.build();
  }

  /// The client asks for the name in the URL; for an address it asks for the name that we give it.
  private static URI numeric(URI url) throws IOException {
    String address = InetAddress.getByName(url.getHost()).getHostAddress();
    String host = address.contains(":") ? "[" + address + "]" : address;
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(url.getScheme() + "://" + host + port + url.getRawPath() + query);
  }
}
