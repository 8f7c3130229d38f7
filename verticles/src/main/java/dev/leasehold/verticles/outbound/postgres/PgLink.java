package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.Link;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;

/// One connection to a PostgreSQL server. Statements go by the simple query protocol, so that a
/// text of several statements runs as one message. Used on the context of the outbound room only.
final class PgLink implements Link {
  /// What the server warns of when a transaction is ended that is not open.
  private static final String NO_ACTIVE_TRANSACTION = "25P01";

  private final PgConnection connection;
  private final Instant opened;
  private boolean usable = true;
  private boolean strayed;

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
