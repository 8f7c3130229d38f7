package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/// Says why no answer came, in the words that people and scripts know from Go's client.
final class NoAnswer {
  private NoAnswer() {}

  /// Returns the text for a failed request.
  static String text(Outgoing outgoing, IOException failure) {
    return lead(outgoing) + reason(failure, outgoing.url());
  }

  /// Returns how such a text starts: `Get "URL": `.
  static String lead(Outgoing outgoing) {
    String method = outgoing.method();
    String name = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    return name + " " + GoText.quote(outgoing.url().toString()) + ": ";
  }

  private static String reason(IOException failure, URI url) {
    String message = String.valueOf(failure.getMessage());
    int port = url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    return switch (failure) {
      case ConnectException refused when message.contains("refused") || message.equals("null") ->
          "dial tcp " + url.getHost() + ":" + port + ": connect: connection refused";
      case UnknownHostException _ -> "dial tcp: lookup " + url.getHost() + ": no such host";
      case SocketTimeoutException _, HttpTimeoutException _ -> "context deadline exceeded";
      case SocketException gone when message.startsWith("Unexpected end of file") -> "EOF";
      case SSLException plain when message.contains("Unsupported or unrecognized SSL message") ->
          "http: server gave HTTP response to HTTPS client";
      case SSLException untrusted -> "tls: failed to verify certificate: " + message;
      default -> message;
    };
  }
}
