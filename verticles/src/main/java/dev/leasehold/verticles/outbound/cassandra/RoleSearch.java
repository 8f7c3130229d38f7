package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/// Looks for roles by the beginning of their names. Roles lie in no order, so all are looked at, a
/// page at a time, of which no more is kept than was asked for.
final class RoleSearch {
  private final DatabaseEffect.FindUsers wanted;
  private final Function<String, Future<AsyncResultSet>> ask;
  private final Context room;
  private final TreeSet<String> kept = new TreeSet<>();

  RoleSearch(
      DatabaseEffect.FindUsers wanted, Function<String, Future<AsyncResultSet>> ask, Context room) {
    this.wanted = wanted;
    this.ask = ask;
    this.room = room;
  }

  /// The names; where we may not read the table, those that we may see.
  Future<List<String>> found() {
    return ask.apply("SELECT role FROM system_auth.roles")
        .recover(failure ->
            CqlError.isUnauthorized(failure)
                ? ask.apply("LIST ROLES")
                : Future.failedFuture(failure))
        .compose(this::read)
        .map(_ -> List.copyOf(kept));
  }

  private Future<Void> read(AsyncResultSet page) {
    for (Row row : page.currentPage()) {
      String name = String.valueOf(row.getString("role"));
      if (name.startsWith(wanted.prefix()) && name.compareTo(wanted.after()) > 0) {
        kept.add(name);
        if (kept.size() > wanted.limit()) {
          kept.removeLast();
        }
      }
    }
    return page.hasMorePages()
        ? Future.fromCompletionStage(page.fetchNextPage(), room).compose(this::read)
        : Future.succeededFuture();
  }
}
