package dev.leasehold.verticles.astrasimulator;

import dev.leasehold.crypto.secret.Entropy;
import java.time.InstantSource;
import java.util.List;

/// What a simulator is started with. Immutable. With a seeded entropy and a clock that is told, it
/// gives the same answers in every run.
///
/// @param port 0 for any that is free
public record Setup(
    String host, int port, List<Tenant> tenants, Entropy entropy, InstantSource clock) {

  public Setup {
    tenants = List.copyOf(tenants);
  }

  /// On a free port of loopback, with one organization whose admin token is drawn.
  public static Setup local(Entropy entropy, InstantSource clock) {
    Organization organization = new Organization(entropy.uuid(), "local");
    return new Setup("127.0.0.1", 0, List.of(Tenant.drawn(organization, entropy)), entropy, clock);
  }
}
