package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.LinkPool;
import io.vertx.core.Future;
import java.util.List;

/// MySQL and MariaDB, through the Vert.x client.
public final class MysqlAdapter implements DatabaseAdapter {

  @Override
  public List<String> plugins() {
    return List.of(
        "mysql-database-plugin",
        "mysql-aurora-database-plugin",
        "mysql-rds-database-plugin",
        "mysql-legacy-database-plugin");
  }

  @Override
  public Dialler start(Surroundings around) {
    MysqlDialler dialler =
        new MysqlDialler(
            around.vertx(), around.clock(), around.addresses(), around.limits().connectTimeout());
    return new Dialler() {
      @Override
      public TargetPool open(DatabaseTarget target) {
        return new LinkPool<MysqlLink>(
            around,
            target,
            () -> dialler.dial(target),
            (effect, link, left) ->
                new MysqlAct(around.vertx(), around.clock(), link, left).perform(effect));
      }

      @Override
      public Future<Void> close() {
        return dialler.close();
      }
    };
  }
}
