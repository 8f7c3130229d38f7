package dev.leasehold.verticles.endtoend;

import dev.leasehold.verticles.outbound.cassandra.CassandraProcess;
import dev.leasehold.verticles.outbound.redis.RealRedis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One target of each kind.
final class CrashTargets {
  private CrashTargets() {}

  /// Starts them at the same time, Cassandra where it was fetched. On threads of the platform:
  /// virtual ones that load classes hold their carriers, which on two processors has come to a
  /// standstill.
  static List<CrashTarget> start(Path folder) throws Exception {
    RealRedis.unpack();
    List<Callable<CrashTarget>> kinds = new ArrayList<>();
    kinds.add(() -> new PostgresTarget(folder.resolve("postgres")));
    kinds.add(() -> new MariaDbTarget(folder.resolve("mariadb")));
    kinds.add(() -> new RedisTarget(folder.resolve("redis")));
    kinds.add(AstraTarget::new);
    if (CassandraProcess.isThere()) {
      kinds.add(() -> new CassandraTarget(folder.resolve("cassandra")));
    } else {
      System.out.println("CrashTargets: without Cassandra, as " + CassandraProcess.ABSENT);
    }
    try (ExecutorService starting = Executors.newFixedThreadPool(kinds.size())) {
      List<CrashTarget> started = new ArrayList<>();
      for (Future<CrashTarget> one : starting.invokeAll(kinds)) {
        started.add(one.get());
      }
      return List.copyOf(started);
    }
  }
}
