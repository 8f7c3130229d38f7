package dev.leasehold.verticles.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// An answer as it came over the wire.
///
/// @param location where to ask instead, in a redirect
record Incoming(int status, String body, @Nullable URI location) {
  /// Says whether the request is to be sent elsewhere.
  boolean isRedirect() {
    return location != null && (status == 301 || status == 302 || status == 307);
  }
}
