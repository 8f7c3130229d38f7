package dev.leasehold.verticles.request;

import dev.leasehold.crypto.secret.SecretBytes;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client asks for, read and bounded, but not yet admitted. Immutable.
///
/// @param id a uuid drawn by us; the answer, the audit and the log name it
/// @param operation what is asked; an UPDATE may become a CREATE at the gate
/// @param path without `v1/` and without a leading slash, decoded once, canonical; a LIST ends in a
///   slash
/// @param data the body's members, or those of the query: String, Boolean, [JsonNumber], List, Map
///   or null
/// @param token the text of the client's token, null where none was sent
/// @param wrapTtl the answer is to be wrapped for so long; null and zero are for no wrapping, which
///   policies tell apart
/// @param headers names in lower case
/// @param certificates the chain that the client showed, its own first, which it has proven to hold
///   the key of; null where the connection is not over TLS
public record Request(
    String id,
    Operation operation,
    String namespace,
    String path,
    Map<String, Object> data,
    @Nullable SecretBytes token,
    @Nullable Duration wrapTtl,
    String remoteAddress,
    int remotePort,
    Instant received,
    Map<String, List<String>> headers,
    @Nullable List<X509Certificate> certificates) {

  /// The same request as another operation: what the gate does with an UPDATE of what is not there.
  public Request as(Operation other) {
    return new Request(
        id,
        other,
        namespace,
        path,
        data,
        token,
        wrapTtl,
        remoteAddress,
        remotePort,
        received,
        headers,
        certificates);
  }

  /// The same request with another body.
  public Request with(Map<String, Object> other) {
    return new Request(
        id,
        operation,
        namespace,
        path,
        other,
        token,
        wrapTtl,
        remoteAddress,
        remotePort,
        received,
        headers,
        certificates);
  }

  /// The same request as if nobody in particular had asked.
  public Request anonymous() {
    return new Request(
        id,
        operation,
        namespace,
        path,
        data,
        null,
        wrapTtl,
        remoteAddress,
        remotePort,
        received,
        headers,
        certificates);
  }

  /// Whether the client wants its answer wrapped.
  public boolean wraps() {
    return wrapTtl != null && wrapTtl.isPositive();
  }

  /// The same request with those headers alone that a mount lets through to its engine.
  public Request passing(List<String> names) {
    if (headers.isEmpty()) {
      return this;
    }
    Map<String, List<String>> passed = new HashMap<>();
    for (String name : names) {
      List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
      if (values != null) {
        passed.put(name.toLowerCase(Locale.ROOT), values);
      }
    }
    return new Request(
        id,
        operation,
        namespace,
        path,
        data,
        token,
        wrapTtl,
        remoteAddress,
        remotePort,
        received,
        passed,
        certificates);
  }

  @Override
  public String toString() {
    return "Request[" + id + " " + operation + "]";
  }
}
