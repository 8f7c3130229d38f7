package dev.leasehold.verticles.outbound.cassandra;

import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import io.vertx.core.Future;
import java.util.List;

/// Cassandra 2.1 or newer, whose users are its roles.
public final class CassandraAdapter implements DatabaseAdapter {

  @Override
  public List<String> plugins() {
    return List.of("cassandra-database-plugin");
  }

  @Override
  public Dialler start(Surroundings around) {
    CassandraDialler dialler = new CassandraDialler(around);
    return new Dialler() {
      @Override
      public TargetPool open(DatabaseTarget target) {
        return new CassandraPool(around, target, () -> dialler.dial(target));
      }

      @Override
      public Future<Void> close() {
        return dialler.close();
      }
    };
  }
}
