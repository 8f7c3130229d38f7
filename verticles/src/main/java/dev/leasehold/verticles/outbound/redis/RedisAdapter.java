package dev.leasehold.verticles.outbound.redis;

import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.LinkPool;
import io.vertx.core.Future;
import java.util.List;

/// Redis, whose users are those of its access control lists: 6.0 or newer.
public final class RedisAdapter implements DatabaseAdapter {

  @Override
  public List<String> plugins() {
    return List.of("redis-database-plugin");
  }

  @Override
  public Dialler start(Surroundings around) {
    RedisDialler dialler = new RedisDialler(around);
    return new Dialler() {
      @Override
      public TargetPool open(DatabaseTarget target) {
        return new LinkPool<RedisLink>(
            around,
            target,
            () -> dialler.dial(target),
            (effect, link, left) ->
                new RedisActs(link, around.clock(), effect.database())
                    .perform(around.vertx(), effect, left));
      }

      @Override
      public Future<Void> close() {
        return dialler.close();
      }
    };
  }
}
