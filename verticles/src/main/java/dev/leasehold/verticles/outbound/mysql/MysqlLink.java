package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.verticles.outbound.Link;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Future;
import io.vertx.mysqlclient.MySQLConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// One connection to a MySQL server. Statements go one by one by the text protocol. Used on the
/// context of the outbound room only.
final class MysqlLink implements Link {
  /// So much earlier than the server we take it that a silent connection has ended.
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final MySQLConnection connection;
  private final boolean mariaDb;
  private final InstantSource clock;
  private final Instant opened;
  private @Nullable Instant endsWhenSilent;
  private boolean usable = true;

  MysqlLink(MySQLConnection connection, InstantSource clock) {
    this.connection = connection;
    this.mariaDb = connection.databaseMetadata().fullVersion().contains("MariaDB");
    this.clock = clock;
    this.opened = clock.instant();
    connection.closeHandler(_ -> usable = false);
    connection.exceptionHandler(_ -> usable = false);
  }

  Future<RowSet<Row>> query(String text) {
    return connection.query(text).execute();
  }

  Future<RowSet<Row>> query(Statement statement) {
    return query(statement.text());
  }

  /// Has the server end this connection where it hears nothing for so long, and give up a statement
  /// that waits for a lock for so long: by its own clock, whatever happens to us.
  Future<Void> endWhenSilentFor(long seconds) {
    String more = mariaDb ? ", max_statement_time = " + seconds : "";
    return query(
            "SET SESSION wait_timeout = " + seconds + ", lock_wait_timeout = " + seconds + more)
        .map(_ -> {
          endsWhenSilent = clock.instant().plusSeconds(seconds).minus(MARGIN);
          return null;
        });
  }

  @Override
  public Instant opened() {
    return opened;
  }

  @Override
  public boolean usable() {
    return usable && (endsWhenSilent == null || clock.instant().isBefore(endsWhenSilent));
  }

  @Override
  public void discard() {
    if (usable) {
      usable = false;
      connection.close();
    }
  }
}
