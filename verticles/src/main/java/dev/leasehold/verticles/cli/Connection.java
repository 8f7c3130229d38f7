package dev.leasehold.verticles.cli;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Where requests go and what every one of them carries. Empty strings stand for what is not set.
///
/// @param showing whether to send the next request or to show it instead
record Connection(
    URI address,
    String token,
    String namespace,
    String wrapTtl,
    List<String> mfa,
    boolean policyOverride,
    boolean followRedirect,
    Map<String, String> headers,
    Tls tls,
    Patience patience,
    Showing showing) {

  /// A connection over plain HTTP, to a server in this process.
  static Connection plain(String address, String token) {
    return new Connection(
        URI.create(address),
        token,
        "",
        "",
        List.of(),
        false,
        true,
        Map.of(),
        Tls.none(),
        new Patience(Patience.TIMEOUT, 0, Connection::neverAgain),
        Showing.ANSWER);
  }

  private static void neverAgain(Duration pause) {
    throw new IllegalStateException("there are no retries to wait for");
  }

  /// Returns the same with another token.
  Connection withToken(String other) {
    return changed(other, namespace, wrapTtl, showing);
  }

  /// Returns the same without a namespace: some status paths exist in the root namespace only.
  Connection inRootNamespace() {
    return changed(token, "", wrapTtl, showing);
  }

  /// Returns the same without wrapping and without showing: for requests that only prepare.
  Connection plain() {
    return changed(token, namespace, "", Showing.ANSWER);
  }

  /// Returns the same without showing: for a request that is sent in any case.
  Connection unshown() {
    return changed(token, namespace, wrapTtl, Showing.ANSWER);
  }

  /// Returns the same for answers behind a wrapping token that lives so long.
  Connection wrappedFor(String lifetime) {
    return changed(token, namespace, lifetime, showing);
  }

  private Connection changed(String token, String namespace, String wrapTtl, Showing showing) {
    return new Connection(
        address,
        token,
        namespace,
        wrapTtl,
        mfa,
        policyOverride,
        followRedirect,
        headers,
        tls,
        patience,
        showing);
  }
}
