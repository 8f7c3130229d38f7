package dev.leasehold.verticles.outbound.redis;

import dev.leasehold.verticles.outbound.DatabaseContract;
import dev.leasehold.verticles.outbound.RealDatabase;
import java.nio.file.Path;

class RedisContractTest extends DatabaseContract {

  @Override
  protected RealDatabase start(Path folder) throws Exception {
    return new RealRedis(folder);
  }
}
