package dev.leasehold.verticles.node;

import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.cassandra.CassandraAdapter;
import dev.leasehold.verticles.outbound.mysql.MysqlAdapter;
import dev.leasehold.verticles.outbound.postgres.PostgresAdapter;
import dev.leasehold.verticles.outbound.redis.RedisAdapter;
import java.util.List;

/// The kinds of databases that this server can act on: a new one is a line here.
final class AdapterList {
  static final List<DatabaseAdapter> ALL =
      List.of(
          new PostgresAdapter(), new MysqlAdapter(), new CassandraAdapter(), new RedisAdapter());

  private AdapterList() {}
}
