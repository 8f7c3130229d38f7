package dev.leasehold.verticles.engine.identity.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a person may be sent back to. Programs on a person's own machine listen on whatever port
/// is free, so that there the port does not count (RFC 8252, section 7.3).
final class Redirects {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private Redirects() {}

  static boolean allowed(String asked, List<String> registered) {
    URI uri = parsed(asked);
    if (uri == null) {
      return false;
    }
    if (uri.getHost() == null || !LOOPBACK.contains(uri.getHost())) {
      return registered.contains(asked);
    }
    return registered.stream()
        .map(Redirects::parsed)
        .anyMatch(one -> one != null && sameButForThePort(uri, one));
  }

  private static boolean sameButForThePort(URI one, URI other) {
    return Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(one.getRawUserInfo(), other.getRawUserInfo())
        && Objects.equals(one.getHost(), other.getHost())
        && Objects.equals(one.getRawPath(), other.getRawPath())
        && Objects.equals(one.getRawQuery(), other.getRawQuery())
        && Objects.equals(one.getRawFragment(), other.getRawFragment());
  }

  private static @Nullable URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException none) {
      return null;
    }
  }
}
