package dev.leasehold.verticles.cli;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/// Where requests go and what every one of them carries. Empty strings stand for what is not set.
///
/// @param tls makes the sockets for `https`; asked only when one is needed, as it is slow to start
/// @param verifyHost whether the certificate must name the host
/// @param printCurl whether to print the next request as a `curl` command instead of sending it
record Connection(
    URI address,
    String token,
    String namespace,
    String wrapTtl,
    List<String> mfa,
    boolean policyOverride,
    boolean followRedirect,
    Map<String, String> headers,
    Supplier<SSLSocketFactory> tls,
    boolean verifyHost,
    boolean printCurl) {

  /// Returns the same with another token.
  Connection withToken(String other) {
    return new Connection(
        address,
        other,
        namespace,
        wrapTtl,
        mfa,
        policyOverride,
        followRedirect,
        headers,
        tls,
        verifyHost,
        printCurl);
  }

  /// Returns the same without a namespace: some status paths exist in the root namespace only.
  Connection inRootNamespace() {
    return new Connection(
        address,
        token,
        "",
        wrapTtl,
        mfa,
        policyOverride,
        followRedirect,
        headers,
        tls,
        verifyHost,
        printCurl);
  }

  /// Returns the same without wrapping and without printing: for requests that only prepare.
  Connection plain() {
    return new Connection(
        address,
        token,
        namespace,
        "",
        mfa,
        policyOverride,
        followRedirect,
        headers,
        tls,
        verifyHost,
        false);
  }
}
