package dev.leasehold.verticles.endtoend;

import dev.leasehold.verticles.outbound.cassandra.RealCassandra;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// Cassandra among the targets of [CrashTest]. It takes too long to start to be stopped on the way.
final class CassandraTarget implements CrashTarget {
  private final RealCassandra cassandra;
  private final FaultyWire wire;

  CassandraTarget(Path folder) throws IOException {
    cassandra = new RealCassandra(folder);
    wire = new FaultyWire(cassandra.port());
  }

  @Override
  public String mount() {
    return "cassandra";
  }

  @Override
  public FaultyWire wire() {
    return wire;
  }

  @Override
  public void prepare(Client root, Set<String> ttls) throws IOException {
    root.done("sys/mounts/cassandra", Map.of("type", "database"));
    root.done("cassandra/config/ring", cassandra.connection(wire.port()));
    for (String ttl : ttls) {
      root.done(
          "cassandra/roles/" + ttl,
          CrashTarget.role(
              "ring",
              ttl,
              "CREATE USER '{{username}}' WITH PASSWORD '{{password}}' NOSUPERUSER",
              "GRANT SELECT ON ALL KEYSPACES TO '{{username}}'"));
    }
  }

  @Override
  public Set<String> users() {
    Set<String> ours = cassandra.users();
    ours.remove(RealCassandra.ADMINISTRATOR);
    return ours;
  }

  @Override
  public void close() throws IOException {
    wire.close();
    cassandra.close();
  }
}
