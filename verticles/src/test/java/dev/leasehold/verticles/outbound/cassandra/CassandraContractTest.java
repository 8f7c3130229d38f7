package dev.leasehold.verticles.outbound.cassandra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leasehold.verticles.outbound.DatabaseContract;
import dev.leasehold.verticles.outbound.RealDatabase;
import java.nio.file.Path;

class CassandraContractTest extends DatabaseContract {

  @Override
  protected RealDatabase start(Path folder) throws Exception {
    assumeTrue(CassandraProcess.isThere(), CassandraProcess.ABSENT);
    return new RealCassandra(folder);
  }
}
