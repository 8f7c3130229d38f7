package dev.leasehold.verticles.outbound;

import java.time.Duration;

/// Waiting until the pages of a revoked prefix are done: the expiry room performs it. Refused with
/// the first error that a target gave, unknown where the time is up.
public record SweepEffect(String namespace, String prefix, Duration timeout) implements Effect {
  @Override
  public String target() {
    return "";
  }

  @Override
  public boolean revoking() {
    return true;
  }
}
