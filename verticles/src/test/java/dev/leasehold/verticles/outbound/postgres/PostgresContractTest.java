package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.DatabaseContract;
import dev.leasehold.verticles.outbound.RealDatabase;
import java.nio.file.Path;

class PostgresContractTest extends DatabaseContract {
  @Override
  protected RealDatabase start(Path folder) throws Exception {
    return new RealPostgres(folder);
  }
}
