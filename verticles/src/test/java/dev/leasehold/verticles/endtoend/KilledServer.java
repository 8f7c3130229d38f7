package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A server with a target of each kind, which is killed and started again, each time later by its
/// own clock.
final class KilledServer implements AutoCloseable {
  private final Path folder;
  private final List<CrashTarget> targets;
  private final String share;
  private ChildServer server;
  private Client root;

  private KilledServer(
      Path folder, List<CrashTarget> targets, ChildServer server, Client root, String share) {
    this.folder = folder;
    this.targets = targets;
    this.server = server;
    this.root = root;
    this.share = share;
  }

  /// @param ttls of the roles, which are called so
  static KilledServer start(Path folder, Set<String> ttls) throws Exception {
    List<CrashTarget> targets = CrashTargets.start(folder);
    ChildServer server = child(folder, Duration.ZERO);
    Client.Answer born =
        Client.of(server.port(), "")
            .done("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    String share = born.body().at("/keys/0").asText();
    Client root = Client.of(server.port(), born.text("/root_token"));
    root.done("sys/unseal", Map.of("key", share));
    for (CrashTarget target : targets) {
      target.prepare(root, ttls);
    }
    return new KilledServer(folder, targets, server, root, share);
  }

  private static ChildServer child(Path folder, Duration ahead) throws IOException {
    return ChildServer.start(folder.resolve("leasehold"), folder.resolve("log"), ahead);
  }

  /// Kills it and starts it on the same data.
  ///
  /// @param ahead by how much its clock is fast then
  void startAgain(Duration ahead) throws IOException {
    server.kill();
    goOn(ahead);
  }

  /// The same, but lets it stop by itself.
  void stopAndStartAgain(Duration ahead) throws IOException {
    server.stop();
    goOn(ahead);
  }

  private void goOn(Duration ahead) throws IOException {
    server = child(folder, ahead);
    root = Client.of(server.port(), root.token());
    root.done("sys/unseal", Map.of("key", share));
  }

  List<CrashTarget> targets() {
    return targets;
  }

  Client root() {
    return root;
  }

  /// Has a credential issued that must be; gives its lease.
  String issue(CrashTarget target, String ttl, String unique) throws IOException {
    Client.Answer issued = target.issue(root, ttl, unique);
    assertTrue(issued.good(), target.mount() + " answered " + issued.errors());
    return issued.text("/lease_id");
  }

  /// What the leases of a target are shown as.
  List<JsonNode> leases(CrashTarget target) throws IOException {
    Client.Answer found = root.get("sys/leases/search?mount=" + target.mount());
    assertEquals(200, found.status(), found.errors());
    List<JsonNode> leases = new ArrayList<>();
    found.body().at("/data/leases").forEach(leases::add);
    return leases;
  }

  /// What time it is by its clock, in whole seconds.
  Instant time() throws IOException {
    return Instant.ofEpochSecond(root.get("sys/health").body().at("/server_time_utc").asLong());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (CrashTarget target : targets) {
      target.close();
    }
  }
}
