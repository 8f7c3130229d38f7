package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.RealDatabase;
import dev.leasehold.verticles.outbound.Statement;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A PostgreSQL server that asks everybody for a password but its operator, and that refuses weak
/// ones.
final class RealPostgres implements RealDatabase {
  private static final String OPERATOR = "postgres";
  private static final String ADMINISTRATOR = "administrator";
  private static final String PASSWORD = "admin-Password-1";

  private final Path folder;
  private final int port;
  private EmbeddedPostgres process;

  RealPostgres(Path folder) throws IOException, SQLException {
    this.folder = folder;
    process = started(0);
    port = process.getPort();
    byHand("CREATE ROLE " + ADMINISTRATOR + " SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'");
  }

  private EmbeddedPostgres started(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false)
            .setServerConfig("shared_preload_libraries", "passwordcheck")
            // What was acknowledged is there after a kill, which it is not with zonky's own
            // setting.
            .setServerConfig("synchronous_commit", "on")
            .setDataDirectoryCustomizer(RealPostgres::askForPasswords);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  private static void askForPasswords(File data) {
    try {
      Files.writeString(
          data.toPath().resolve("pg_hba.conf"),
          """
          host all postgres localhost trust
          host all all localhost scram-sha-256
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DatabaseAdapter adapter() {
    return new PostgresAdapter();
  }

  @Override
  public DatabaseTarget target() {
    return target(Map.of("sslmode", "disable"));
  }

  @Override
  public DatabaseTarget withTls(DatabaseTarget target) {
    return target(Map.of("sslmode", "verify-full"));
  }

  private DatabaseTarget target(Map<String, String> settings) {
    return new DatabaseTarget(
        "postgresql-database-plugin",
        "localhost",
        port,
        "postgres",
        ADMINISTRATOR,
        SecretBytes.ofUtf8(PASSWORD),
        0,
        settings,
        null,
        null);
  }

  @Override
  public List<Statement> creation(String userName, String password) {
    String user = Quoted.identifier(userName);
    return List.of(
        new Statement("CREATE ROLE " + user + " LOGIN PASSWORD " + Quoted.literal(password)),
        new Statement("GRANT CONNECT ON DATABASE postgres TO " + user));
  }

  @Override
  public List<Statement> creationAgainstPolicy(String userName) {
    return creation(userName, "abc");
  }

  @Override
  public List<Statement> passwordChange(String userName, String password) {
    return List.of(
        new Statement(
            "ALTER ROLE " + Quoted.identifier(userName) + " PASSWORD " + Quoted.literal(password)));
  }

  @Override
  public List<Statement> deletion(String userName) {
    String user = Quoted.identifier(userName);
    return List.of(
        new Statement("REVOKE CONNECT ON DATABASE postgres FROM " + user),
        new Statement("DROP ROLE " + user));
  }

  @Override
  public Statement refused(String quoted) {
    return new Statement("SELECT " + Quoted.literal(quoted) + "::int");
  }

  @Override
  public String errorClassOfRefused() {
    return "22P02";
  }

  @Override
  public boolean hasUser(String userName) throws SQLException {
    try (Connection connection = logIn(OPERATOR, "");
        java.sql.Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT FROM pg_roles WHERE rolname = " + Quoted.literal(userName))) {
      return rows.next();
    }
  }

  @Override
  public Connection logIn(String userName, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + process.getPort() + "/postgres", userName, password);
  }

  @Override
  public void byHand(List<Statement> statements) throws SQLException {
    for (Statement statement : statements) {
      byHand(statement.text());
    }
  }

  private void byHand(String text) throws SQLException {
    try (Connection connection = logIn(OPERATOR, "");
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /// Kills its first process, whose identity is the first line of a file; the others follow it.
  @Override
  public void kill() throws Exception {
    Path file = folder.resolve("data").resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst());
    Optional<ProcessHandle> first = ProcessHandle.of(pid);
    if (first.isPresent()) {
      List<ProcessHandle> all = first.get().descendants().toList();
      first.get().destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
      first.get().onExit().get();
    }
    process.close();
  }

  @Override
  public void restart() throws IOException {
    process = started(port);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
