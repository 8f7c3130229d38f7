package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Future;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A user of a MySQL server by its name. It may have several accounts, one for each host that it
/// may come from; roles say which. Who connects may be forbidden to look them up: then only the
/// account for all hosts is known of.
final class MysqlUser {
  private static final String EVERY_HOST = "%";

  /// There is no such account.
  private static final int NO_ACCOUNT = 1396;

  /// One may not look into the table of users.
  private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227);

  private final MysqlLink link;
  private final String name;

  MysqlUser(MysqlLink link, String userName) {
    this.link = link;
    this.name = MysqlQuoted.literal(userName);
  }

  /// Takes away all its accounts, and with them what was granted to it; one that is not there is
  /// gone already. Its open connections stay.
  Future<Void> drop() {
    return accounts().compose(this::drop);
  }

  private Future<Void> drop(Accounts accounts) {
    if (accounts.hosts().isEmpty()) {
      return Future.succeededFuture();
    }
    String all =
        accounts.hosts().stream()
            .map(host -> name + "@" + MysqlQuoted.literal(host))
            .collect(Collectors.joining(", "));
    return link.query("DROP USER " + all)
        .<Void>mapEmpty()
        .recover(failure -> is(failure, NO_ACCOUNT) ? gone(accounts, failure) : failed(failure));
  }

  /// Somebody else may have dropped it meanwhile.
  private Future<Void> gone(Accounts accounts, Throwable failure) {
    return accounts.guessed()
        ? Future.succeededFuture()
        : accounts()
            .compose(left -> left.hosts().isEmpty() ? Future.succeededFuture() : failed(failure));
  }

  /// Runs a role's own statements where there is such a user; an error means nothing if it is gone
  /// all the same.
  Future<Void> drop(List<Statement> statements) {
    return accounts()
        .compose(accounts -> {
          if (accounts.hosts().isEmpty()) {
            return Future.succeededFuture();
          }
          return each(statements, 0)
              .recover(failure ->
                  failure instanceof MySQLException
                      ? accounts.guessed() ? drop(accounts) : gone(accounts, failure)
                      : failed(failure));
        });
  }

  private Future<Void> each(List<Statement> statements, int index) {
    return index == statements.size()
        ? Future.succeededFuture()
        : link.query(statements.get(index)).compose(_ -> each(statements, index + 1));
  }

  /// Runs statements that take back what was made, then whatever they may have left.
  Future<Void> undo(List<Statement> statements) {
    return each(statements, 0).compose(_ -> drop());
  }

  /// Whether there is one, as far as can be told.
  Future<Boolean> exists() {
    return accounts().map(accounts -> !accounts.hosts().isEmpty());
  }

  /// From where it may come.
  ///
  /// @param guessed whether nobody could tell
  private record Accounts(List<String> hosts, boolean guessed) {}

  private Future<Accounts> accounts() {
    return link.query("SELECT host FROM mysql.user WHERE user = " + name)
        .map(rows -> new Accounts(texts(rows), false))
        .recover(failure ->
            failure instanceof MySQLException answer && DENIED.contains(answer.getErrorCode())
                ? Future.succeededFuture(new Accounts(List.of(EVERY_HOST), true))
                : Future.failedFuture(failure));
  }

  /// The first column.
  static List<String> texts(RowSet<Row> rows) {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(row.getString(0)));
    return List.copyOf(texts);
  }

  private static boolean is(Throwable failure, int code) {
    return failure instanceof MySQLException answer && answer.getErrorCode() == code;
  }

  private static Future<Void> failed(Throwable failure) {
    return Future.failedFuture(failure);
  }
}
