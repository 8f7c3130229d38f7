package dev.leasehold.verticles.endtoend;

import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.astrasimulator.AstraClient;
import dev.leasehold.verticles.astrasimulator.AstraSimulator;
import dev.leasehold.verticles.astrasimulator.Setup;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Astra among the targets of [CrashTest].
final class AstraTarget implements CrashTarget {
  private final Vertx vertx = Vertx.vertx();
  private final AstraSimulator astra;
  private final FaultyWire wire;

  AstraTarget() throws IOException {
    astra =
        AstraBench.await(
            AstraSimulator.start(vertx, Setup.local(new SecureEntropy(), Clock.systemUTC())));
    wire = new FaultyWire(astra.port());
  }

  private String org() {
    return astra.tenants().getFirst().organization().id();
  }

  @Override
  public String mount() {
    return "astra";
  }

  @Override
  public String deed() {
    return "POST ";
  }

  @Override
  public FaultyWire wire() {
    return wire;
  }

  @Override
  public void prepare(Client root, Set<String> ttls) throws IOException {
    root.done("sys/mounts/astra", Map.of("type", "astra"));
    AstraBench.configure(
        root, "astra", astra.tenants().getFirst(), "http://127.0.0.1:" + wire.port());
    for (String ttl : ttls) {
      root.done(
          "astra/role",
          Map.of(
              "org_id",
              org(),
              "role_name",
              ttl,
              "role_id",
              AstraBench.ROLE_ID,
              "ttl",
              ttl,
              "max_ttl",
              "24h"));
    }
  }

  @Override
  public Client.Answer issue(Client client, String ttl, String unique) throws IOException {
    return client.post(
        "astra/org/token", Map.of("org_id", org(), "role_name", ttl, "logical_name", unique));
  }

  @Override
  public String nameIn(Client.Answer issued) {
    return issued.text("/data/clientId");
  }

  @Override
  public String leases(String ttl) {
    return "astra/org/token/";
  }

  @Override
  public Set<String> users() {
    return AstraBench.await(astra.issued()).stream()
        .map(AstraClient::clientId)
        .collect(Collectors.toSet());
  }

  @Override
  public boolean restarts() {
    return true;
  }

  @Override
  public void stop() {
    AstraBench.await(astra.refuse());
  }

  @Override
  public void startAgain() {
    AstraBench.await(astra.accept());
  }

  @Override
  public void close() throws IOException {
    wire.close();
    AstraBench.await(vertx.close());
  }
}
