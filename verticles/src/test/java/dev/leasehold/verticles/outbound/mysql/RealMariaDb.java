package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.RealDatabase;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A MariaDB server, asked by the driver alone where the adapter is not to be believed.
final class RealMariaDb implements RealDatabase {
  private final MariaDbServer process;
  private final Vertx vertx = Vertx.vertx();

  RealMariaDb(Path folder, String... arguments) throws Exception {
    process = new MariaDbServer(folder, arguments);
  }

  String certificate() throws Exception {
    return process.certificate();
  }

  @Override
  public DatabaseAdapter adapter() {
    return new MysqlAdapter();
  }

  @Override
  public DatabaseTarget target() {
    return target(Map.of(), null);
  }

  @Override
  public DatabaseTarget withTls(DatabaseTarget target) {
    return target(Map.of("tls", "true"), null);
  }

  DatabaseTarget target(Map<String, String> settings, @Nullable String ca) {
    return new DatabaseTarget(
        "mysql-database-plugin",
        "localhost",
        process.port(),
        "",
        MariaDbServer.ADMINISTRATOR,
        SecretBytes.ofUtf8(MariaDbServer.PASSWORD),
        0,
        settings,
        ca,
        null);
  }

  private static String account(String userName) {
    return MysqlQuoted.literal(userName) + "@'%'";
  }

  @Override
  public List<Statement> creation(String userName, String password) {
    String user = account(userName);
    return List.of(
        new Statement("CREATE USER " + user + " IDENTIFIED BY " + MysqlQuoted.literal(password)),
        new Statement("GRANT SELECT ON *.* TO " + user));
  }

  @Override
  public List<Statement> creationAgainstPolicy(String userName) {
    String user = account(userName);
    return List.of(
        new Statement("CREATE USER " + user),
        new Statement("SET PASSWORD FOR " + user + " = 'no hash as the server wants it'"));
  }

  @Override
  public List<Statement> passwordChange(String userName, String password) {
    return List.of(
        new Statement(
            "ALTER USER " + account(userName) + " IDENTIFIED BY " + MysqlQuoted.literal(password)));
  }

  @Override
  public List<Statement> deletion(String userName) {
    String user = account(userName);
    return List.of(
        new Statement("REVOKE ALL PRIVILEGES, GRANT OPTION FROM " + user),
        new Statement("DROP USER " + user));
  }

  @Override
  public Statement refused(String quoted) {
    return new Statement("SELEKT " + MysqlQuoted.literal(quoted));
  }

  @Override
  public String errorClassOfRefused() {
    return "1064";
  }

  @Override
  public boolean hasUser(String userName) throws Exception {
    return ask("SELECT host FROM mysql.user WHERE user = " + MysqlQuoted.literal(userName)).size()
        > 0;
  }

  RowSet<Row> ask(String text) throws Exception {
    MySQLConnection connection = connect(MariaDbServer.ADMINISTRATOR, MariaDbServer.PASSWORD);
    try {
      return await(connection.query(text).execute());
    } finally {
      await(connection.close());
    }
  }

  @Override
  public AutoCloseable logIn(String userName, String password) throws Exception {
    MySQLConnection connection = connect(userName, password);
    return () -> await(connection.close());
  }

  private MySQLConnection connect(String userName, String password) throws Exception {
    return await(
        MySQLConnection.connect(
            vertx,
            new MySQLConnectOptions()
                .setHost("localhost")
                .setPort(process.port())
                .setUser(userName)
                .setPassword(password)));
  }

  @Override
  public void byHand(List<Statement> statements) throws Exception {
    for (Statement statement : statements) {
      ask(statement.text());
    }
  }

  @Override
  public void kill() throws Exception {
    process.kill();
  }

  @Override
  public void restart() throws Exception {
    process.restart();
  }

  @Override
  public void close() throws IOException {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    process.close();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
