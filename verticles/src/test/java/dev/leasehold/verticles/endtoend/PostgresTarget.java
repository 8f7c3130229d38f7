package dev.leasehold.verticles.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// PostgreSQL among the targets of [CrashTest].
final class PostgresTarget implements CrashTarget {
  private final Postgres postgres;
  private final FaultyWire wire;

  PostgresTarget(Path folder) throws IOException {
    postgres = new Postgres(folder);
    wire = new FaultyWire(postgres.port());
  }

  @Override
  public String mount() {
    return "pg";
  }

  @Override
  public FaultyWire wire() {
    return wire;
  }

  @Override
  public void prepare(Client root, Set<String> ttls) throws IOException {
    root.done("sys/mounts/pg", Map.of("type", "database"));
    Map<String, Object> connection = new HashMap<>(postgres.connection());
    connection.computeIfPresent(
        "connection_url",
        (_, url) -> String.valueOf(url).replace(":" + postgres.port(), ":" + wire.port()));
    root.done("pg/config/pg", connection);
    for (String ttl : ttls) {
      root.done("pg/roles/" + ttl, CrashTarget.role("pg", ttl, Postgres.CREATE));
    }
  }

  @Override
  public Set<String> users() throws Exception {
    return postgres.users();
  }

  @Override
  public boolean restarts() {
    return true;
  }

  @Override
  public void stop() throws IOException {
    postgres.stop();
  }

  @Override
  public void startAgain() throws IOException {
    postgres.startAgain();
  }

  @Override
  public void close() throws IOException {
    wire.close();
    postgres.close();
  }
}
