package dev.leasehold.verticles.endtoend;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A real PostgreSQL server on a port that stays, which can be stopped and started again.
final class Postgres implements AutoCloseable {
  static final String CREATE =
      "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';";

  private final Path folder;
  private final int port;
  private EmbeddedPostgres server;

  /// Starts it with its data in a folder that is empty or was made by another of these.
  Postgres(Path folder) throws IOException {
    this(folder, freePort());
  }

  Postgres(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.server = started();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private EmbeddedPostgres started() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  int port() {
    return port;
  }

  void stop() throws IOException {
    server.close();
  }

  void startAgain() throws IOException {
    server = started();
  }

  /// From now on it asks everybody for a password; before it trusts who connects from here.
  void askForPasswords() throws IOException, SQLException {
    run("ALTER ROLE postgres PASSWORD 'postgres'");
    Files.writeString(folder.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    run("SELECT pg_reload_conf()");
  }

  void run(String sql) throws SQLException {
    try (Connection connection = open("postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The body that configures a connection to it.
  Map<String, Object> connection() {
    return connection(port);
  }

  /// The same by way of another port.
  static Map<String, Object> connection(int port) {
    return Map.of(
        "plugin_name", "postgresql-database-plugin",
        "allowed_roles", "*",
        "connection_url",
            "postgresql://{{username}}:{{password}}@127.0.0.1:"
                + port
                + "/postgres?sslmode=disable",
        "username", "postgres",
        "password", "postgres");
  }

  /// Whether a user can log in and read.
  boolean lets(String user, String password) {
    try (Connection connection = open(user, password)) {
      return "1".equals(one(connection, "SELECT 1"));
    } catch (SQLException refused) {
      return false;
    }
  }

  boolean has(String user) throws SQLException {
    return users().contains(user);
  }

  /// The users that were made for leases.
  Set<String> users() throws SQLException {
    Set<String> users = new TreeSet<>();
    try (Connection connection = open("postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT rolname FROM pg_roles WHERE rolname LIKE 'v-%'")) {
      while (rows.next()) {
        users.add(rows.getString(1));
      }
    }
    return users;
  }

  /// The first column of the first row.
  String one(String sql) throws SQLException {
    try (Connection connection = open("postgres", "postgres")) {
      return one(connection, sql);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = open("postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private Connection open(String user, String password) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable";
    return DriverManager.getConnection(url, user, password);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
