package dev.leasehold.verticles.endtoend;

import dev.leasehold.verticles.outbound.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Redis among the targets of [CrashTest].
final class RedisTarget implements CrashTarget {
  private final RealRedis redis;
  private final FaultyWire wire;

  RedisTarget(Path folder) throws IOException {
    redis = new RealRedis(folder);
    wire = new FaultyWire(redis.port());
  }

  @Override
  public String mount() {
    return "redis";
  }

  @Override
  public String deed() {
    return "SETUSER";
  }

  @Override
  public FaultyWire wire() {
    return wire;
  }

  @Override
  public void prepare(Client root, Set<String> ttls) throws IOException {
    root.done("sys/mounts/redis", Map.of("type", "database"));
    root.done("redis/config/redis", redis.connection(wire.port()));
    for (String ttl : ttls) {
      root.done("redis/roles/" + ttl, CrashTarget.role("redis", ttl, "[\"~*\", \"+@read\"]"));
    }
  }

  @Override
  public Set<String> users() {
    Set<String> ours = new TreeSet<>(redis.users());
    ours.removeAll(List.of("default", RealRedis.ADMINISTRATOR));
    return ours;
  }

  @Override
  public boolean restarts() {
    return true;
  }

  @Override
  public void stop() throws IOException {
    redis.kill();
  }

  @Override
  public void startAgain() throws IOException {
    redis.restart();
  }

  @Override
  public void close() throws IOException {
    wire.close();
    redis.close();
  }
}
