package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.Link;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One connection to a PostgreSQL server. Statements go by the simple query protocol, so that a
/// text of several statements runs as one message. Used on the context of the outbound room only.
final class PgLink implements Link {
  /// What the server warns of when a transaction is ended that is not open.
  private static final String NO_ACTIVE_TRANSACTION = "25P01";

  /// All forms of the function, of which there are two, with a further argument in newer servers.
  private static final String MAY_MARK =
      """
      SELECT bool_and(has_function_privilege(oid, 'EXECUTE')) FROM pg_catalog.pg_proc
      WHERE proname = 'pg_logical_emit_message' AND pronamespace = 'pg_catalog'::regnamespace
      """;

  private final PgConnection connection;
  private final Instant opened;
  private boolean usable = true;
  private boolean strayed;
  private @Nullable Future<Boolean> mayMark;

  PgLink(PgConnection connection, Instant opened) {
    this.connection = connection;
    this.opened = opened;
    connection.closeHandler(_ -> usable = false);
    connection.exceptionHandler(_ -> usable = false);
    connection.noticeHandler(notice -> strayed |= NO_ACTIVE_TRANSACTION.equals(notice.getCode()));
  }

  Future<RowSet<Row>> query(String text) {
    return connection.query(text).execute();
  }

  /// Whether we may write a mark to the server's log, which the server is asked once. One that does
  /// not know the question is no PostgreSQL, and has no such log.
  Future<Boolean> mayMark() {
    if (mayMark == null) {
      mayMark =
          query(MAY_MARK)
              .map(rows -> Boolean.TRUE.equals(rows.iterator().next().getBoolean(0)))
              .recover(failure ->
                  failure instanceof PgException
                      ? Future.succeededFuture(false)
                      : Future.failedFuture(failure));
    }
    return mayMark;
  }

  @Override
  public Instant opened() {
    return opened;
  }

  @Override
  public boolean usable() {
    return usable;
  }

  /// Whether a statement of ours has ended our transaction: then nobody knows what was kept.
  boolean strayed() {
    return strayed;
  }

  /// Never to be used again; a transaction that is still open is thus rolled back by the server.
  @Override
  public void discard() {
    if (usable) {
      usable = false;
      connection.close();
    }
  }
}
