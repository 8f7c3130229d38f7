package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.verticles.outbound.DatabaseContract;
import dev.leasehold.verticles.outbound.RealDatabase;
import java.nio.file.Path;

class MysqlContractTest extends DatabaseContract {
  @Override
  protected RealDatabase start(Path folder) throws Exception {
    return new RealMariaDb(folder);
  }
}
