package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/// How `https` is spoken.
///
/// @param context asked only when it is needed, as it is slow to start
/// @param serverName the name that the certificate must have, or empty for the address's own
/// @param trustsAnyone whether any certificate will do
/// @param curl the same as flags of `curl`, name and value in turn
record Tls(
    Supplier<SSLContext> context, String serverName, boolean trustsAnyone, List<String> curl) {

  /// For connections that are never `https`.
  static Tls none() {
    return new Tls(
        () -> {
          throw new IllegalStateException("this client speaks plain HTTP");
        },
        "",
        false,
        List.of());
  }

  /// Returns what makes the sockets.
  SSLSocketFactory sockets() {
    SSLSocketFactory sockets = context.get().getSocketFactory();
    return serverName.isEmpty() ? sockets : new RenamedSockets(sockets, serverName);
  }
}
