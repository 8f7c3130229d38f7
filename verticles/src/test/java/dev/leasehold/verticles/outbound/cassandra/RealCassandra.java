package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.OptionsMap;
import com.datastax.oss.driver.api.core.config.TypedDriverOption;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.RealDatabase;
import dev.leasehold.verticles.outbound.Statement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A Cassandra server with one node, entered as its first superuser.
public final class RealCassandra implements RealDatabase {
  public static final String ADMINISTRATOR = "cassandra";
  private static final String PASSWORD = "cassandra";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration A_MOMENT = Duration.ofMillis(200);

  private final CassandraProcess process;
  private @Nullable CqlSession operator;

  public RealCassandra(Path folder) throws IOException {
    process = new CassandraProcess(folder);
    operator();
  }

  @Override
  public DatabaseAdapter adapter() {
    return new CassandraAdapter();
  }

  @Override
  public DatabaseTarget target() {
    return target(Map.of("skip_verification", "true"));
  }

  @Override
  public DatabaseTarget withTls(DatabaseTarget target) {
    return target(Map.of("tls", "true"));
  }

  /// The same with other settings.
  DatabaseTarget target(Map<String, String> settings) {
    return new DatabaseTarget(
        "cassandra-database-plugin",
        "localhost",
        process.port(),
        "",
        ADMINISTRATOR,
        SecretBytes.ofUtf8(PASSWORD),
        0,
        new TreeMap<>(settings),
        null,
        null);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public List<Statement> creation(String userName, String password) {
    return List.of(
        new Statement(
            "CREATE USER "
                + quoted(userName)
                + " WITH PASSWORD "
                + quoted(password)
                + " NOSUPERUSER"),
        new Statement("GRANT SELECT ON ALL KEYSPACES TO " + quoted(userName)));
  }

  @Override
  public List<Statement> creationAgainstPolicy(String userName) {
    return List.of(
        new Statement("CREATE ROLE " + quoted(userName) + " WITH HASHED PASSWORD = 'no-hash-1'"));
  }

  @Override
  public List<Statement> passwordChange(String userName, String password) {
    return List.of(
        new Statement("ALTER USER " + quoted(userName) + " WITH PASSWORD " + quoted(password)));
  }

  @Override
  public List<Statement> deletion(String userName) {
    return List.of(new Statement("DROP USER " + quoted(userName)));
  }

  /// Cassandra repeats the words around an error.
  @Override
  public Statement refused(String quoted) {
    return new Statement("CREATE USER 'refused' WITH PASSWORD " + quoted(quoted) + " NONSENSE");
  }

  @Override
  public String errorClassOfRefused() {
    return "2000";
  }

  @Override
  public boolean keepsDeadlines() {
    return false;
  }

  /// The body that configures a connection to it by another port.
  public Map<String, Object> connection(int through) {
    return Map.of(
        "plugin_name",
        "cassandra-database-plugin",
        "allowed_roles",
        "*",
        "hosts",
        "127.0.0.1",
        "port",
        through,
        "username",
        ADMINISTRATOR,
        "password",
        PASSWORD);
  }

  public int port() {
    return process.port();
  }

  /// The names of all users.
  public Set<String> users() {
    Set<String> users = new TreeSet<>();
    for (Row row : operator().execute("SELECT role FROM system_auth.roles")) {
      users.add(row.getString("role"));
    }
    return users;
  }

  @Override
  public boolean hasUser(String userName) {
    return operator()
            .execute("SELECT role FROM system_auth.roles WHERE role = " + quoted(userName))
            .one()
        != null;
  }

  @Override
  public CqlSession logIn(String userName, String password) {
    return session(userName, password, OptionsMap.driverDefaults());
  }

  private CqlSession session(String userName, String password, OptionsMap options) {
    return CqlSession.builder()
        .withConfigLoader(DriverConfigLoader.fromMap(options))
        .addContactPoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), process.port()))
        .withLocalDatacenter("datacenter1")
        .withAuthCredentials(userName, password)
        .build();
  }

  private CqlSession operator() {
    CqlSession open = operator;
    if (open == null) {
      open = patientSession();
      operator = open;
    }
    return open;
  }

  /// With patience, as a server that has just started is slow, and has been seen to hang up on its
  /// first client.
  private CqlSession patientSession() {
    OptionsMap options = OptionsMap.driverDefaults();
    options.put(TypedDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE);
    options.put(TypedDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE);
    options.put(TypedDriverOption.REQUEST_TIMEOUT, PATIENCE);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return session(ADMINISTRATOR, PASSWORD, options);
      } catch (AllNodesFailedException notYet) {
        if (System.nanoTime() - end > 0) {
          throw notYet;
        }
        LockSupport.parkNanos(A_MOMENT.toNanos());
      }
    }
  }

  private void leave() {
    CqlSession open = operator;
    operator = null;
    if (open != null) {
      open.forceCloseAsync();
    }
  }

  @Override
  public void byHand(List<Statement> statements) {
    statements.forEach(statement -> operator().execute(statement.text()));
  }

  @Override
  public void kill() throws IOException {
    leave();
    process.kill();
  }

  @Override
  public void restart() throws IOException {
    process.restart();
    operator();
  }

  @Override
  public void close() throws IOException {
    leave();
    process.kill();
  }
}
