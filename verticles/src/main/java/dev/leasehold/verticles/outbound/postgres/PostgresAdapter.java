package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.LinkPool;
import io.vertx.core.Future;
import java.util.List;

/// PostgreSQL, through the Vert.x client.
public final class PostgresAdapter implements DatabaseAdapter {

  @Override
  public List<String> plugins() {
    return List.of("postgresql-database-plugin");
  }

  @Override
  public Dialler start(Surroundings around) {
    PostgresDialler dialler =
        new PostgresDialler(
            around.vertx(), around.clock(), around.addresses(), around.limits().connectTimeout());
    return new Dialler() {
      @Override
      public TargetPool open(DatabaseTarget target) {
        return new PostgresPool(
            around.vertx(),
            new LinkPool<>(
                around,
                target,
                () -> dialler.dial(target),
                (effect, link, left) ->
                    PostgresActs.perform(around.vertx(), around.clock(), effect, link, left)));
      }

      @Override
      public Future<Void> close() {
        return dialler.close();
      }
    };
  }
}
